package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many requests about whole sets are worked on at a time, and how many with large bodies. */
final class WholeSetTest {

    private static final byte[] BODY = "[1]".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> PAGE = List.of("x".repeat(1_000));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LARGE = 64 * 1024 + 1;
    private static final String USUALLY_SMALL = "/orgs/acme/usually-small";

    @Test
    void one_too_many_is_refused_when_it_has_waited_and_nothing_else_is_kept_out() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(2);
            try (EdgeServer server = server(mounted, limits(2, Duration.ofMillis(50)), held(gate), small())) {
                var first = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", BODY));
                var second = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", BODY));
                gate.awaitArrivals();

                var refused = server.send("PUT", "/orgs/acme/held", "", BODY);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.problem()).isEqualTo("/problems/unavailable");
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(server.send("PUT", "/orgs/acme/small", "", BODY).status())
                        .isEqualTo(204);
                gate.open();

                assertThat(first.join().status()).isEqualTo(204);
                assertThat(second.join().status()).isEqualTo(204);
            }
        }
    }

    @Test
    void one_too_many_is_answered_when_it_is_its_turn() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(1);
            try (EdgeServer server = server(mounted, limits(1, LONG), held(gate), small(), set(1_000));
                    RawHttp waiting = server.connect();
                    RawHttp slow = server.connect()) {
                var first = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", BODY));
                gate.awaitArrivals();
                String head = server.head("PUT", "/orgs/acme/set")
                        + "Content-Type: application/json\r\nContent-Length: 3\r\n\r\n";
                waiting.send(head + "[1]");
                slow.send(head);
                assertThat(server.send("PUT", "/orgs/acme/small", "", BODY).status())
                        .isEqualTo(204);
                slow.send("[1]");
                gate.open();

                assertThat(first.join().status()).isEqualTo(204);
                assertThat(waiting.answer().json().get("items")).hasSize(1_000);
                assertThat(slow.answer().json().get("items")).hasSize(1_000);
            }
        }
    }

    @Test
    void a_turn_lasts_until_the_answer_is_sent_or_its_reader_is_gone() {
        for (EdgeServer server : EdgeServer.both(limits(1, Duration.ofMillis(50)), set(Long.MAX_VALUE))) {
            try (server) {
                try (RawHttp deaf = RawHttp.connectHardOfHearing(server.port())) {
                    deaf.send(server.head("PUT", "/orgs/acme/set")
                            + "Content-Type: application/json\r\nContent-Length: 3\r\n\r\n[1]");
                    deaf.awaitInput();

                    assertThat(server.send("PUT", "/orgs/acme/set", "", BODY).status())
                            .isEqualTo(503);
                }
                // Nobody tells when the server has noticed.
                int attempts = 0;
                while (server.send("PUT", "/orgs/acme/set", "", "[".getBytes(StandardCharsets.US_ASCII))
                                .status()
                        != 400) {
                    assertThat(attempts++).isLessThan(500);
                }
            }
        }
    }

    @Test
    void what_is_read_as_a_whole_without_a_body_takes_a_turn_too() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(1);
            Route looked = Route.get(EdgeServer.ORG + "/looked", Permission.MAPPINGS_READ, call -> {
                        gate.pass();
                        return Answer.noContent();
                    })
                    .aboutWholeSet();
            try (EdgeServer server = server(mounted, limits(1, Duration.ofMillis(50)), looked, set(1), small())) {
                var first = Aside.call(() -> server.send("GET", "/orgs/acme/looked", ""));
                gate.awaitArrivals();

                assertThat(server.send("GET", "/orgs/acme/looked", "").status()).isEqualTo(503);
                assertThat(server.send("PUT", "/orgs/acme/set", "", BODY).status())
                        .isEqualTo(503);
                assertThat(server.send("PUT", "/orgs/acme/small", "", BODY).status())
                        .isEqualTo(204);
                gate.open();

                assertThat(first.join().status()).isEqualTo(204);
                assertThat(server.send("GET", "/orgs/acme/looked", "").status()).isEqualTo(204);
            }
        }
    }

    @Test
    void bodies_where_small_ones_are_usual_never_wait_for_whole_sets() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(1);
            try (EdgeServer server = server(mounted, limits(1, Duration.ofMillis(50)), held(gate), usuallySmall())) {
                var set = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", BODY));
                gate.awaitArrivals();

                assertThat(server.send("PUT", USUALLY_SMALL, "", BODY).status()).isEqualTo(204);
                assertThat(server.send("PUT", USUALLY_SMALL, "", body(LARGE)).status())
                        .isEqualTo(204);
                gate.open();

                assertThat(set.join().status()).isEqualTo(204);
            }
        }
    }

    @Test
    void of_those_only_the_large_ones_are_few_at_a_time_however_they_are_sent() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(1);
            Route held = Route.put(EdgeServer.ORG + "/large", Permission.ROLES_RESOLVE, call -> {
                        gate.pass();
                        return Answer.noContent();
                    })
                    .withLargeBody();
            try (EdgeServer server = server(mounted, limits(1, Duration.ofMillis(50)), held, usuallySmall(), set(1))) {
                var first = Aside.call(() -> server.send("PUT", "/orgs/acme/large", "", body(LARGE)));
                gate.awaitArrivals();

                var refused = server.send("PUT", USUALLY_SMALL, "", body(LARGE));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).contains("1");
                assertThat(sendInChunks(server, LARGE)).isEqualTo(503);
                assertThat(server.send("PUT", USUALLY_SMALL, "", body(LARGE - 1))
                                .status())
                        .isEqualTo(204);
                assertThat(sendInChunks(server, LARGE - 1)).isEqualTo(204);
                assertThat(server.send("PUT", "/orgs/acme/set", "", BODY).status())
                        .isEqualTo(200);
                gate.open();

                assertThat(first.join().status()).isEqualTo(204);
            }
        }
    }

    private static int sendInChunks(EdgeServer server, int length) {
        try (RawHttp connection = server.connect()) {
            return connection
                    .send(server.head("PUT", USUALLY_SMALL)
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(length) + "\r\n")
                    .send(body(length))
                    .send("\r\n0\r\n\r\n")
                    .answer()
                    .status();
        }
    }

    /** Nothing but a number and white space. */
    private static byte[] body(int length) {
        return ("1" + " ".repeat(length - 1)).getBytes(StandardCharsets.US_ASCII);
    }

    private static Route usuallySmall() {
        return Route.put(EdgeServer.ORG + "/usually-small", Permission.ROLES_RESOLVE, call -> Answer.noContent())
                .withLargeBody();
    }

    private static EdgeServer server(boolean mounted, Limits limits, Route... routes) {
        return mounted ? EdgeServer.mounted(limits, routes) : EdgeServer.of(limits, routes);
    }

    private static Route held(Gate gate) {
        return Route.put(EdgeServer.ORG + "/held", Permission.MAPPINGS_WRITE, call -> {
                    gate.pass();
                    return Answer.noContent();
                })
                .aboutWholeSet();
    }

    private static Route small() {
        return Route.put(EdgeServer.ORG + "/small", Permission.MAPPINGS_WRITE, call -> Answer.noContent());
    }

    private static Route set(long items) {
        return Route.put(
                        EdgeServer.ORG + "/set",
                        Permission.MAPPINGS_WRITE,
                        call -> Answer.streamed(
                                200,
                                JsonStream.object(JsonStream.array(
                                        "items",
                                        Stream.generate(() -> PAGE).limit(items).iterator(),
                                        JsonGenerator::writeString))))
                .aboutWholeSet();
    }

    private static Limits limits(int sets, Duration patience) {
        return Limits.DEFAULT.with(Limits.Large.DEFAULT.withSets(sets, patience).withLists(0));
    }
}
