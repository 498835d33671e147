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
import java.util.concurrent.CompletableFuture;
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
    void one_large_body_too_many_is_refused_and_there_is_a_place_again_when_another_is_answered() {
        for (boolean mounted : List.of(true, false)) {
            Gate gate = new Gate(2);
            Route held = Route.put(EdgeServer.ORG + "/held", Permission.MAPPINGS_WRITE, call -> {
                        gate.pass();
                        return Answer.noContent();
                    })
                    .withLargeBody();
            Route[] routes = {held, large(), small()};
            try (EdgeServer server =
                    mounted ? EdgeServer.mounted(Limits.DEFAULT, routes) : EdgeServer.of(Limits.DEFAULT, routes)) {
                var first = CompletableFuture.supplyAsync(
                        () -> server.send("PUT", "/orgs/acme/held", "", body(USUALLY_MOST + 1)));
                var second = CompletableFuture.supplyAsync(
                        () -> server.send("PUT", "/orgs/acme/held", "", body(USUALLY_MOST + 1)));
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
                awaitPlaces(server);
            }
        }
    }

    @Test
    void whoever_is_refused_while_sending_much_can_send_it_to_its_end_and_read_the_answer() {
        Limits noPlaces = Limits.DEFAULT.with(new Limits.Large(0, Duration.ofSeconds(20), Duration.ofSeconds(30)));
        try (EdgeServer server = EdgeServer.of(noPlaces, large())) {
            assertThat(server.send("PUT", LARGE, "", body(4 * CHUNK)).status()).isEqualTo(503);
            assertThat(sendChunked(server, 4 * CHUNK).status()).isEqualTo(503);
        }
    }

    @Test
    void refused_late_and_broken_bodies_keep_no_place() {
        Limits limits = limits(Duration.ofMillis(200), Duration.ofSeconds(5));
        try (EdgeServer server = EdgeServer.of(limits, large(), small())) {
            for (int i = 0; i < 3; i++) {
                try (RawHttp late = server.connect()) {
                    late.send(server.head("PUT", LARGE) + "Content-Type: application/json\r\nContent-Length: "
                            + (USUALLY_MOST + 1) + "\r\n\r\n[");
                    assertThat(late.answer().status()).isEqualTo(408);
                }
                try (RawHttp broken = server.connect()) {
                    broken.send(server.head("PUT", LARGE) + CHUNKED + "zz\r\n");
                    assertThat(broken.answer().status()).isEqualTo(400);
                }
            }
            awaitPlaces(server);
        }
    }

    @Test
    void a_large_body_may_take_longer_than_a_small_one() {
        Limits limits = limits(Duration.ofSeconds(20), Duration.ofSeconds(30));
        for (EdgeServer server : EdgeServer.both(limits, large(), small())) {
            try (server;
                    RawHttp large = server.connect();
                    RawHttp small = server.connect()) {
                byte[] body = body(USUALLY_MOST + 1);
                large.send(server.head("PUT", LARGE) + "Content-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n");
                large.send(Arrays.copyOf(body, 1_000));
                small.send(server.head("PUT", SMALL) + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n[");
                assertThat(small.answer().status()).isEqualTo(408);

                large.send(Arrays.copyOfRange(body, 1_000, body.length));

                assertThat(large.answer().status()).isEqualTo(200);
            }
        }
    }

    private static void awaitPlaces(EdgeServer server) {
        // An answer may be read before its request is finished.
        int attempts = 0;
        while (server.send("PUT", LARGE, "", body(USUALLY_MOST + 1)).status() != 200) {
            assertThat(attempts++).isLessThan(1_000);
        }
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

    /** An array of two long strings. */
    private static byte[] body(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 'x');
        byte[] start = "[\"".getBytes(StandardCharsets.US_ASCII);
        byte[] middle = "\",\"".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\"]".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(middle, 0, body, length / 2, middle.length);
        System.arraycopy(end, 0, body, length - end.length, end.length);
        return body;
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

    private static Limits limits(Duration largeBody, Duration largeRequest) {
        return new Limits(
                10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofMillis(600),
                Duration.ofMillis(50),
                new Limits.Large(2, largeBody, largeRequest));
    }
}
