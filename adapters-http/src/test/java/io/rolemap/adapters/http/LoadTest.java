package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.shared.edge.Limits;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** More requests than can be served, and clients that are slow on purpose. */
final class LoadTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String MAPPINGS = PROVIDERS + "/okta/group-mappings";
    private static final String BODY = "{\"external_group\":\"a\",\"role_id\":1}";
    private static final String HOST = "Host: localhost\r\n";
    private static final String POST = "POST " + MAPPINGS + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer "
            + TestServer.OPERATOR_KEY + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
            + "\r\n\r\n";

    private static final String SET = "{\"group_role_mappings\":[{\"external_group\":\"a\",\"role_id\":666}]}";
    private static final String REPLACE = "PUT " + MAPPINGS + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer "
            + TestServer.OPERATOR_KEY + "\r\nContent-Type: application/json\r\nContent-Length: " + SET.length()
            + "\r\n\r\n" + SET;
    private static final String LIST = "GET " + MAPPINGS + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer "
            + TestServer.OPERATOR_KEY + "\r\n\r\n";
    private static final int GROUPS = 300;

    @Test
    void what_there_is_no_room_for_is_refused_at_once_and_health_still_answers() {
        Gate gate = new Gate(2);
        try (TestServer server = gated(gate, limits(2))) {
            Api slow = server.anonymous().bearer("slow");
            List<CompletableFuture<Answer>> inFlight = List.of(slow.getAsync(PROVIDERS), slow.getAsync(PROVIDERS));
            gate.awaitArrivals();

            Answer refused = server.operator().get(PROVIDERS);
            Answer unknown = server.operator().get("/orgs/acme/nothing");
            Answer health = server.anonymous().get("/health/ready");
            gate.open();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("/problems/unavailable");
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(health.status()).isEqualTo(200);
            assertThat(inFlight)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
            assertThat(server.operator().get(PROVIDERS).status()).isEqualTo(200);
        }
    }

    @Test
    void room_ends_before_the_threads_do() {
        int room = Limits.DEFAULT.requestsInFlight();
        Gate gate = new Gate(room);
        try (TestServer server = gated(gate, Limits.DEFAULT)) {
            Api slow = server.anonymous().bearer("slow");
            List<CompletableFuture<Answer>> inFlight = new ArrayList<>();
            for (int i = 0; i < room; i++) {
                inFlight.add(slow.getAsync(PROVIDERS));
            }
            gate.awaitArrivals();

            int status = server.operator().get(PROVIDERS).status();
            gate.open();

            assertThat(status).isEqualTo(503);
            assertThat(inFlight)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        }
    }

    @Test
    void whoever_signs_in_waits_for_no_whole_set() {
        int all = Limits.Large.DEFAULT.sets();
        Gate gate = new Gate(all);
        Limits limits = Limits.DEFAULT.with(Limits.Large.DEFAULT.withSets(all, Duration.ofMillis(50)));
        List<RawHttp> replacing = new ArrayList<>();
        try (TestServer server = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) -> {
                    action.grantedRole().filter(role -> role.value() == 666).ifPresent(held -> gate.pass());
                    return true;
                }),
                http -> http.limits(limits))) {
            Api api = server.operator();
            String connection = server.connection("acme", "okta");
            try {
                for (int i = 0; i < all; i++) {
                    replacing.add(server.connect().send(REPLACE));
                }
                gate.awaitArrivals();

                assertThat(api.put(MAPPINGS, "{\"group_role_mappings\":[]}").status())
                        .isEqualTo(503);
                assertThat(api.get(connection + "/mapping-findings").status()).isEqualTo(503);
                for (String groups : List.of("\"a\"", "\"a\"" + ",\"b\"".repeat(20_000))) {
                    assertThat(api.post(connection + "/resolve-roles", "{\"groups\":[" + groups + "]}")
                                    .status())
                            .isEqualTo(200);
                }
                gate.open();
                assertThat(replacing)
                        .allSatisfy(connected ->
                                assertThat(connected.answer().status()).isEqualTo(200));
            } finally {
                replacing.forEach(RawHttp::close);
            }
        }
    }

    @Test
    void hundreds_of_half_sent_requests_keep_nobody_waiting() {
        List<RawHttp> stalled = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            server.connection("acme", "okta");
            try {
                for (int i = 0; i < 300; i++) {
                    stalled.add(server.connect().send(POST + "{"));
                    stalled.add(server.connect().send("GET / HTT"));
                }

                assertThat(server.operator()
                                .post(MAPPINGS, "{\"external_group\":\"b\",\"role_id\":1}")
                                .status())
                        .isEqualTo(201);
                assertThat(server.anonymous().get("/health/live").status()).isEqualTo(200);
                stalled.get(0).send(BODY.substring(1));
                assertThat(stalled.get(0).answer().status()).isEqualTo(201);
            } finally {
                stalled.forEach(RawHttp::close);
            }
        }
    }

    @Test
    void whoever_does_not_read_an_answer_takes_no_room_from_others() {
        List<RawHttp> deaf = new ArrayList<>();
        try (TestServer server = TestServer.start(http -> http.limits(limits(2)))) {
            server.connection("acme", "okta");
            for (int i = 0; i < 300; i++) {
                server.operator().post(MAPPINGS, "{\"external_group\":\"" + "x".repeat(1000) + i + "\",\"role_id\":1}");
            }
            try {
                for (int i = 0; i < 3; i++) {
                    deaf.add(RawHttp.connectHardOfHearing(server.port()).send(LIST.repeat(40)));
                }
                deaf.forEach(RawHttp::awaitInput);

                // While it still fills the buffers of the deaf there may be no room; once they are full, there is.
                int attempts = 0;
                while (server.operator().get(PROVIDERS).status() != 200) {
                    assertThat(attempts++).isLessThan(20_000);
                }
            } finally {
                deaf.forEach(RawHttp::close);
            }
        }
    }

    @Test
    void an_answer_that_nobody_reads_is_given_up() {
        Limits usual = Limits.DEFAULT;
        Limits patientButNotForEver =
                new Limits(10, usual.idle(), usual.head(), usual.body(), Duration.ofMillis(300), Duration.ofMillis(50));
        try (TestServer server = TestServer.start(http -> http.limits(patientButNotForEver))) {
            server.connection("acme", "okta");
            fill(server);
            try (RawHttp deaf = RawHttp.connectHardOfHearing(server.port())) {
                deaf.send(LIST.repeat(40));

                deaf.sendUntilClosed("x");
            }
        }
    }

    @Test
    void an_answer_that_is_read_slowly_is_finished_before_the_server_stops() {
        try (TestServer server = TestServer.start()) {
            server.connection("acme", "okta");
            fill(server);
            try (RawHttp slow = RawHttp.connectHardOfHearing(server.port())) {
                slow.send(LIST);
                int first = slow.awaitInput();
                CompletableFuture<Void> stopped =
                        CompletableFuture.runAsync(() -> server.server().stop(Duration.ofSeconds(20)));

                assertThat(slow.answerAfter(first).json().get("group_role_mappings"))
                        .hasSize(GROUPS);
                stopped.join();
            }
        }
    }

    @Test
    void a_head_that_stops_in_the_middle_is_let_go() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            connection.send("GET /health/live HTTP/1.1\r\nHost: loc");

            assertThat(connection.answersUntilClosed()).isEmpty();
        }
    }

    @Test
    void a_head_that_drips_is_let_go() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            connection.send("GET /health/live HTTP/1.1\r\nX: ");

            assertThat(connection.dripUntilClosed("x")).isEmpty();
        }
    }

    @Test
    void a_head_that_drips_on_a_connection_that_was_used_is_let_go() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            connection.send("GET /health/live HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(connection.answer().status()).isEqualTo(200);
            connection.send("GET /health/live HTTP/1.1\r\nX: ");

            assertThat(connection.dripUntilClosed("x")).isEmpty();
        }
    }

    @Test
    void a_body_that_stops_in_the_middle_is_answered_that_it_took_too_long() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            connection.send(POST + "{");

            assertThat(connection.answersUntilClosed())
                    .extracting(Answer::problem)
                    .containsExactly("/problems/request-timeout");
        }
    }

    @Test
    void a_body_that_drips_is_answered_that_it_took_too_long() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            connection.send(POST.replace("Content-Length: 34", "Content-Length: 60000"));

            assertThat(connection.dripUntilClosed(" "))
                    .extracting(Answer::problem)
                    .containsExactly("/problems/request-timeout");
        }
    }

    @Test
    void a_request_that_takes_too_long_altogether_is_let_go() {
        Gate gate = new Gate(1);
        try (TestServer server = gated(gate, impatience());
                RawHttp connection = server.connect()) {
            connection.send("GET " + PROVIDERS + " HTTP/1.1\r\n" + HOST + "Authorization: Bearer slow\r\n\r\n");
            gate.awaitArrivals();

            assertThat(connection.answersUntilClosed()).isEmpty();
            gate.open();
        }
    }

    @Test
    void a_connection_that_says_nothing_is_let_go() {
        try (TestServer server = impatient();
                RawHttp connection = server.connect()) {
            assertThat(connection.answersUntilClosed()).isEmpty();
        }
    }

    @Test
    void whoever_asks_too_often_has_to_wait() {
        try (TestServer server = TestServer.start(http -> http.requestsPerSecond(3))) {
            Api holder = server.holderOf("acme", "connections:read");
            server.clock().advance(Duration.ofSeconds(1));
            for (int i = 0; i < 3; i++) {
                assertThat(holder.get(PROVIDERS).status()).isEqualTo(200);
            }

            Answer refused = holder.get(PROVIDERS);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.problem()).isEqualTo("/problems/too-many-requests");
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(server.operator().get(PROVIDERS).status()).isEqualTo(200);
            server.clock().advance(Duration.ofSeconds(1));
            assertThat(holder.get(PROVIDERS).status()).isEqualTo(200);
        }
    }

    private static void fill(TestServer server) {
        for (int i = 0; i < GROUPS; i++) {
            server.operator().post(MAPPINGS, "{\"external_group\":\"" + "x".repeat(1000) + i + "\",\"role_id\":1}");
        }
    }

    private static TestServer gated(Gate gate, Limits limits) {
        return TestServer.start(http -> http.limits(limits).authenticator(Authenticator.bearer(token -> {
            if (token.equals("slow")) {
                gate.pass();
            }
            return Optional.of(Actor.operator());
        })));
    }

    private static TestServer impatient() {
        return TestServer.start(http -> http.limits(impatience()));
    }

    private static Limits impatience() {
        return new Limits(
                10,
                Duration.ofMillis(1000),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMillis(600),
                Duration.ofMillis(50));
    }

    private static Limits limits(int requestsInFlight) {
        Limits usual = Limits.DEFAULT;
        return new Limits(requestsInFlight, usual.idle(), usual.head(), usual.body(), usual.request(), usual.sweep());
    }
}
