package io.rolemap.adapters.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ApiKeysTest {

    private static final String KEYS = "/orgs/acme/api-keys";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();

    @Test
    void a_new_key_is_shown_once() {
        Answer issued =
                api.post(KEYS, "{\"name\":\"Provisioning\",\"permissions\":[\"mappings:write\",\"mappings:read\"]}");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.header("Location")).contains(KEYS + "/" + issued.string("id"));
        assertThat(new TreeSet<>(issued.json().propertyNames()))
                .containsExactly("created_at", "expires_at", "hint", "id", "key", "name", "org_id", "permissions");
        assertThat(issued.string("org_id")).isEqualTo("acme");
        assertThat(issued.string("name")).isEqualTo("Provisioning");
        assertThat(issued.json().get("permissions").toString()).isEqualTo("[\"mappings:read\",\"mappings:write\"]");
        assertThat(issued.json().get("expires_at").isNull()).isTrue();
        assertThat(issued.string("key"))
                .startsWith(issued.string("hint").replace("\u2026", ""))
                .isNotEqualTo(issued.string("hint"));

        Answer list = api.get(KEYS);
        assertThat(list.text()).doesNotContain(issued.string("key"));
        assertThat(list.json().get("api_keys").get(0).get("id").asString()).isEqualTo(issued.string("id"));
        assertThat(list.json().get("api_keys").get(0).has("key")).isFalse();
    }

    @Test
    void a_key_allows_what_it_was_issued_for_and_nothing_else() {
        String mappings = server.connection("acme", "okta") + "/group-mappings";
        Api reader = server.holderOf("acme", "mappings:read");

        assertThat(reader.get(mappings).status()).isEqualTo(200);
        assertThat(reader.post(mappings, "{\"external_group\":\"a\",\"role_id\":1}")
                        .status())
                .isEqualTo(403);
        assertThat(reader.get("/orgs/acme/identity-providers").status()).isEqualTo(403);
        assertThat(reader.get("/orgs/acme/identity-providers/okta").status()).isEqualTo(403);
        assertThat(reader.post("/orgs/acme/identity-providers", "{\"provider_key\":\"k\"}")
                        .status())
                .isEqualTo(403);
        assertThat(reader.get(KEYS).status()).isEqualTo(403);
        assertThat(reader.delete(KEYS + "/x").status()).isEqualTo(403);
    }

    @Test
    void a_key_is_for_one_organisation() {
        server.connection("globex", "theirs");
        Api acme = server.holderOf(
                "acme", "mappings:read", "mappings:write", "connections:read", "connections:write", "keys:write");

        for (String org : List.of("globex", "unheard-of", "a%20b")) {
            String provider = "/orgs/" + org + "/identity-providers/theirs";
            for (Answer answer : List.of(
                    acme.get(provider),
                    acme.get(provider + "/group-mappings"),
                    acme.get(provider + "/group-mappings/x"),
                    acme.post(provider + "/group-mappings", "{\"external_group\":\"a\",\"role_id\":1}"),
                    acme.get("/orgs/" + org + "/identity-providers"),
                    acme.post("/orgs/" + org + "/identity-providers", "{\"provider_key\":\"k\"}"),
                    acme.get("/orgs/" + org + "/api-keys"),
                    acme.post("/orgs/" + org + "/api-keys", "{\"name\":\"x\",\"permissions\":[]}"),
                    acme.delete("/orgs/" + org + "/api-keys/x"))) {
                assertThat(answer.status()).as(org).isEqualTo(403);
                assertThat(answer.problem()).isEqualTo("/problems/forbidden");
                assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"insufficient_scope\"");
            }
        }
    }

    @Test
    void nobody_can_pass_on_more_than_they_have() {
        Api manager = server.holderOf("acme", "keys:write", "mappings:read");

        assertThat(manager.post(KEYS, "{\"name\":\"x\",\"permissions\":[\"mappings:read\"]}")
                        .status())
                .isEqualTo(201);
        Answer refused = manager.post(KEYS, "{\"name\":\"x\",\"permissions\":[\"mappings:write\"]}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("/problems/forbidden");
    }

    @Test
    void a_revoked_key_is_not_accepted_any_more() {
        Answer issued = server.issueKey("acme", "connections:read");
        Api holder = server.anonymous().bearer(issued.string("key"));
        assertThat(holder.get("/orgs/acme/identity-providers").status()).isEqualTo(200);

        Answer revoked = api.delete(issued.header("Location").orElseThrow());

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(holder.get("/orgs/acme/identity-providers").status()).isEqualTo(401);
        assertThat(api.get(KEYS).text()).isEqualTo("{\"api_keys\":[]}");
        assertThat(api.delete(issued.header("Location").orElseThrow()).status()).isEqualTo(404);
    }

    @Test
    void a_key_ends_when_it_expires() {
        long expiry = server.clock().millis() + 1000;
        Answer issued =
                api.post(KEYS, "{\"name\":\"x\",\"permissions\":[\"connections:read\"],\"expires_at\":" + expiry + "}");
        assertThat(issued.json().get("expires_at").longValue()).isEqualTo(expiry);
        Api holder = server.anonymous().bearer(issued.string("key"));

        server.clock().advance(Duration.ofMillis(999));
        assertThat(holder.get("/orgs/acme/identity-providers").status()).isEqualTo(200);
        server.clock().advance(Duration.ofMillis(1));
        assertThat(holder.get("/orgs/acme/identity-providers").status()).isEqualTo(401);
    }

    @Test
    void a_key_cannot_expire_before_it_is_issued() {
        Answer answer = api.post(
                KEYS,
                "{\"name\":\"x\",\"permissions\":[],\"expires_at\":"
                        + server.clock().millis() + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo("/expires_at");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        Answer answer = api.post(
                KEYS,
                "{\"name\":\"\",\"permissions\":[\"mappings:read\",\"all\",5,\"mappings:read\"],\"expires_at\":\"1\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("pointer").asString())
                .containsExactly("/name", "/permissions/1", "/permissions/2", "/permissions/3", "/expires_at");
    }

    @Test
    void permissions_are_required_but_may_be_none() {
        assertThat(api.post(KEYS, "{\"name\":\"x\"}").status()).isEqualTo(422);
        assertThat(api.post(KEYS, "{\"name\":\"x\",\"permissions\":null}").status())
                .isEqualTo(422);
        assertThat(api.post(KEYS, "{\"name\":\"x\",\"permissions\":[]}").status())
                .isEqualTo(201);
    }

    @Test
    void an_expiry_lies_between_1970_and_9999() {
        for (String expiry : List.of("-1", "253402300800000", "9223372036854775807", "-9223372036854775808", "1.5")) {
            Answer answer = api.post(KEYS, "{\"name\":\"x\",\"permissions\":[],\"expires_at\":" + expiry + "}");

            assertThat(answer.status()).as(expiry).isEqualTo(422);
        }
        assertThat(api.post(KEYS, "{\"name\":\"x\",\"permissions\":[],\"expires_at\":253402300799999}")
                        .status())
                .isEqualTo(201);
        assertThat(api.post(KEYS, "{\"name\":\"x\",\"permissions\":[],\"expires_at\":null}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void unknown_malformed_and_foreign_keys_cannot_be_told_apart() {
        String foreign = server.issueKey("globex", "mappings:read").string("id");
        for (String id : List.of("unknown", "a%20b", foreign)) {
            Answer answer = api.delete(KEYS + "/" + id);

            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("/problems/api-key-not-found");
        }
        assertThat(api.get("/orgs/globex/api-keys").json().get("api_keys")).hasSize(1);
    }

    @Test
    void an_answer_tells_no_end_of_many_errors() {
        String many = "0,".repeat(20_000) + "0";

        Answer answer = api.post(KEYS, "{\"name\":\"x\",\"permissions\":[" + many + "]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors")).hasSize(100);
    }
}
