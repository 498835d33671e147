package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How a service tells the API who its callers are. */
final class AuthenticatorTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String NEW = "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}";

    @Test
    void a_caller_may_be_known_by_a_session() {
        RolemapHttp http = janesApi(Authenticator.challenging(
                Portal.CHALLENGE,
                request -> Optional.ofNullable(request.<String>sessionAttribute("user"))
                        .map(Actor::named)));
        try (Portal portal = Portal.start(config -> {
            config.routes.post("/login", ctx -> ctx.sessionAttribute("user", ctx.queryParam("as")));
            http.mountOn(config, Portal.IAM);
        })) {
            Api jane = portal.anonymous().with("Cookie", login(portal, "jane"));
            Api joe = portal.anonymous().with("Cookie", login(portal, "joe"));

            assertThat(jane.post(PROVIDERS, NEW).status()).isEqualTo(201);
            assertThat(joe.get(PROVIDERS).status()).isEqualTo(403);
            assertThat(portal.anonymous().get(PROVIDERS).status()).isEqualTo(401);
        }
    }

    @Test
    void whoever_is_not_known_is_asked_for_what_the_service_knows_callers_by() {
        try (Portal portal = Portal.withApi(config -> {})) {
            Answer answer = portal.anonymous().bearer("x").get(PROVIDERS);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains(Portal.CHALLENGE);
            assertThat(answer.text()).doesNotContain("API key");
        }
    }

    @Test
    void a_challenge_may_depend_on_the_request() {
        try (Portal portal = withAuthenticator(new Authenticator() {
            @Override
            public Optional<Actor> authenticate(Context request) {
                return Optional.empty();
            }

            @Override
            public String challenge(Context request) {
                return request.header("Cookie") == null ? "Session" : "Session error=\"expired\"";
            }
        })) {
            assertThat(portal.anonymous().get(PROVIDERS).header("WWW-Authenticate"))
                    .contains("Session");
            assertThat(portal.anonymous().with("Cookie", "a=b").get(PROVIDERS).header("WWW-Authenticate"))
                    .contains("Session error=\"expired\"");
        }
    }

    @Test
    void only_where_callers_have_bearer_tokens_they_are_told_that_one_is_not_enough() {
        RolemapHttp bearer = janesApi(Authenticator.bearer(token -> Optional.of(Actor.named("joe"))));
        RolemapHttp session =
                janesApi(Authenticator.challenging("Bearerless", request -> Optional.of(Actor.named("joe"))));
        try (Portal portal = Portal.start(config -> {
            bearer.mountOn(config, "/bearer");
            session.mountOn(config, "/session");
        })) {
            Answer withToken =
                    portal.anonymous().bearer("joe's").below("/bearer").get(PROVIDERS);
            Answer without = portal.anonymous().below("/session").get(PROVIDERS);

            assertThat(withToken.status()).isEqualTo(403);
            assertThat(withToken.header("WWW-Authenticate"))
                    .contains("Bearer realm=\"rolemap\", error=\"insufficient_scope\"");
            assertThat(without.status()).isEqualTo(403);
            assertThat(without.header("WWW-Authenticate")).isEmpty();
        }
    }

    @Test
    void a_challenge_begins_with_the_name_of_a_scheme() {
        for (String challenge : List.of("Session", "Bearer realm=\"a b\"", "DPoP algs=\"ES256\", error=\"x\"")) {
            try (Portal portal = withAuthenticator(Authenticator.challenging(challenge, request -> Optional.empty()))) {
                assertThat(portal.anonymous().get(PROVIDERS).header("WWW-Authenticate"))
                        .contains(challenge);
            }
        }
        for (String challenge :
                List.of("", " ", "Session ", " Session", "=\"x\"", "a\r\nX: y", "Session \n", "Sitzüng")) {
            assertThatThrownBy(() -> Authenticator.challenging(challenge, request -> Optional.empty()))
                    .as(challenge)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scheme");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void null_is_no_caller_and_no_challenge() {
        for (Authenticator broken :
                List.<Authenticator>of(Authenticator.challenging("Session", request -> null), new Authenticator() {
                    @Override
                    public Optional<Actor> authenticate(Context request) {
                        return Optional.empty();
                    }

                    @Override
                    public String challenge(Context request) {
                        return null;
                    }
                })) {
            try (Portal portal = withAuthenticator(broken)) {
                assertFault(portal.anonymous().get(PROVIDERS));
                assertFault(portal.anonymous().post(PROVIDERS, NEW));
                assertFault(portal.anonymous().get("/orgs/acme/nothing"));
            }
        }
    }

    @Test
    void what_an_authenticator_throws_is_answered_by_a_problem() {
        for (RuntimeException failure :
                List.of(new IllegalStateException("secret"), new UnauthorizedResponse("secret"))) {
            try (Portal portal = withCallers(request -> {
                throw failure;
            })) {
                assertFault(portal.anonymous().get(PROVIDERS));
                assertFault(portal.anonymous().send("BREW", PROVIDERS));
                assertThat(portal.anonymous().get(PROVIDERS).text()).doesNotContain("secret");
            }
        }
    }

    @Test
    void credentials_that_cannot_be_looked_up_are_no_wrong_ones() {
        try (Portal portal = withCallers(request -> {
            throw StorageUnavailableException.nothingStored(new IllegalStateException("x"));
        })) {
            Answer answer = portal.anonymous().get(PROVIDERS);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("1");
        }
    }

    @Test
    void a_body_that_an_authenticator_has_read_is_its_fault_and_not_the_client_s() {
        for (Consumer<Context> reading : List.<Consumer<Context>>of(Context::body, AuthenticatorTest::takeReader)) {
            try (Portal portal = withCallers(request -> {
                reading.accept(request);
                return Optional.of(Actor.named("jane"));
            })) {
                String length = "Content-Length: " + NEW.length() + "\r\n\r\n" + NEW;
                String chunk = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(NEW.length()) + "\r\n" + NEW
                        + "\r\n0\r\n\r\n";

                assertFault(postAtOnce(portal, length));
                assertFault(postAtOnce(portal, chunk));
                assertThat(portal.anonymous().get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
            }
        }
    }

    /** In one piece: whoever is still sending when nobody reads any more may lose the answer. */
    private static Answer postAtOnce(Portal portal, String framingAndBody) {
        try (RawHttp connection = portal.connect()) {
            return connection
                    .send("POST " + Portal.IAM + PROVIDERS
                            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + framingAndBody)
                    .answer();
        }
    }

    @Test
    void an_authenticator_has_no_say_in_the_answer() {
        try (Portal portal = withCallers(request -> {
            request.status(302).result("Sign in, please");
            return Optional.of(Actor.named("jane"));
        })) {
            Answer answer = portal.anonymous().get(PROVIDERS);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"identity_providers\":[]}");
        }
    }

    @Test
    void an_authenticator_cannot_send_a_client_elsewhere() {
        try (Portal portal = withCallers(request -> {
            request.header("Content-Encoding", "gzip").redirect("/login");
            return Optional.empty();
        })) {
            Answer refused = portal.anonymous().get(PROVIDERS);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Location")).isEmpty();
            assertThat(refused.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void an_authenticator_has_no_say_in_a_long_answer_either() {
        try (Portal portal = withCallers(request -> {
            request.status(302).header("Content-Encoding", "gzip").header("Location", "/login");
            return Optional.of(Actor.named("jane"));
        })) {
            Api api = portal.anonymous();
            api.post(PROVIDERS, NEW);
            for (int i = 0; i < 35; i++) {
                api.post(
                        PROVIDERS + "/okta/group-mappings",
                        "{\"external_group\":\"" + "x".repeat(1000) + i + "\",\"role_id\":7}");
            }

            Answer list = api.get(PROVIDERS + "/okta/group-mappings");
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.body()).hasSizeGreaterThan(32 * 1024);
            assertThat(list.header("Content-Encoding")).isEmpty();
            assertThat(list.header("Location")).isEmpty();
        }
    }

    @Test
    void an_authenticator_that_takes_the_writer_fails_before_anything_is_stored() {
        var takes = new AtomicBoolean(true);
        try (Portal portal = withCallers(request -> {
            if (takes.get()) {
                takeWriter(request);
            }
            return Optional.of(Actor.named("jane"));
        })) {
            assertFault(portal.anonymous().post(PROVIDERS, NEW));
            takes.set(false);
            assertThat(portal.anonymous().get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
        }
    }

    @Test
    void nothing_is_done_for_a_request_that_an_authenticator_has_answered() {
        for (Consumer<Context> answering :
                List.<Consumer<Context>>of(AuthenticatorTest::flush, AuthenticatorTest::sendError)) {
            var answers = new AtomicBoolean(true);
            try (Portal portal = withCallers(request -> {
                if (answers.get()) {
                    answering.accept(request);
                }
                return Optional.of(Actor.named("jane"));
            })) {
                portal.ask("POST", "/iam" + PROVIDERS, "Content-Type", "application/json");
                answers.set(false);

                assertThat(portal.anonymous().get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
            }
        }
    }

    @Test
    void a_refusal_speaks_of_the_realm_of_the_challenge() {
        Map<String, String> refusals = Map.of(
                "Bearer realm=\"portal\"", "Bearer realm=\"portal\", error=\"insufficient_scope\"",
                "Bearer", "Bearer error=\"insufficient_scope\"",
                "Bearer realm=\"a, \\\"b\\\"\", error=\"invalid_token\", scope=x, Basic realm=\"c\"",
                        "Bearer realm=\"a, \\\"b\\\"\", scope=x, error=\"insufficient_scope\"");
        refusals.forEach((challenge, refusal) -> {
            try (Portal portal = withAuthenticator(
                    Authenticator.challenging(challenge, request -> Optional.of(Actor.named("joe"))))) {
                assertThat(portal.ask("GET", "/iam" + PROVIDERS).header("WWW-Authenticate"))
                        .contains(refusal);
            }
        });
    }

    @Test
    void only_whoever_lacks_an_api_key_is_told_of_one() {
        try (Portal portal = withAuthenticator(Authenticator.bearer(token -> Optional.empty()))) {
            for (Api client : List.of(portal.anonymous(), portal.anonymous().bearer("x"))) {
                Answer refused = client.get(PROVIDERS);

                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.text()).doesNotContain("API key");
            }
        }
    }

    private static Portal withCallers(Function<Context, Optional<Actor>> callers) {
        return withAuthenticator(Authenticator.challenging("Session", callers));
    }

    private static Portal withAuthenticator(Authenticator authenticator) {
        RolemapHttp http = janesApi(authenticator);
        return Portal.start(config -> {
            config.routes.exception(
                    Exception.class, (fault, ctx) -> ctx.status(500).result("Our fault"));
            http.mountOn(config, Portal.IAM);
        });
    }

    /** Jane may do everything, and nobody else anything. */
    private static RolemapHttp janesApi(Authenticator authenticator) {
        Rolemap rolemap =
                TestServer.rolemapWithoutApiKeys((actor, action) -> actor.id().equals("jane"));
        return RolemapHttp.over(rolemap).authenticator(authenticator).build();
    }

    private static String login(Portal portal, String user) {
        return portal.ask("POST", "/login?as=" + user)
                .header("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private static void takeReader(Context request) {
        try {
            request.req().getReader();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void takeWriter(Context request) {
        try {
            request.res().getWriter();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void flush(Context request) {
        try {
            request.res().getOutputStream().print("Ours");
            request.res().flushBuffer();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void sendError(Context request) {
        try {
            request.res().sendError(403, "Ours");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void assertFault(Answer answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("/problems/internal");
    }
}
