package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers that are made while they are sent. */
final class StreamedAnswerTest {

    private static final String ITEM = "x".repeat(1_000);
    private static final int PER_PAGE = 50;
    private static final int MANY_PAGES = 40;
    private static final int ENDLESS = Integer.MAX_VALUE;

    @Test
    void a_long_answer_arrives_whole_in_chunks_of_unknown_number() {
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, list(MANY_PAGES, StreamedAnswerTest::page))) {
            try (server) {
                var answer = server.send("GET", "/orgs/acme/list", "");

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).contains("application/json");
                assertThat(answer.header("Cache-Control")).contains("no-store");
                assertThat(answer.header("ETag")).contains("\"set\"");
                assertThat(answer.header("Transfer-Encoding")).contains("chunked");
                assertThat(answer.json().get("items")).hasSize(MANY_PAGES * PER_PAGE);
                assertThat(answer.json().get("end").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void a_connection_is_good_for_more_after_a_long_answer() {
        try (EdgeServer server = EdgeServer.of(Limits.DEFAULT, list(MANY_PAGES, StreamedAnswerTest::page));
                RawHttp connection = server.connect()) {
            for (int i = 0; i < 3; i++) {
                connection.send(server.head("GET", "/orgs/acme/list") + "\r\n");

                assertThat(connection.answer().json().get("items")).hasSize(MANY_PAGES * PER_PAGE);
            }
        }
    }

    @Test
    void a_short_answer_is_as_any_other() {
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, list(1, page -> List.of("a", "b")))) {
            try (server) {
                var answer = server.send("GET", "/orgs/acme/list", "");

                assertThat(answer.text()).isEqualTo("{\"items\":[\"a\",\"b\"],\"end\":true}");
                assertThat(answer.header("Content-Length"))
                        .contains(Integer.toString(answer.text().length()));
            }
        }
    }

    @Test
    void nothing_of_the_answer_is_sent_for_head() {
        for (EdgeServer server : EdgeServer.both(
                Limits.DEFAULT,
                list(MANY_PAGES, StreamedAnswerTest::page),
                Route.list(
                        EdgeServer.ORG + "/short", Permission.MAPPINGS_READ, call -> answer(1, page -> List.of())))) {
            try (server) {
                String shortOne = headOf(server, "/orgs/acme/short");
                String longOne = headOf(server, "/orgs/acme/list");

                assertThat(shortOne).contains("200 OK", "Content-Length: 23").endsWith("\r\n\r\n");
                assertThat(longOne)
                        .contains("200 OK", "ETag: \"set\"")
                        .doesNotContain("Content-Length")
                        .endsWith("\r\n\r\n")
                        .doesNotContain("items");
            }
        }
    }

    @Test
    void what_fails_before_the_first_byte_is_a_problem() {
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, list(1, page -> {
            throw StorageUnavailableException.nothingStored(new IllegalStateException("secret"));
        }))) {
            try (server) {
                var answer = server.send("GET", "/orgs/acme/list", "");

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.problem()).isEqualTo("/problems/unavailable");
                assertThat(answer.header("ETag")).isEmpty();
            }
        }
    }

    @Test
    void what_fails_later_cuts_the_connection_and_never_looks_complete() {
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, list(MANY_PAGES, page -> {
            if (page == 10) {
                throw StorageUnavailableException.nothingStored(new IllegalStateException("secret"));
            }
            return page(page);
        }))) {
            try (server;
                    RawHttp connection = server.connect()) {
                String all = connection
                        .send(server.head("GET", "/orgs/acme/list") + "\r\n")
                        .textUntilClosed();

                assertThat(all).startsWith("HTTP/1.1 200 OK").contains(ITEM);
                assertThat(all).doesNotContain("\r\n0\r\n", "]", "\"end\"", "secret", "problem");
            }
        }
    }

    @Test
    void what_fails_later_is_no_complete_answer_in_http_2_either() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        try (EdgeServer server = EdgeServer.mountedOverHttp2(Limits.DEFAULT, list(MANY_PAGES, page -> {
            if (page == 10 && broken.get()) {
                throw new IllegalStateException("secret");
            }
            return page(page);
        }))) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/orgs/acme/list")).build();
            // The first request asks for HTTP/2, in HTTP/1.1.
            client.send(request, BodyHandlers.ofByteArray());
            var whole = client.send(request, BodyHandlers.ofString());
            assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(whole.body()).endsWith("],\"end\":true}");
            broken.set(true);

            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            broken.set(false);
            assertThat(client.send(request, BodyHandlers.ofString()).body()).hasSameSizeAs(whole.body());
        }
    }

    @Test
    void pages_are_made_no_faster_than_they_are_read() {
        AtomicInteger made = new AtomicInteger();
        for (EdgeServer server : EdgeServer.both(limits(1, Limits.Large.DEFAULT), list(ENDLESS, page -> {
            made.incrementAndGet();
            return page(page);
        }))) {
            List<RawHttp> deaf = new ArrayList<>();
            try (server) {
                for (int i = 0; i < 5; i++) {
                    deaf.add(RawHttp.connectHardOfHearing(server.port())
                            .send(server.head("GET", "/orgs/acme/list") + "\r\n"));
                }
                deaf.get(0).awaitInput();

                // Once the buffers of the deaf are full there is room for others, although only one is worked on at a
                // time.
                int attempts = 0;
                while (server.send("GET", "/orgs/acme/nothing", "").status() != 404) {
                    assertThat(attempts++).isLessThan(20_000);
                }
                assertThat(made).hasValueLessThan(5_000);
            } finally {
                deaf.forEach(RawHttp::close);
            }
        }
    }

    @Test
    void an_answer_is_no_long_one_up_to_the_size_that_its_route_says() {
        Limits none = Limits.DEFAULT.with(Limits.Large.DEFAULT.withLists(0));
        int size = MANY_PAGES * PER_PAGE * ITEM.length();
        Route upTo = Route.list(
                EdgeServer.ORG + "/up-to",
                Permission.MAPPINGS_READ,
                call -> answer(MANY_PAGES, StreamedAnswerTest::page).wholeUpTo(2 * size));
        Route beyond = Route.list(
                EdgeServer.ORG + "/beyond",
                Permission.MAPPINGS_READ,
                call -> answer(MANY_PAGES, StreamedAnswerTest::page).wholeUpTo(size / 2));
        for (EdgeServer server : EdgeServer.both(none, upTo, beyond)) {
            try (server) {
                var answer = server.send("GET", "/orgs/acme/up-to", "");

                assertThat(answer.json().get("items")).hasSize(MANY_PAGES * PER_PAGE);
                assertThat(answer.header("Content-Length")).contains(Integer.toString(answer.body().length));
                assertThat(server.send("GET", "/orgs/acme/beyond", "").status()).isEqualTo(503);
            }
        }
    }

    @Test
    void one_long_answer_too_many_is_refused_as_long_as_the_others_are_not_read() {
        Limits two = Limits.DEFAULT.with(Limits.Large.DEFAULT.withLists(2));
        Route shortOne =
                Route.list(EdgeServer.ORG + "/short", Permission.MAPPINGS_READ, call -> answer(1, page -> List.of()));
        for (EdgeServer server : EdgeServer.both(two, list(ENDLESS, StreamedAnswerTest::page), shortOne)) {
            try (server) {
                try (RawHttp deaf = RawHttp.connectHardOfHearing(server.port());
                        RawHttp deafToo = RawHttp.connectHardOfHearing(server.port())) {
                    for (RawHttp each : List.of(deaf, deafToo)) {
                        each.send(server.head("GET", "/orgs/acme/list") + "\r\n")
                                .awaitInput();
                    }

                    var refused = server.send("GET", "/orgs/acme/list", "");
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.problem()).isEqualTo("/problems/unavailable");
                    assertThat(refused.header("Retry-After")).contains("1");
                    assertThat(refused.header("ETag")).isEmpty();
                    assertThat(server.send("GET", "/orgs/acme/short", "").status())
                            .isEqualTo(200);
                    assertThat(headOf(server, "/orgs/acme/list")).contains("200 OK");
                }
                // Nobody tells when the server has noticed that they are gone.
                int attempts = 0;
                while (firstDigitOfStatus(server) != '2') {
                    assertThat(attempts++).isLessThan(10_000);
                }
            }
        }
    }

    @Test
    void whoever_reads_nothing_is_given_up() {
        Limits impatient = limits(10, new Limits.Large(0, 1, Duration.ofMillis(300)));
        try (EdgeServer server = EdgeServer.of(impatient, list(ENDLESS, StreamedAnswerTest::page));
                RawHttp deaf = RawHttp.connectHardOfHearing(server.port())) {
            deaf.send(server.head("GET", "/orgs/acme/list") + "\r\n");
            deaf.awaitInput();

            deaf.sendUntilClosed("x");
        }
    }

    @Test
    void a_long_answer_goes_on_when_there_is_room_again() {
        Gate gate = new Gate(1);
        Gate second = new Gate(1);
        Route blocking = Route.get(EdgeServer.ORG + "/blocking", Permission.MAPPINGS_READ, call -> {
            gate.pass();
            return Answer.noContent();
        });
        Route list = list(MANY_PAGES, page -> {
            if (page == 1) {
                second.pass();
            }
            return page(page);
        });
        try (EdgeServer server = EdgeServer.of(limits(2, Limits.Large.DEFAULT), blocking, list)) {
            var listed = Aside.call(() -> server.send("GET", "/orgs/acme/list", ""));
            second.awaitArrivals();
            var blocked = Aside.call(() -> server.send("GET", "/orgs/acme/blocking", ""));
            gate.awaitArrivals();
            assertThat(server.send("GET", "/orgs/acme/blocking", "").status()).isEqualTo(503);
            second.open();
            gate.open();

            assertThat(blocked.join().status()).isEqualTo(204);
            assertThat(listed.join().json().get("items")).hasSize(MANY_PAGES * PER_PAGE);
        }
    }

    /** The first digit of the status. */
    private static char firstDigitOfStatus(EdgeServer server) {
        try (RawHttp connection = server.connect()) {
            connection.send(server.head("GET", "/orgs/acme/list") + "\r\n");
            int first = 0;
            for (int i = 0; i <= "HTTP/1.1 ".length(); i++) {
                first = connection.awaitInput();
            }
            return (char) first;
        }
    }

    private static String headOf(EdgeServer server, String target) {
        try (RawHttp connection = server.connect()) {
            return connection
                    .send(server.head("HEAD", target) + "Connection: close\r\n\r\n")
                    .textUntilClosed();
        }
    }

    private static Route list(int pages, IntFunction<List<String>> page) {
        return Route.list(EdgeServer.ORG + "/list", Permission.MAPPINGS_READ, call -> answer(pages, page));
    }

    private static Answer answer(int pages, IntFunction<List<String>> page) {
        Iterator<List<String>> all = IntStream.range(0, pages).mapToObj(page).iterator();
        return Answer.streamed(
                        200,
                        JsonStream.object(
                                JsonStream.array("items", all, JsonGenerator::writeString),
                                JsonStream.once(json -> json.writeBooleanField("end", true))))
                .withTag(EntityTag.of("set"));
    }

    private static List<String> page(int number) {
        return IntStream.range(0, PER_PAGE)
                .mapToObj(i -> number + "-" + i + ITEM)
                .toList();
    }

    private static Limits limits(int requestsInFlight, Limits.Large large) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                requestsInFlight,
                usual.idle(),
                usual.head(),
                usual.body(),
                usual.request(),
                Duration.ofMillis(50),
                large);
    }
}
