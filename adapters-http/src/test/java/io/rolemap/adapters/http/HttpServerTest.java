package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.http.ForbiddenResponse;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class HttpServerTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";

    @Test
    void a_request_in_flight_is_finished_before_the_server_stops() {
        Gate gate = new Gate(1);
        try (TestServer server = gated(gate)) {
            CompletableFuture<Answer> inFlight =
                    server.anonymous().bearer("slow").getAsync(PROVIDERS);
            gate.awaitArrivals();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.server().stop(Duration.ofSeconds(20)));
            awaitNoMoreConnections(server.port());

            assertThat(stopped).isNotDone();
            gate.open();

            assertThat(inFlight.join().status()).isEqualTo(200);
            stopped.join();
        }
    }

    @Test
    void a_request_that_does_not_finish_is_waited_for_no_longer_than_allowed() {
        Gate gate = new Gate(1);
        try (TestServer server = gated(gate)) {
            CompletableFuture<Answer> inFlight =
                    server.anonymous().bearer("slow").getAsync(PROVIDERS);
            gate.awaitArrivals();

            server.server().stop(Duration.ofSeconds(3));

            assertThatThrownBy(() -> RawHttp.connect(server.port())).isInstanceOf(UncheckedIOException.class);
            gate.open();
            assertThat(inFlight).failsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_server_may_be_stopped_twice() {
        TestServer server = TestServer.start();

        server.close();
        server.close();

        assertThatThrownBy(() -> RawHttp.connect(server.port())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_port_in_use_is_told() {
        try (TestServer first = TestServer.start()) {
            assertThatThrownBy(() -> HttpServer.start(first.http(), "127.0.0.1", first.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
        }
    }

    @Test
    void a_service_can_serve_the_api_from_its_own_javalin() {
        Rolemap rolemap = TestServer.rolemapWithoutApiKeys();
        RolemapHttp http = RolemapHttp.over(rolemap)
                .authenticator(Authenticator.bearer(token -> Optional.of(Actor.named(token))))
                .build();
        Javalin javalin = Javalin.create(config -> {
                    http.configure(config);
                    config.routes.get("/own", ctx -> ctx.result("own"));
                })
                .start(0);
        try (RawHttp own = RawHttp.connect(javalin.port())) {
            Api api = Api.anonymous(javalin.port());

            assertThat(api.bearer("jane")
                            .post(PROVIDERS, "{\"provider_key\":\"k\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.get(PROVIDERS).status()).isEqualTo(401);
            assertThat(api.get("/nothing").problem()).isEqualTo("/problems/not-found");
            own.send("GET /own HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(own.answer().text()).isEqualTo("own");
        } finally {
            javalin.stop();
        }
    }

    @Test
    void what_escapes_from_a_handler_is_answered_by_a_problem_that_shows_nothing_of_it() {
        try (TestServer server = TestServer.start()) {
            Javalin javalin = Javalin.create(config -> {
                        server.http().configure(config);
                        config.routes.get("/own/throws", ctx -> {
                            throw new IllegalStateException("secret");
                        });
                        config.routes.get(
                                "/own/future-throws",
                                ctx -> ctx.future(() -> {
                                    throw new IllegalStateException("secret");
                                }));
                        config.routes.get(
                                "/own/future-fails",
                                ctx -> ctx.future(
                                        () -> CompletableFuture.failedFuture(new IllegalStateException("secret"))));
                    })
                    .start(0);
            try {
                for (String path : List.of("/own/throws", "/own/future-throws", "/own/future-fails")) {
                    // Not in the contract, which the usual client checks.
                    try (RawHttp connection = RawHttp.connect(javalin.port())) {
                        Answer answer = connection
                                .send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                .answer();

                        assertThat(answer.status()).as(path).isEqualTo(500);
                        assertThat(answer.header("Content-Type")).contains("application/problem+json");
                        assertThat(answer.problem()).isEqualTo("/problems/internal");
                        assertThat(answer.text()).doesNotContain("secret");
                    }
                }
            } finally {
                javalin.stop();
            }
        }
    }

    @Test
    void a_service_keeps_the_refusals_of_its_own_routes() {
        try (TestServer server = TestServer.start()) {
            Javalin javalin = Javalin.create(config -> {
                        server.http().configure(config);
                        config.routes.get("/own", ctx -> {
                            throw new ForbiddenResponse("own");
                        });
                    })
                    .start(0);
            try (RawHttp connection = RawHttp.connect(javalin.port())) {
                connection.send("GET /own HTTP/1.1\r\nHost: x\r\n\r\n");

                assertThat(connection.answer().status()).isEqualTo(403);
            } finally {
                javalin.stop();
            }
        }
    }

    @Test
    void a_service_can_mount_the_api_below_a_path() {
        Rolemap rolemap = TestServer.rolemapWithoutApiKeys();
        RolemapHttp http = RolemapHttp.over(rolemap)
                .authenticator(Authenticator.bearer(token -> Optional.of(Actor.named(token))))
                .build();
        Javalin javalin = Javalin.create(config -> {
                    config.router.contextPath = "/api";
                    http.configure(config);
                })
                .start(0);
        try (RawHttp connection = RawHttp.connect(javalin.port())) {
            String key = "Host: x\r\nAuthorization: Bearer jane\r\n";
            connection.send("POST /api" + PROVIDERS + " HTTP/1.1\r\n" + key
                    + "Content-Type: application/json\r\nContent-Length: 29\r\n\r\n"
                    + "{\"provider_key\":\"k\",\"id\":\"x\"}");
            Answer created = connection.answer();
            assertThat(created.header("Location")).contains("/api" + PROVIDERS + "/x");

            connection.send("GET /api/orgs/acme/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(401);
            connection.send("GET /elsewhere HTTP/1.1\r\n" + key + "\r\n");
            Answer elsewhere = connection.answer();
            assertThat(elsewhere.status()).isEqualTo(404);
            assertThat(elsewhere.problem()).isEqualTo("/problems/not-found");
        } finally {
            javalin.stop();
        }
    }

    private static TestServer gated(Gate gate) {
        return TestServer.start(http -> http.authenticator(Authenticator.bearer(token -> {
            if (token.equals("slow")) {
                gate.pass();
            }
            return Optional.of(Actor.operator());
        })));
    }

    private static void awaitNoMoreConnections(int port) {
        for (int attempts = 0; attempts < 1_000_000; attempts++) {
            try {
                RawHttp.connect(port).close();
            } catch (UncheckedIOException refused) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("The server still accepts connections");
    }
}
