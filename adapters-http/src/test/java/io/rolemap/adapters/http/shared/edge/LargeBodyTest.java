package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.shared.json.JsonValue.JsonArray;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Routes that take large bodies. */
final class LargeBodyTest {

    private static final String LARGE = "/orgs/acme/large";
    private static final String SMALL = "/orgs/acme/small";
    private static final int MOST = 48 * 1024 * 1024;
    private static final int USUALLY_MOST = 64 * 1024;
    private static final int CHUNK = 1024 * 1024;
    private static final String CHUNKED = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void a_body_may_have_as_many_bytes_as_are_documented_however_it_is_framed() {
        try (EdgeServer server = EdgeServer.of(Limits.DEFAULT, large())) {
            assertThat(sendChunked(server, MOST).text()).isEqualTo("2");
        }
        try (EdgeServer server = EdgeServer.mounted(Limits.DEFAULT, large())) {
            assertThat(server.send("PUT", LARGE, "", body(MOST)).text()).isEqualTo("2");
        }
    }

    @Test
    void a_larger_body_is_refused_however_it_is_framed() {
        try (EdgeServer server = EdgeServer.of(Limits.DEFAULT, large(), small())) {
            String announced = server.head("PUT", LARGE) + "Content-Type: application/json\r\nContent-Length: "
                    + (MOST + 1) + "\r\n\r\n";

            assertThat(RawHttp.exchange(server.port(), announced))
                    .extracting(answer -> answer.status())
                    .containsExactly(413);
            assertThat(sendChunked(server, MOST + 1).status()).isEqualTo(413);
        }
    }

    @Test
    void one_huge_string_is_refused_before_it_takes_the_memory_of_the_others() {
        int longest = 1024 * 1024;
        try (EdgeServer server = EdgeServer.of(Limits.DEFAULT, large())) {
            assertThat(server.send("PUT", LARGE, "", bodyOfOneString(longest, "", ""))
                            .status())
                    .isEqualTo(200);
            for (int length : List.of(longest + 1, MOST - 100)) {
                for (byte[] body : List.of(
                        bodyOfOneString(length, "", ""),
                        bodyOfOneString(length, "{", ":1}"),
                        bodyOfOneString(length, "{\"unknown\":", "}"))) {
                    var answer = server.send("PUT", LARGE, "", body);

                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.problem()).isEqualTo("/problems/malformed-request");
                    assertThat(answer.string("detail")).contains("longer than 1048576 characters");
                }
            }
        }
    }

    @Test
    void other_routes_still_take_small_bodies_only() {
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, large(), small())) {
            try (server) {
                assertThat(server.send("PUT", SMALL, "", body(USUALLY_MOST)).status())
                        .isEqualTo(200);
                assertThat(server.send("PUT", SMALL, "", body(USUALLY_MOST + 1)).status())
                        .isEqualTo(413);
            }
        }
    }

    @Test
    void one_large_body_too_many_is_refused_and_there_is_memory_again_when_another_is_answered() {
        Limits limits = Limits.DEFAULT.with(new Limits.Large(4 * USUALLY_MOST, 1, Duration.ofSeconds(60)));
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(2);
            Route held = Route.put(EdgeServer.ORG + "/held", Permission.MAPPINGS_WRITE, call -> {
                        gate.pass();
                        return Answer.noContent();
                    })
                    .withLargeBody();
            Route[] routes = {held, large(), small()};
            try (EdgeServer server = mounted ? EdgeServer.mounted(limits, routes) : EdgeServer.of(limits, routes)) {
                var first = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", body(USUALLY_MOST + 1)));
                var second = Aside.call(() -> server.send("PUT", "/orgs/acme/held", "", body(2 * USUALLY_MOST)));
                gate.awaitArrivals();

                var announced = server.send("PUT", LARGE, "", body(USUALLY_MOST + 1));
                assertThat(announced.status()).isEqualTo(503);
                assertThat(announced.header("Retry-After")).contains("1");
                assertThat(announced.problem()).isEqualTo("/problems/unavailable");
                assertThat(sendChunked(server, USUALLY_MOST + 1).status()).isEqualTo(503);
                assertThat(server.send("PUT", LARGE, "", body(USUALLY_MOST)).status())
                        .isEqualTo(200);
                gate.open();

                assertThat(first.join().status()).isEqualTo(204);
                assertThat(second.join().status()).isEqualTo(204);
                awaitMemory(server, 4 * USUALLY_MOST);
            }
        }
    }

    @Test
    void whoever_announces_much_and_sends_little_keeps_no_memory_from_others() {
        Limits limits = Limits.DEFAULT.with(new Limits.Large(6 * USUALLY_MOST, 1, Duration.ofSeconds(60)));
        for (EdgeServer server : EdgeServer.both(limits, large())) {
            try (server;
                    RawHttp announcing = server.connect();
                    RawHttp chunked = server.connect();
                    RawHttp large = server.connect()) {
                announcing.send(server.head("PUT", LARGE) + announced(MOST)).send(body(USUALLY_MOST));
                chunked.send(server.head("PUT", LARGE) + CHUNKED + "10000\r\n").send(body(USUALLY_MOST));
                large.send(server.head("PUT", LARGE) + announced(MOST)).send(body(USUALLY_MOST + 1));

                assertThat(server.send("PUT", LARGE, "", body(4 * USUALLY_MOST)).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whoever_is_refused_while_sending_much_can_send_it_to_its_end_and_read_the_answer() {
        Limits noMemory = Limits.DEFAULT.with(new Limits.Large(0, 1, Duration.ofSeconds(30)));
        try (EdgeServer server = EdgeServer.of(noMemory, large())) {
            assertThat(server.send("PUT", LARGE, "", body(4 * CHUNK)).status()).isEqualTo(503);
            assertThat(sendChunked(server, 4 * CHUNK).status()).isEqualTo(503);
        }
    }

    @Test
    void refused_late_and_broken_bodies_keep_no_memory() {
        int all = 3 * USUALLY_MOST;
        Limits limits = limits(new Limits.Large(all, CHUNK, Duration.ofSeconds(5)));
        try (EdgeServer server = EdgeServer.of(limits, large())) {
            for (int i = 0; i < 3; i++) {
                try (RawHttp late = server.connect()) {
                    late.send(server.head("PUT", LARGE) + announced(MOST)).send(body(USUALLY_MOST + 1));
                    assertThat(late.answer().status()).isEqualTo(408);
                }
                try (RawHttp broken = server.connect()) {
                    broken.send(server.head("PUT", LARGE) + CHUNKED + "10001\r\n");
                    broken.send(body(USUALLY_MOST + 1)).send("\r\nzz\r\n");
                    assertThat(broken.answer().status()).isEqualTo(400);
                }
                assertThat(server.send("PUT", LARGE, "", body(all + 1)).status())
                        .isEqualTo(503);
            }
            awaitMemory(server, all);
        }
    }

    @Test
    void a_large_body_may_take_as_long_as_enough_of_it_arrives() {
        Limits limits = limits(Duration.ofMillis(600), new Limits.Large(MOST, 1, Duration.ofSeconds(30)));
        for (EdgeServer server : EdgeServer.both(limits, large(), small())) {
            try (server;
                    RawHttp large = server.connect()) {
                byte[] body = body(CHUNK);
                large.send(server.head("PUT", LARGE) + announced(CHUNK));
                large.send(Arrays.copyOf(body, USUALLY_MOST + 1));
                var late = Aside.call(() -> List.of(late(server), late(server)));

                int sent = USUALLY_MOST + 1;
                while (!late.isDone()) {
                    large.send(Arrays.copyOfRange(body, sent, sent + 1));
                    sent++;
                    assertThat(server.send("PUT", SMALL, "", body(10)).status()).isEqualTo(200);
                }
                large.send(Arrays.copyOfRange(body, sent, body.length));

                assertThat(late.join()).containsOnly(408);
                assertThat(large.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_body_that_was_fast_may_not_be_slow_afterwards() {
        Limits limits = limits(new Limits.Large(MOST, USUALLY_MOST, Duration.ofSeconds(30)));
        try (EdgeServer server = EdgeServer.of(limits, large());
                RawHttp fast = server.connect()) {
            fast.send(server.head("PUT", LARGE) + announced(MOST)).send(body(4 * CHUNK));

            assertThat(fast.dripUntilClosed("x"))
                    .extracting(answer -> answer.status())
                    .containsExactly(408);
        }
    }

    @Test
    void what_is_small_has_no_more_time_for_being_sent_where_large_bodies_are_taken() {
        Limits limits = limits(new Limits.Large(MOST, 1, Duration.ofSeconds(30)));
        try (EdgeServer server = EdgeServer.of(limits, large());
                RawHttp announcing = server.connect();
                RawHttp chunked = server.connect()) {
            announcing.send(server.head("PUT", LARGE) + announced(MOST)).send("[");
            assertThat(announcing.dripUntilClosed(" "))
                    .extracting(answer -> answer.status())
                    .containsExactly(408);

            chunked.send(server.head("PUT", LARGE) + CHUNKED + "1\r\n[\r\n");
            assertThat(chunked.dripUntilClosed("1\r\n \r\n"))
                    .extracting(answer -> answer.status())
                    .containsExactly(408);
        }
    }

    private static int late(EdgeServer server) {
        return server.send("PUT", SMALL, "Content-Type: application/json\r\nContent-Length: 10\r\n")
                .status();
    }

    private static void awaitMemory(EdgeServer server, int length) {
        // An answer may be read before its request is finished.
        int attempts = 0;
        while (server.send("PUT", LARGE, "", body(length)).status() != 200) {
            assertThat(attempts++).isLessThan(1_000);
        }
    }

    private static String announced(int length) {
        return "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static io.rolemap.adapters.http.testsupport.Answer sendChunked(EdgeServer server, int length) {
        byte[] body = body(length);
        try (RawHttp connection = server.connect()) {
            connection.send(server.head("PUT", LARGE) + CHUNKED);
            for (int at = 0; at < length; at += CHUNK) {
                byte[] chunk = Arrays.copyOfRange(body, at, Math.min(at + CHUNK, length));
                connection.send(Integer.toHexString(chunk.length) + "\r\n");
                connection.send(chunk).send("\r\n");
            }
            return connection.send("0\r\n\r\n").answer();
        }
    }

    /** An array of two strings, and space. */
    private static byte[] body(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) ' ');
        byte[] start = "[\"x\",\"y\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        body[length - 1] = ']';
        return body;
    }

    /** An array whose only item is a string, or an object with a member of that name. */
    private static byte[] bodyOfOneString(int length, String before, String after) {
        return ("[" + before + "\"" + "x".repeat(length) + "\"" + after + "]").getBytes(StandardCharsets.US_ASCII);
    }

    private static Route large() {
        return Route.put(EdgeServer.ORG + "/large", Permission.MAPPINGS_WRITE, LargeBodyTest::size)
                .withLargeBody();
    }

    private static Route small() {
        return Route.put(EdgeServer.ORG + "/small", Permission.MAPPINGS_WRITE, LargeBodyTest::size);
    }

    private static Answer size(Call call) {
        return Answer.ok(
                json -> json.writeNumber(((JsonArray) call.body()).items().size()));
    }

    private static Limits limits(Limits.Large large) {
        return limits(Duration.ofMillis(200), large);
    }

    private static Limits limits(Duration body, Limits.Large large) {
        return new Limits(
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                body,
                Duration.ofMillis(900),
                Duration.ofMillis(50),
                large);
    }
}
