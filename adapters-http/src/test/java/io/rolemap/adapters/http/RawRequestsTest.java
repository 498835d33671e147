package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import io.rolemap.adapters.http.testsupport.RawHttp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Jetty refuses before any route sees it. */
final class RawRequestsTest {

    private static final String PATH = "/orgs/acme/identity-providers/okta/group-mappings";
    private static final String KEY = "Authorization: Bearer " + TestServer.OPERATOR_KEY + "\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String BODY = "{\"external_group\":\"a\",\"role_id\":1}";

    @AutoClose
    private final TestServer server = TestServer.start();

    @TestFactory
    Stream<DynamicTest> a_request_that_is_no_http_gets_one_answer_and_the_connection_is_closed() {
        String post = "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON;
        String smuggled = "GET /health/live HTTP/1.1\r\n" + HOST + "\r\n";
        return Stream.of(
                        refused("bad request line", 400, "GARBAGE\r\n\r\n"),
                        refused("no path", List.of(400, 505), "GET HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("HTTP/0.9", List.of(400, 505), "GET /health/live\r\n\r\n"),
                        refused("HTTP/2 preface", List.of(400, 505), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                        refused("HTTP/3.7", List.of(400, 505), "GET /health/live HTTP/3.7\r\n" + HOST + "\r\n"),
                        refused(
                                "TLS",
                                400,
                                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                        refused("bad escape", 400, "GET /health/%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("escaped NUL", 400, "GET /health/%00 HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("escape that is no UTF-8", 400, "GET /health/%ff HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("truncated escape", 400, "GET /health/%4 HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("raw byte in path", 400, "GET /health/\u00ff HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("fragment", 400, "GET /health/live#x HTTP/1.1\r\n" + HOST + "\r\n"),
                        refused("no host", 400, "GET /health/live HTTP/1.1\r\n\r\n"),
                        refused("two hosts", 400, "GET /health/live HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
                        refused("invalid host", 400, "GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n"),
                        refused("host with a path", 400, "GET /health/live HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                        refused("user in host", 400, "GET /health/live HTTP/1.1\r\nHost: u@localhost\r\n\r\n"),
                        refused("space before colon", 400, "GET /health/live HTTP/1.1\r\nHost : localhost\r\n\r\n"),
                        refused("folded line", 400, "GET /health/live HTTP/1.1\r\n" + HOST + "X: a\r\n b\r\n\r\n"),
                        refused("no colon", 400, "GET /health/live HTTP/1.1\r\n" + HOST + "X\r\n\r\n"),
                        refused("bare line feeds", 400, "GET /health/live HTTP/1.1\nHost: localhost\n\n"),
                        refused("NUL in header", 400, "GET /health/live HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n"),
                        refused("length of letters", 400, post + "Content-Length: ten\r\n\r\n" + BODY),
                        refused("signed length", 400, post + "Content-Length: +33\r\n\r\n" + BODY),
                        refused("negative length", 400, post + "Content-Length: -1\r\n\r\n" + BODY),
                        refused("hexadecimal length", 400, post + "Content-Length: 0x21\r\n\r\n" + BODY),
                        refused("endless length", 400, post + "Content-Length: 99999999999999999999\r\n\r\n" + BODY),
                        refused("list of lengths", 400, post + "Content-Length: 33, 33\r\n\r\n" + BODY),
                        refused("two lengths", 400, post + "Content-Length: 34\r\nContent-Length: 34\r\n\r\n" + BODY),
                        refused(
                                "two different lengths",
                                400,
                                post + "Content-Length: 34\r\nContent-Length: 0\r\n\r\n" + smuggled),
                        refused(
                                "length and coding",
                                400,
                                post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled),
                        refused(
                                "coding and length",
                                400,
                                post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + smuggled),
                        refused(
                                "unknown coding",
                                List.of(400, 501),
                                post + "Transfer-Encoding: zip\r\n\r\n0\r\n\r\n" + smuggled),
                        refused(
                                "coding that is not last",
                                List.of(400, 501),
                                post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + smuggled),
                        refused(
                                "two codings",
                                List.of(400, 501),
                                post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "coding in HTTP/1.0",
                                List.of(400, 501),
                                post.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "coding before the known one",
                                List.of(400, 501),
                                post + "Transfer-Encoding: gzip, chunked\r\n\r\n22\r\n" + BODY + "\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "identity before the known one",
                                List.of(400, 501),
                                post + "Transfer-Encoding: identity, chunked\r\n\r\n22\r\n" + BODY + "\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "unknown coding before the known one",
                                List.of(400, 501),
                                post + "Transfer-Encoding: x, chunked\r\n\r\n22\r\n" + BODY + "\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "identity in a field of its own",
                                List.of(400, 501),
                                post + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n" + BODY
                                        + "\r\n0\r\n\r\n" + smuggled),
                        refused(
                                "empty element beside the known one",
                                List.of(400, 501),
                                post + "Transfer-Encoding: , chunked\r\n\r\n22\r\n" + BODY + "\r\n0\r\n\r\n"
                                        + smuggled),
                        refused(
                                "coding on a connection of HTTP/1.0 that is to be kept",
                                400,
                                post.replace("HTTP/1.1", "HTTP/1.0")
                                        + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n"
                                        + BODY
                                        + "\r\n0\r\n\r\n"
                                        + smuggled),
                        refused("chunk size of letters", 400, post + chunked("xyz\r\n" + BODY + "\r\n0\r\n\r\n")),
                        refused("negative chunk size", 400, post + chunked("-5\r\nabc\r\n0\r\n\r\n" + smuggled)),
                        refused(
                                "endless chunk size",
                                400,
                                post + chunked("fffffffffffffffffffff\r\nabc\r\n0\r\n\r\n" + smuggled)),
                        refused("chunk without end", 400, post + chunked("3\r\nabcdef\r\n0\r\n\r\n" + smuggled)),
                        refused("chunk lines of line feeds", 400, post + chunked("3\nabc\n0\n\n" + smuggled)),
                        refused(
                                "oversized header",
                                431,
                                "GET /health/live HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(9000) + "\r\n\r\n"),
                        refused(
                                "oversized request line",
                                List.of(414, 431),
                                "GET /" + "x".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .map(refusal -> DynamicTest.dynamicTest(refusal.name(), () -> {
                    List<Answer> answers = RawHttp.exchange(server.port(), refusal.request());

                    assertThat(answers).hasSize(1);
                    Answer answer = answers.get(0);
                    OpenApiContract.check("GET", "/", answer);
                    assertThat(answer.status()).isIn(refusal.statuses());
                    assertThat(answer.text())
                            .doesNotContain("jetty", "Exception", "HTTP ERROR", TestServer.OPERATOR_KEY);
                }));
    }

    @Test
    void nothing_of_a_refused_request_is_stored() {
        server.connection("acme", "okta");
        RawHttp.exchange(
                server.port(),
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON
                        + "Content-Length: 34\r\nTransfer-Encoding: chunked" + "\r\n\r\n" + BODY);

        assertThat(server.operator().get(PATH).text()).isEqualTo("{\"group_role_mappings\":[]}");
    }

    @Test
    void the_problem_types_of_jetty_are_told_apart() {
        Map<String, String> types = Map.of(
                "GARBAGE\r\n\r\n",
                "/problems/malformed-request",
                "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(9000) + "\r\n\r\n",
                "/problems/header-fields-too-large",
                "GET / HTTP/1.1\r\n" + HOST + "Expect: miracles\r\nConnection: close\r\n\r\n",
                "/problems/expectation-failed");
        types.forEach((request, type) -> assertThat(
                        RawHttp.exchange(server.port(), request).get(0).problem())
                .as(request)
                .isEqualTo(type));
    }

    @Test
    void requests_on_one_connection_are_answered_in_order() {
        String live = "GET /health/live HTTP/1.1\r\n" + HOST + "\r\n";
        String last = "GET /nothing HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";

        assertThat(RawHttp.exchange(server.port(), live + live + last))
                .extracting(Answer::status)
                .containsExactly(200, 200, 404);
    }

    @Test
    void the_target_may_be_a_whole_uri() {
        assertThat(RawHttp.exchange(
                        server.port(),
                        "GET http://localhost/health/live HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .extracting(Answer::status)
                .containsExactly(200);
    }

    @Test
    void a_websocket_handshake_is_an_ordinary_request() {
        Answer answer = RawHttp.exchange(
                        server.port(),
                        "GET " + PATH + " HTTP/1.1\r\n" + HOST
                                + "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Version: 13\r\nConnection: Upgrade, close\r\n\r\n")
                .get(0);

        OpenApiContract.check("GET", PATH, answer);
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void trace_is_not_echoed() {
        Answer answer = RawHttp.exchange(
                        server.port(),
                        "TRACE /health/live HTTP/1.1\r\n" + HOST + "X-Secret: s3cret\r\nConnection: close\r\n\r\n")
                .get(0);

        OpenApiContract.check("TRACE", "/health/live", answer);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).doesNotContain("s3cret");
    }

    @Test
    void methods_are_case_sensitive_and_unknown_ones_are_refused() {
        for (String method : List.of("get", "BREW", "CONNECT2", "M-SEARCH")) {
            Answer answer = RawHttp.exchange(
                            server.port(), method + " /health/live HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                    .get(0);

            OpenApiContract.check(method, "/health/live", answer);
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).as(method).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void the_server_as_a_whole_has_no_options_and_is_no_tunnel() {
        for (String requestLine : List.of("OPTIONS *", "CONNECT localhost:80")) {
            try (RawHttp connection = server.connect()) {
                connection.send(requestLine + " HTTP/1.1\r\nHost: localhost:80\r\n\r\n");
                Answer answer = connection.answer();

                OpenApiContract.check("X", "/", answer);
                assertThat(answer.status()).as(requestLine).isEqualTo(404);
            }
        }
    }

    @Test
    void no_header_changes_the_method() {
        server.connection("acme", "okta");
        Answer answer = server.operator()
                .with("X-HTTP-Method-Override", "DELETE")
                .with("X-Method-Override", "DELETE")
                .with("X-HTTP-Method", "DELETE")
                .get(PATH);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_request_without_a_wanted_body_is_answered_before_the_body_comes_and_the_connection_is_closed() {
        server.connection("acme", "okta");
        String length = "Content-Length: 1000\r\n";
        Map<String, Integer> heads = Map.of(
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + JSON + length + "\r\n", 401,
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + JSON + length + "Authorization: Bearer wrong\r\n\r\n", 401,
                "POST /nothing HTTP/1.1\r\n" + HOST + JSON + length + "\r\n", 404,
                "PUT /health/live HTTP/1.1\r\n" + HOST + JSON + length + "\r\n", 405,
                "PATCH " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + length + "\r\n", 405,
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + length + "\r\n", 415,
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + "Accept: text/html\r\n" + length + "\r\n", 406,
                "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + "Content-Length: 65537\r\n\r\n", 413,
                "GET " + PATH + " HTTP/1.1\r\n" + HOST + KEY + length + "\r\n", 200);
        heads.forEach((head, status) -> assertThat(RawHttp.exchange(server.port(), head))
                .as(head)
                .extracting(Answer::status)
                .containsExactly(status));
    }

    @Test
    void whoever_is_answered_early_can_finish_the_body_before_the_connection_is_closed() {
        String head = "POST " + PATH + " HTTP/1.1\r\n" + HOST + JSON + "Content-Length: 60000\r\n\r\n";
        for (int attempt = 0; attempt < 20; attempt++) {
            try (RawHttp connection = RawHttp.connect(server.port())) {
                connection.send(head).send("x".repeat(10_000));

                assertThat(connection.answer().status()).isEqualTo(401);
                for (int piece = 0; piece < 50; piece++) {
                    connection.send("x".repeat(1_000));
                }
                assertThat(connection.answersUntilClosed()).isEmpty();
            }
        }
    }

    @Test
    void whoever_expects_a_hundred_before_the_body_is_refused_without_it() {
        String head = "POST " + PATH + " HTTP/1.1\r\n" + HOST + JSON + "Expect: 100-continue\r\nContent-Length: 34\r\n";

        assertThat(RawHttp.exchange(server.port(), head + "\r\n"))
                .extracting(Answer::status)
                .containsExactly(401);
    }

    @Test
    void whoever_expects_a_hundred_before_the_body_gets_it_when_the_body_is_wanted() {
        server.connection("acme", "okta");
        try (RawHttp connection = server.connect()) {
            connection.send("POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON
                    + "Expect: 100-continue\r\nContent-Length: 34\r\n\r\n");

            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send(BODY);
            assertThat(connection.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void a_body_in_many_small_pieces_is_read_as_one() {
        server.connection("acme", "okta");
        try (RawHttp connection = server.connect()) {
            connection.send("POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + "Content-Length: 34\r\n\r\n");
            for (char c : BODY.toCharArray()) {
                connection.send(String.valueOf(c));
            }
            assertThat(connection.answer().status()).isEqualTo(201);
            connection.send("GET " + PATH + " HTTP/1.1\r\n" + HOST + KEY + "\r\n");
            assertThat(connection.answer().json().get("group_role_mappings")).hasSize(1);
        }
    }

    @Test
    void a_chunked_body_may_have_extensions_and_trailers() {
        server.connection("acme", "okta");
        Answer answer = RawHttp.exchange(
                        server.port(),
                        "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + "Connection: close\r\n"
                                + chunked("5;a=b\r\n" + BODY.substring(0, 5) + "\r\n1d\r\n" + BODY.substring(5)
                                        + "\r\n0\r\nX-Trailer: x\r\n\r\n"))
                .get(0);

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void a_chunked_body_that_grows_too_large_is_refused_without_waiting_for_its_end() {
        String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
        Answer answer = RawHttp.exchange(
                        server.port(),
                        "POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + chunked(chunk.repeat(8) + "1\r\n \r\n"))
                .get(0);

        OpenApiContract.check("POST", PATH, answer);
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_body_that_is_cut_off_stores_nothing() {
        server.connection("acme", "okta");
        try (RawHttp connection = server.connect()) {
            connection.send("POST " + PATH + " HTTP/1.1\r\n" + HOST + KEY + JSON + "Content-Length: 34\r\n\r\n"
                    + BODY.substring(0, 33));
            connection.endOutput();
            assertThat(connection.answersUntilClosed())
                    .extracting(Answer::status)
                    .containsExactly(400);
        }
        assertThat(server.operator().get(PATH).text()).isEqualTo("{\"group_role_mappings\":[]}");
    }

    private static String chunked(String chunks) {
        return "Transfer-Encoding: chunked\r\n\r\n" + chunks;
    }

    private static Refusal refused(String name, int status, String request) {
        return new Refusal(name, List.of(status), request);
    }

    private static Refusal refused(String name, List<Integer> statuses, String request) {
        return new Refusal(name, statuses, request);
    }

    private record Refusal(String name, List<Integer> statuses, String request) {}
}
