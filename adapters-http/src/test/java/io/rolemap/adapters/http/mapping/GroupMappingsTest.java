package io.rolemap.adapters.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupMappingsTest {

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
    }

    @Test
    void a_group_is_mapped_to_a_role() {
        Answer created = api.post(mappings, "{\"external_group\":\"Platform Admins\",\"role_id\":2227}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).contains("application/json");
        assertThat(new TreeSet<>(created.json().propertyNames()))
                .containsExactly("created_at", "external_group", "id", "provider_id", "role_id", "updated_at");
        assertThat(created.string("provider_id")).isEqualTo("okta");
        assertThat(created.string("external_group")).isEqualTo("Platform Admins");
        assertThat(created.string("role_id")).isEqualTo("2227");
        assertThat(created.json().get("created_at").longValue())
                .isEqualTo(server.clock().millis());
        assertThat(created.json().get("updated_at").longValue())
                .isEqualTo(server.clock().millis());
    }

    @Test
    void location_leads_to_the_new_mapping() {
        Answer created = api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}");

        String location = created.header("Location").orElseThrow();
        assertThat(location).isEqualTo(mappings + "/" + created.string("id"));
        assertThat(api.get(location).json()).isEqualTo(created.json());
    }

    @Test
    void a_connection_maps_a_group_only_once() {
        Answer first = api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}");
        Answer second = api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":2}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("/problems/group-already-mapped");
        assertThat(second.json().get("existing").get("id").asString()).isEqualTo(first.string("id"));
        assertThat(second.json().get("existing").get("role_id").asString()).isEqualTo("1");
        assertThat(second.json().get("existing").size()).isEqualTo(2);
        assertThat(second.json().get("identical").booleanValue()).isFalse();
        assertThat(api.get(mappings).json().get("group_role_mappings")).hasSize(1);
    }

    @Test
    void whoever_asks_again_for_the_same_role_learns_that_it_is_there() {
        api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}");

        Answer again = api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":\"1\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("identical").booleanValue()).isTrue();
    }

    @Test
    void whoever_may_not_read_mappings_does_not_learn_which_one_is_there() {
        api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}");

        Answer second = server.holderOf("acme", "mappings:write")
                .post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().has("existing")).isFalse();
        assertThat(second.json().has("identical")).isFalse();
    }

    @Test
    void groups_that_look_alike_are_different() {
        String nfc = "Caf\u00e9";
        String nfd = "Cafe\u0301";
        for (String group : new String[] {nfc, nfd, "caf\u00e9", nfc + " ", " " + nfc, nfc + "\u200b"}) {
            assertThat(api.post(mappings, "{\"external_group\":\"" + group + "\",\"role_id\":1}")
                            .status())
                    .as(group)
                    .isEqualTo(201);
        }
    }

    @Test
    void mappings_are_listed_oldest_first() {
        assertThat(api.get(mappings).text()).isEqualTo("{\"group_role_mappings\":[]}");
        for (String group : new String[] {"c", "a", "b"}) {
            api.post(mappings, "{\"external_group\":\"" + group + "\",\"role_id\":1}");
            server.clock().advance(Duration.ofMillis(1));
        }

        Answer list = api.get(mappings);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get("group_role_mappings"))
                .extracting(mapping -> mapping.get("external_group").asString())
                .containsExactly("c", "a", "b");
    }

    @Test
    void a_list_far_larger_than_any_buffer_comes_complete() {
        String group = "x".repeat(1000);
        for (int i = 0; i < 300; i++) {
            api.post(mappings, "{\"external_group\":\"" + group + i + "\",\"role_id\":1}");
        }

        Answer list = api.get(mappings);

        assertThat(list.body().length).isGreaterThan(300_000);
        assertThat(list.json().get("group_role_mappings")).hasSize(300);
    }

    @Test
    void a_mapping_has_a_strong_entity_tag_that_is_the_same_every_time_and_another_for_each() {
        String one = api.post(mappings, "{\"external_group\":\"one\",\"role_id\":1}")
                .header("Location")
                .orElseThrow();
        String other = api.post(mappings, "{\"external_group\":\"other\",\"role_id\":1}")
                .header("Location")
                .orElseThrow();

        String tag = api.get(one).header("ETag").orElseThrow();

        assertThat(tag).startsWith("\"").endsWith("\"");
        assertThat(api.get(one).header("ETag")).contains(tag);
        assertThat(api.get(other).header("ETag")).isPresent().get().isNotEqualTo(tag);
    }

    @Test
    void an_unknown_mapping_is_not_found_however_it_is_called() {
        for (String id : new String[] {"unknown", "a%20b", "%E2%82%AC", "x".repeat(129), "..%2f..", "a;b=c"}) {
            Answer answer = api.get(mappings + "/" + id);

            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.problem()).as(id).isEqualTo("/problems/mapping-not-found");
        }
    }

    @Test
    void a_mapping_of_another_connection_is_not_found() {
        String other = server.connection("acme", "azure");
        String id = api.post(mappings, "{\"external_group\":\"Admins\",\"role_id\":1}")
                .string("id");

        assertThat(api.get(other + "/group-mappings/" + id).problem()).isEqualTo("/problems/mapping-not-found");
    }

    @Test
    void unknown_malformed_and_foreign_connections_cannot_be_told_apart() {
        server.connection("globex", "theirs");
        String expected = api.post(
                        "/orgs/acme/identity-providers/nope/group-mappings", "{\"external_group\":\"a\",\"role_id\":1}")
                .withoutInstance();
        assertThat(expected).contains("/problems/connection-not-found");

        for (String path : new String[] {
            "/orgs/acme/identity-providers/theirs",
            "/orgs/acme/identity-providers/a%20b",
            "/orgs/acme/identity-providers/a%2Fb",
            "/orgs/acme/identity-providers/a%01b",
            "/orgs/acme/identity-providers/" + "x".repeat(129),
            "/orgs/nobody/identity-providers/okta",
            "/orgs/a%20b/identity-providers/okta"
        }) {
            String all = path + "/group-mappings";
            assertThat(api.post(all, "{\"external_group\":\"a\",\"role_id\":1}").withoutInstance())
                    .as(all)
                    .isEqualTo(expected);
            assertThat(api.get(all).withoutInstance()).as(all).isEqualTo(expected);
            assertThat(api.get(all + "/x").withoutInstance()).as(all).isEqualTo(expected);
            assertThat(api.get(path).withoutInstance()).as(path).isEqualTo(expected);
            assertThat(api.post(all, "{").problem()).as(all).isEqualTo("/problems/malformed-request");
            assertThat(api.post(all, "{}").problem()).as(all).isEqualTo("/problems/invalid-request");
        }
    }

    @Test
    void an_identifier_may_be_percent_encoded() {
        assertThat(api.get("/orgs/acme/identity-providers/%6Fkta").string("id")).isEqualTo("okta");
    }

    @Test
    void unknown_members_are_ignored() {
        Answer created = api.post(
                mappings,
                "{\"id\":\"mine\",\"created_at\":1,\"x\":{\"y\":[null,1e999,\"\\ud800\"]},"
                        + "\"external_group\":\"Admins\",\"role_id\":1}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("id")).isNotEqualTo("mine");
        assertThat(created.json().get("created_at").longValue()).isNotEqualTo(1);
    }

    @Test
    void a_member_whose_name_is_no_text_makes_the_body_malformed() {
        Answer answer = api.post(mappings, "{\"\\ud800\":1,\"external_group\":\"Admins\",\"role_id\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("/problems/malformed-request");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        Answer answer = api.post(mappings, "{\"external_group\":\"\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("/problems/invalid-request");
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("pointer").asString() + " "
                        + error.get("detail").asString())
                .containsExactly("/external_group must not be empty", "/role_id is required");
    }

    @Test
    void a_body_that_is_no_object_is_refused_as_a_whole() {
        for (String body : new String[] {"[]", "null", "\"x\"", "1", "true"}) {
            Answer answer = api.post(mappings, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                    .isEmpty();
        }
    }

    @Test
    void no_type_is_taken_for_another_and_no_value_is_sent_back() {
        String[] groups = {"5", "5.5", "true", "null", "[\"secret\"]", "{\"a\":\"secret\"}"};
        for (String group : groups) {
            Answer answer = api.post(mappings, "{\"external_group\":" + group + ",\"role_id\":1}");

            assertThat(answer.status()).as(group).isEqualTo(422);
            assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/external_group");
            assertThat(answer.text()).doesNotContain("secret");
        }
    }
}
