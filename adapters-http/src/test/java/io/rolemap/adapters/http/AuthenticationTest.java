package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AuthenticationTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void whoever_sends_no_key_is_asked_for_one() {
        Answer answer = server.anonymous().get(PROVIDERS);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("/problems/unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"rolemap\"");
    }

    @Test
    void unknown_malformed_and_revoked_keys_cannot_be_told_apart() {
        Answer issued = server.issueKey("acme", "connections:read");
        server.operator().delete(issued.header("Location").orElseThrow());
        String revoked = issued.string("key");
        String mistyped = revoked.substring(0, revoked.length() - 1) + (revoked.endsWith("0") ? "1" : "0");
        String ofSomebodyElse = TestServer.start().issueKeyAndClose("acme");

        String expected = withoutInstance(server.anonymous().bearer("x").get(PROVIDERS));
        assertThat(expected).contains("invalid_token");
        for (String token : List.of(revoked, mistyped, ofSomebodyElse, "rolemap_", "%00", "a\"b", "=".repeat(3000))) {
            assertThat(withoutInstance(server.anonymous().bearer(token).get(PROVIDERS)))
                    .as(token)
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_scheme_may_be_written_in_any_case_with_more_than_one_space() {
        for (String scheme : List.of("Bearer", "bearer", "BEARER", "bEaReR", "Bearer ")) {
            Api api = server.anonymous().with("Authorization", scheme + " " + TestServer.OPERATOR_KEY);

            assertThat(api.get(PROVIDERS).status()).as(scheme).isEqualTo(200);
        }
    }

    @Test
    void other_schemes_are_no_credentials_here() {
        for (String field : List.of(
                "Basic b3BlcmF0b3I6",
                TestServer.OPERATOR_KEY,
                "Bearer",
                "BearerX " + TestServer.OPERATOR_KEY,
                "Bearer=" + TestServer.OPERATOR_KEY)) {
            Answer answer = server.anonymous().with("Authorization", field).get(PROVIDERS);

            assertThat(answer.status()).as(field).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).as(field).contains("Bearer realm=\"rolemap\"");
        }
    }

    @Test
    void a_token_is_one_word() {
        for (String field :
                List.of("Bearer " + TestServer.OPERATOR_KEY + " x", "Bearer " + TestServer.OPERATOR_KEY + "\tx")) {
            assertThat(server.anonymous()
                            .with("Authorization", field)
                            .get(PROVIDERS)
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void two_authorization_fields_are_refused_whatever_they_say() {
        String field = "Authorization: Bearer " + TestServer.OPERATOR_KEY + "\r\n";
        Answer answer = RawHttp.exchange(
                        server.port(),
                        "GET " + PROVIDERS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + field + field + "\r\n")
                .get(0);

        OpenApiContract.check("GET", PROVIDERS, answer);
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_key_is_taken_from_nowhere_else() {
        Api elsewhere = server.anonymous()
                .with("X-Api-Key", TestServer.OPERATOR_KEY)
                .with("Cookie", "key=" + TestServer.OPERATOR_KEY)
                .with("Proxy-Authorization", "Bearer " + TestServer.OPERATOR_KEY)
                .with("X-Forwarded-User", "operator")
                .with("X-Org-Id", "acme");

        assertThat(elsewhere.get(PROVIDERS + "?access_token=x").status()).isEqualTo(401);
    }

    @Test
    void nobody_learns_without_a_key_what_is_there() {
        Api anonymous = server.anonymous();

        for (Answer answer : List.of(
                anonymous.get("/orgs"),
                anonymous.get("/orgs/"),
                anonymous.get("/orgs/acme/nothing"),
                anonymous.get(PROVIDERS + "/"),
                anonymous.delete(PROVIDERS),
                anonymous.send("OPTIONS", PROVIDERS),
                anonymous.send("BREW", PROVIDERS),
                anonymous.post(PROVIDERS, "{"),
                anonymous.get("/orgs/%2e%2e/identity-providers"))) {
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void an_embedder_may_know_callers_by_tokens_of_its_own() {
        Rolemap rolemap =
                TestServer.rolemapWithoutApiKeys((actor, action) -> actor.id().equals("jane"));
        RolemapHttp http = RolemapHttp.over(rolemap)
                .authenticator(Authenticator.bearer(token -> Optional.of(Actor.named(token))))
                .build();
        try (HttpServer own = HttpServer.start(http, "127.0.0.1", 0)) {
            Api api = Api.anonymous(own.port());

            assertThat(api.bearer("jane").get(PROVIDERS).status()).isEqualTo(200);
            assertThat(api.bearer("joe").get(PROVIDERS).status()).isEqualTo(403);
            assertThat(api.bearer("jane").get("/orgs/acme/api-keys").status()).isEqualTo(404);
        }
    }

    @Test
    void an_api_without_any_way_to_know_callers_cannot_be_built() {
        Rolemap rolemap = TestServer.rolemapWithoutApiKeys();

        Assertions.assertThatThrownBy(() -> RolemapHttp.over(rolemap).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("authenticator");
    }

    private static String withoutInstance(Answer answer) {
        return answer.status() + " " + answer.header("WWW-Authenticate")
                + answer.text().replace(answer.string("instance"), "");
    }
}
