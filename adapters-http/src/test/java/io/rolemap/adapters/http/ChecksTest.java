package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a request is judged, and what its media types and its path may be. */
final class ChecksTest {

    private static final String JSON = "application/json";
    private static final String VALID = "{\"external_group\":\"a\",\"role_id\":1}";
    private static final String INVALID = "{}";
    private static final String MALFORMED = "{";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
    }

    @Test
    void each_check_comes_before_the_next() {
        String unknown = "/orgs/acme/identity-providers/nope/group-mappings";
        api.post(mappings, VALID);
        Api reader = server.holderOf("acme", "mappings:read");
        String tooLarge = " ".repeat(65_537);

        assertThat(post(server.anonymous().bearer("wrong"), unknown, "text/plain", tooLarge))
                .isEqualTo(401);
        assertThat(post(reader, unknown, "text/plain", tooLarge)).isEqualTo(403);
        assertThat(post(api.with("Accept", "text/html"), unknown, "text/plain", tooLarge))
                .isEqualTo(406);
        assertThat(post(api, unknown, "text/plain", tooLarge)).isEqualTo(415);
        assertThat(post(api, unknown, JSON, tooLarge)).isEqualTo(413);
        assertThat(post(api, unknown, JSON, MALFORMED)).isEqualTo(400);
        assertThat(post(api, unknown, JSON, INVALID)).isEqualTo(422);
        assertThat(post(api, unknown, JSON, VALID)).isEqualTo(404);
        assertThat(post(api, mappings, JSON, VALID)).isEqualTo(409);
    }

    @Test
    void query_and_conditions_are_syntax_like_that_of_the_body() {
        String unknown = "/orgs/acme/identity-providers/nope/group-mappings";
        String nonsense = unknown + "?dry_run=perhaps";
        Api conditional = api.ifMatch("nonsense");
        Api reader = server.holderOf("acme", "mappings:read").ifMatch("nonsense");
        String tooLarge = " ".repeat(48 * 1024 * 1024 + 1);
        String invalid = "{\"group_role_mappings\":5}";
        String valid = "{\"group_role_mappings\":[]}";

        assertThat(put(server.anonymous().bearer("wrong").ifMatch("nonsense"), nonsense, "text/plain", invalid))
                .isEqualTo(401);
        assertThat(put(reader, nonsense, "text/plain", invalid)).isEqualTo(403);
        assertThat(put(conditional.with("Accept", "text/html"), nonsense, "text/plain", invalid))
                .isEqualTo(406);
        assertThat(put(conditional, nonsense, "text/plain", tooLarge)).isEqualTo(415);
        assertThat(put(conditional, nonsense, JSON, tooLarge)).isEqualTo(413);
        assertThat(put(conditional, unknown, JSON, invalid)).isEqualTo(400);
        assertThat(put(api, nonsense, JSON, invalid)).isEqualTo(400);
        assertThat(put(api.ifMatch("\"old\""), unknown, JSON, invalid)).isEqualTo(422);
        assertThat(put(api.ifMatch("\"old\""), unknown, JSON, valid)).isEqualTo(404);
        assertThat(put(api.ifMatch("\"old\""), mappings, JSON, valid)).isEqualTo(412);
        assertThat(put(api.ifMatch("*"), mappings, JSON, valid)).isEqualTo(200);
    }

    @Test
    void an_authorizer_may_refuse_a_role_after_it_allowed_the_call() {
        try (TestServer strict = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) ->
                        action.grantedRole().map(role -> role.value() != 666).orElse(true)),
                http -> http)) {
            String path = strict.connection("acme", "okta") + "/group-mappings";

            assertThat(strict.operator().post(path, VALID).status()).isEqualTo(201);
            for (String target : List.of(path, path.replace("okta", "nope"), path.replace("okta", "a%20b"))) {
                Answer refused = strict.operator().post(target, "{\"external_group\":\"b\",\"role_id\":666}");
                assertThat(refused.status()).as(target).isEqualTo(403);
                assertThat(refused.problem()).isEqualTo("/problems/forbidden");
            }
        }
    }

    @Test
    void a_body_is_json_in_utf_8_and_says_so() {
        for (String type : List.of(
                JSON,
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; profile=\"a;b\"")) {
            assertThat(post(api, mappings, type, INVALID)).as(type).isEqualTo(422);
        }
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/problem+json",
                "application/json+x",
                "application/jsonx",
                "application/json, text/plain",
                "application/json;charset=iso-8859-1",
                "application/json;charset=utf-16",
                "application/json;charset=",
                "json",
                "")) {
            Answer answer = api.with("Content-Type", type).postAsIs(mappings, BodyPublishers.ofString(VALID));
            assertThat(answer.status()).as(type).isEqualTo(415);
            assertThat(answer.header("Accept")).contains(JSON);
        }
        assertThat(api.postAsIs(mappings, BodyPublishers.ofString(VALID)).status())
                .isEqualTo(415);
    }

    @Test
    void a_body_is_not_encoded() {
        for (String coding : List.of("gzip", "deflate", "br", "identity", "")) {
            Answer answer = api.with("Content-Encoding", coding).post(mappings, VALID);

            assertThat(answer.status()).as(coding).isEqualTo(415);
            assertThat(answer.header("Accept-Encoding")).contains("identity");
        }
    }

    @Test
    void answers_are_json_for_everybody_who_does_not_exclude_it() {
        for (String accept : List.of(
                JSON,
                "*/*",
                "application/*",
                "text/html, application/json;q=0.001",
                "text/html, */*;q=0.1",
                "APPLICATION/JSON",
                "application/json;charset=utf-8",
                "application/json;q=1.0, */*;q=0",
                "application/*;q=0, application/json",
                "")) {
            assertThat(api.with("Accept", accept).get(mappings).status())
                    .as(accept)
                    .isEqualTo(200);
        }
        for (String accept : List.of(
                "text/html",
                "application/xml, text/*",
                "application/json;q=0",
                "application/json;q=0.000, */*",
                "application/*;q=0, */*",
                "*/*;q=0",
                "application/problem+json")) {
            Answer answer = api.with("Accept", accept).get(mappings);
            assertThat(answer.status()).as(accept).isEqualTo(406);
            assertThat(answer.problem()).isEqualTo("/problems/not-acceptable");
        }
    }

    @Test
    void whoever_accepts_nothing_can_still_delete() {
        String key = server.issueKey("acme", "mappings:read").header("Location").orElseThrow();

        assertThat(api.with("Accept", "text/html").delete(key).status()).isEqualTo(204);
    }

    @Test
    void a_body_of_64_kibibytes_is_not_too_large() {
        String padded = VALID + " ".repeat(65_536 - VALID.length());
        assertThat(api.post(mappings, padded).status()).isEqualTo(201);

        Answer tooLarge = api.post(mappings, padded + " ");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.problem()).isEqualTo("/problems/content-too-large");
    }

    @Test
    void malformed_bodies_are_refused() {
        byte[][] bodies = {
            {},
            utf8("   "),
            utf8("{"),
            utf8("{\"external_group\":\"a\",\"role_id\":1"),
            utf8(VALID + "x"),
            utf8(VALID + VALID),
            utf8("{\"external_group\":\"a\",\"external_group\":\"b\",\"role_id\":1}"),
            utf8("{\"external_group\":\"a\",\"external\\u005fgroup\":\"b\",\"role_id\":1}"),
            utf8("{\"external_group\":\"a\",\"role_id\":1,\"x\":[{\"y\":1,\"y\":1}]}"),
            utf8("{\"external_group\":\"a\",\"role_id\":1,\"x\":" + "[".repeat(32) + "]".repeat(32) + "}"),
            utf8("{\"external_group\":\"a\",\"role_id\":1,\"x\":" + "[".repeat(60_000)),
            utf8("{'external_group':'a','role_id':1}"),
            utf8("{\"external_group\":\"a\",\"role_id\":1,}"),
            utf8("{\"external_group\":\"a\",\"role_id\":01}"),
            utf8("{\"external_group\":\"a\",\"role_id\":+1}"),
            utf8("{\"external_group\":\"a\",\"role_id\":NaN}"),
            utf8("{\"external_group\":\"a\",\"role_id\":1.}"),
            utf8("{\"external_group\":\"a\tb\",\"role_id\":1}"),
            utf8("{\"external_group\":\"\\x61\",\"role_id\":1}"),
            utf8("{\"external_group\":\"a\",/**/\"role_id\":1}"),
            utf8("\uFEFF" + VALID),
            VALID.getBytes(StandardCharsets.UTF_16),
            VALID.getBytes(StandardCharsets.UTF_16LE),
            VALID.getBytes(Charset.forName("UTF-32")),
            withGroup(0xff),
            withGroup(0xc0, 0xaf),
            withGroup(0xed, 0xa0, 0x80),
            withGroup(0xf4, 0x90, 0x80, 0x80),
            withGroup(0xe2, 0x82),
            withGroup(0x80)
        };
        for (byte[] body : bodies) {
            Answer answer = api.post(mappings, body);

            assertThat(answer.status())
                    .as(new String(body, StandardCharsets.ISO_8859_1))
                    .isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("/problems/malformed-request");
        }
        assertThat(api.get(mappings).text()).isEqualTo("{\"group_role_mappings\":[]}");
    }

    @Test
    void query_parameters_that_would_change_a_list_are_refused() {
        for (String path : List.of(
                mappings,
                "/orgs/acme/identity-providers/okta/mapping-findings",
                "/orgs/acme/identity-providers/okta/observed-groups",
                "/orgs/acme/identity-providers",
                "/orgs/acme/api-keys",
                "/orgs/acme/roles")) {
            Answer answer = api.get(path + "?offset=5");

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.string("detail")).contains("'offset'");
            assertThat(api.get(path + "?").status()).isEqualTo(200);
        }
        assertThat(api.get("/orgs/acme/identity-providers/okta?offset=5").status())
                .isEqualTo(200);
        assertThat(api.post(mappings + "?x=y", VALID).status()).isEqualTo(201);
    }

    @Test
    void a_dry_run_of_a_call_that_has_none_is_refused_rather_than_made_in_earnest() {
        for (String dryRun : List.of("?dry_run=true", "?dry_run", "?x=y&dry_run=1")) {
            assertThat(api.post("/orgs/acme/identity-providers/okta/group-mappings" + dryRun, VALID)
                            .problem())
                    .isEqualTo("/problems/malformed-request");
            assertThat(api.delete("/orgs/acme/identity-providers/okta" + dryRun).problem())
                    .isEqualTo("/problems/malformed-request");
        }
        assertThat(api.get("/orgs/acme/identity-providers/okta").status()).isEqualTo(200);
    }

    @Test
    void a_query_parameter_that_may_be_a_key_is_not_said_again() {
        Answer answer = api.get(mappings + "?" + TestServer.OPERATOR_KEY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain(TestServer.OPERATOR_KEY);
    }

    @Test
    void the_paths_are_exactly_these() {
        for (String path : List.of(
                mappings + "/",
                mappings + ";x=y",
                "/orgs//acme/identity-providers",
                "/orgs/acme//identity-providers",
                "/orgs/acme/Identity-Providers",
                "/orgs/acme/identity-providers;x=y",
                "/orgs/acme",
                "/orgs/acme/api-keys/",
                "/health",
                "/health/live/",
                "/health/live;x=y",
                "/Health/live",
                "/openapi",
                "/")) {
            Answer answer = api.get(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.problem()).as(path).isEqualTo("/problems/not-found");
        }
    }

    @Test
    void a_known_path_tells_its_methods() {
        String[][] allowed = {
            {mappings, "GET", "HEAD", "OPTIONS", "POST", "PUT"},
            {mappings + "/x", "GET", "HEAD", "OPTIONS", "PATCH", "DELETE"},
            {"/orgs/acme/identity-providers", "GET", "HEAD", "OPTIONS", "POST"},
            {"/orgs/acme/identity-providers/okta", "GET", "HEAD", "OPTIONS", "PATCH", "DELETE"},
            {"/orgs/acme/identity-providers/okta/default-role", "PUT", "OPTIONS"},
            {"/orgs/acme/identity-providers/okta/resolve-roles", "POST", "OPTIONS"},
            {"/orgs/acme/identity-providers/okta/mapping-impact", "POST", "OPTIONS"},
            {"/orgs/acme/identity-providers/okta/mapping-findings", "GET", "HEAD", "OPTIONS"},
            {"/orgs/acme/identity-providers/okta/observed-groups", "GET", "HEAD", "OPTIONS"},
            {"/orgs/acme/resolve-roles", "POST", "OPTIONS"},
            {"/orgs/acme/roles", "GET", "HEAD", "OPTIONS"},
            {"/orgs/acme/roles/1", "GET", "HEAD", "OPTIONS", "PUT", "DELETE"},
            {"/orgs/acme/api-keys", "GET", "HEAD", "OPTIONS", "POST"},
            {"/orgs/acme/api-keys/x", "DELETE", "OPTIONS"},
            {"/health/live", "GET", "HEAD", "OPTIONS"},
            {"/health/ready", "GET", "HEAD", "OPTIONS"},
            {"/openapi.json", "GET", "HEAD", "OPTIONS"},
            {"/openapi.yaml", "GET", "HEAD", "OPTIONS"}
        };
        for (String[] path : allowed) {
            List<String> methods = List.of(path).subList(1, path.length);
            Answer options = api.send("OPTIONS", path[0]);
            assertThat(options.status()).as(path[0]).isEqualTo(204);
            assertThat(allow(options)).as(path[0]).containsExactlyInAnyOrderElementsOf(methods);
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "QUERY", "BREW")) {
                if (!methods.contains(method)) {
                    Answer refused = api.send(method, path[0]);
                    assertThat(refused.status()).as(method + " " + path[0]).isEqualTo(405);
                    assertThat(refused.problem()).isEqualTo("/problems/method-not-allowed");
                    assertThat(allow(refused)).as(method + " " + path[0]).containsExactlyInAnyOrderElementsOf(methods);
                }
            }
        }
    }

    @Test
    void head_is_get_without_the_body() {
        for (String path : List.of(
                mappings,
                mappings + "/nope",
                "/orgs/acme/identity-providers/okta",
                "/health/live",
                "/orgs/acme/identity-providers?limit=1",
                "/orgs/acme/identity-providers/okta/mapping-findings",
                "/orgs/acme/identity-providers/nope/mapping-findings",
                "/orgs/acme/identity-providers/okta/observed-groups",
                "/nothing",
                "/openapi.json")) {
            Answer get = api.get(path);
            Answer head = api.send("HEAD", path);

            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.header("Content-Type")).as(path).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).as(path).isEqualTo(get.header("Content-Length"));
        }
        assertThat(server.anonymous().send("HEAD", mappings).status()).isEqualTo(401);
    }

    private static int post(Api caller, String target, String contentType, String body) {
        return caller.with("Content-Type", contentType)
                .postAsIs(target, BodyPublishers.ofString(body))
                .status();
    }

    private static int put(Api caller, String target, String contentType, String body) {
        return caller.with("Content-Type", contentType)
                .putAsIs(target, BodyPublishers.ofString(body))
                .status();
    }

    private static List<String> allow(Answer answer) {
        return List.of(answer.header("Allow").orElseThrow().split(", "));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withGroup(int... bytes) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(utf8("{\"role_id\":1,\"external_group\":\""));
        for (int b : bytes) {
            body.write(b);
        }
        body.writeBytes(utf8("\"}"));
        return body.toByteArray();
    }
}
