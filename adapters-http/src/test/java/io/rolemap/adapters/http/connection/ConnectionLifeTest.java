package io.rolemap.adapters.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConnectionLifeTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String EVERYTHING =
            "{\"id\":\"okta\",\"provider_key\":\"acme-okta\",\"kind\":\"saml\",\"display_name\":\"Okta\","
                    + "\"groups_claim\":\"memberOf\",\"default_role_id\":\"7\",\"enabled\":false,"
                    + "\"observe_groups\":false}";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";

    @BeforeEach
    void a_connection() {
        connection = api.post(PROVIDERS, EVERYTHING).header("Location").orElseThrow();
    }

    @Test
    void each_member_can_be_changed_without_the_others() {
        Map<String, String> changes = Map.of(
                "kind", "\"directory\"",
                "provider_key", "\"other-key\"",
                "display_name", "\" Acme \\ud83d\\ude80 \"",
                "groups_claim", "\"/realm_access/groups\"",
                "default_role_id", "\"-9223372036854775808\"",
                "enabled", "true",
                "observe_groups", "true");
        changes.forEach((member, value) -> {
            Answer before = api.get(connection);
            server.clock().advance(Duration.ofMillis(5));

            Answer after = api.patch(connection, "{\"" + member + "\":" + value + "}");

            assertThat(after.status()).as(member).isEqualTo(200);
            assertThat(differences(before, after)).containsExactly(member, "updated_at");
            assertThat(after.json().get("updated_at").longValue())
                    .isEqualTo(server.clock().millis());
            assertThat(api.get(connection).json()).isEqualTo(after.json());
        });
        Answer now = api.get(connection);
        assertThat(now.string("kind")).isEqualTo("directory");
        assertThat(now.string("provider_key")).isEqualTo("other-key");
        assertThat(now.string("display_name")).isEqualTo(" Acme \ud83d\ude80 ");
        assertThat(now.string("groups_claim")).isEqualTo("/realm_access/groups");
        assertThat(now.string("default_role_id")).isEqualTo("-9223372036854775808");
        assertThat(now.json().get("enabled").booleanValue()).isTrue();
        assertThat(now.json().get("observe_groups").booleanValue()).isTrue();
    }

    @Test
    void null_clears_what_may_be_missing() {
        Answer after = api.patch(connection, "{\"display_name\":null,\"default_role_id\":null}");

        assertThat(after.json().get("display_name").isNull()).isTrue();
        assertThat(after.json().get("default_role_id").isNull()).isTrue();
        assertThat(api.get(connection).json()).isEqualTo(after.json());
    }

    @Test
    void null_is_no_value_for_the_others() {
        for (String member : List.of("kind", "provider_key", "groups_claim", "enabled", "observe_groups")) {
            Answer answer = api.patch(connection, "{\"" + member + "\":null}");

            assertThat(answer.status()).as(member).isEqualTo(422);
            assertThat(pointers(answer)).containsExactly("/" + member);
        }
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_nothing_is_changed() {
        Answer before = api.get(connection);

        Answer answer = api.patch(
                connection,
                "{\"provider_key\":\"A\",\"kind\":\"ldap\",\"display_name\":\"\",\"groups_claim\":\"/~2\","
                        + "\"default_role_id\":\"x\",\"enabled\":1,\"observe_groups\":\"yes\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "/provider_key",
                        "/kind",
                        "/display_name",
                        "/groups_claim",
                        "/default_role_id",
                        "/enabled",
                        "/observe_groups");
        assertThat(api.get(connection).json()).isEqualTo(before.json());
    }

    @Test
    void no_change_leaves_everything_as_it_is() {
        Answer before = api.get(connection);
        server.clock().advance(Duration.ofSeconds(1));

        for (String body : List.of("{}", "{\"enabled\":false}", "{\"id\":\"other\",\"secret\":\"s\"}", EVERYTHING)) {
            Answer after = api.patch(connection, body);

            assertThat(after.status()).as(body).isEqualTo(200);
            assertThat(after.json()).as(body).isEqualTo(before.json());
            assertThat(tag(after)).as(body).isEqualTo(tag(before));
        }
    }

    @Test
    void a_provider_key_that_another_connection_has_is_refused() {
        api.post("/orgs/globex/identity-providers", "{\"provider_key\":\"theirs\"}");

        Answer answer = api.patch(connection, "{\"provider_key\":\"theirs\",\"enabled\":true}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("/problems/provider-key-in-use");
        assertThat(answer.json().has("existing")).isFalse();
        assertThat(api.get(connection).json().get("enabled").booleanValue()).isFalse();
    }

    @Test
    void a_provider_key_that_was_given_up_is_free() {
        api.patch(connection, "{\"provider_key\":\"renamed\"}");

        assertThat(api.post("/orgs/globex/identity-providers", "{\"provider_key\":\"acme-okta\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void the_default_role_is_set_and_cleared() {
        String defaultRole = connection + "/default-role";

        Answer set = api.put(defaultRole, "{\"role_id\":9007199254740993}");
        Answer cleared = api.put(defaultRole, "{\"role_id\":null}");
        Answer setAsText = api.put(defaultRole, "{\"role_id\":\"2227\"}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.string("default_role_id")).isEqualTo("9007199254740993");
        assertThat(set.string("display_name")).isEqualTo("Okta");
        assertThat(cleared.json().get("default_role_id").isNull()).isTrue();
        assertThat(setAsText.string("default_role_id")).isEqualTo("2227");
        assertThat(tag(api.get(connection))).isEqualTo(tag(setAsText)).isNotEqualTo(tag(set));
    }

    @Test
    void a_default_role_must_be_named_even_if_there_is_to_be_none() {
        for (String body : List.of("{}", "{\"role_id\":\"\"}", "{\"role_id\":true}", "{\"default_role_id\":1}")) {
            Answer answer = api.put(connection + "/default-role", body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(pointers(answer)).as(body).containsExactly("/role_id");
        }
        assertThat(api.get(connection).string("default_role_id")).isEqualTo("7");
    }

    @Test
    void whoever_creates_a_connection_learns_its_tag() {
        Answer created = api.post(PROVIDERS, "{\"provider_key\":\"k\"}");

        assertThat(tag(created)).isEqualTo(tag(api.follow(created)));
    }

    @Test
    void changes_are_made_only_in_a_state_that_their_sender_names() {
        String first = tag(api.get(connection));
        String second = tag(api.ifMatch(first).patch(connection, "{\"enabled\":true}"));
        String third = tag(api.ifMatch(second).put(connection + "/default-role", "{\"role_id\":1}"));

        for (String old : List.of(first, second, "W/" + third, "\"x\"")) {
            Api late = api.ifMatch(old);
            for (Answer answer : List.of(
                    late.patch(connection, "{\"enabled\":false}"),
                    late.put(connection + "/default-role", "{\"role_id\":2}"),
                    late.delete(connection))) {
                assertThat(answer.status()).as(old).isEqualTo(412);
                assertThat(answer.problem()).isEqualTo("/problems/precondition-failed");
            }
        }
        assertThat(api.ifMatch("x").delete(connection).status()).isEqualTo(400);
        assertThat(tag(api.get(connection))).isEqualTo(third);
        assertThat(api.ifMatch("\"x\", " + third).delete(connection).status()).isEqualTo(204);
    }

    @Test
    void mappings_are_no_part_of_the_state_of_their_connection() {
        String tag = tag(api.get(connection));
        map("Admins");

        assertThat(tag(api.get(connection))).isEqualTo(tag);
    }

    @Test
    void a_connection_is_deleted_with_its_mappings() {
        String mapping = map("Admins").header("Location").orElseThrow();

        assertThat(api.delete(connection).status()).isEqualTo(204);

        for (Answer answer : List.of(
                api.get(connection),
                api.delete(connection),
                api.patch(connection, "{}"),
                api.put(connection + "/default-role", "{\"role_id\":1}"),
                api.get(connection + "/group-mappings"),
                api.get(mapping),
                map("Admins"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("/problems/connection-not-found");
        }
        assertThat(api.get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
    }

    @Test
    void a_new_connection_of_the_same_id_has_nothing_of_the_old() {
        String mapping = map("Admins").header("Location").orElseThrow();
        String tag = tag(api.get(connection));
        api.delete(connection);
        server.clock().advance(Duration.ofMillis(1));

        assertThat(api.post(PROVIDERS, EVERYTHING).status()).isEqualTo(201);

        assertThat(api.get(connection + "/group-mappings").text()).isEqualTo("{\"group_role_mappings\":[]}");
        assertThat(api.get(mapping).problem()).isEqualTo("/problems/mapping-not-found");
        assertThat(api.ifMatch(tag).delete(connection).status()).isEqualTo(412);
        assertThat(map("Admins").status()).isEqualTo(201);
    }

    @Test
    void whoever_asks_again_for_the_same_connection_learns_that_it_is_there() {
        Answer byId = api.post(PROVIDERS, EVERYTHING);
        Answer byKey = api.post(PROVIDERS, EVERYTHING.replace("\"id\":\"okta\",", ""));

        assertThat(byId.problem()).isEqualTo("/problems/connection-id-in-use");
        assertThat(byKey.problem()).isEqualTo("/problems/provider-key-in-use");
        for (Answer again : List.of(byId, byKey)) {
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().get("existing").toString())
                    .isEqualTo("{\"id\":\"okta\",\"provider_key\":\"acme-okta\"}");
            assertThat(again.json().get("identical").booleanValue()).isTrue();
        }
    }

    @Test
    void whoever_asks_for_another_one_learns_which_one_is_there() {
        for (String other : List.of(
                EVERYTHING.replace("\"enabled\":false", "\"enabled\":true"),
                EVERYTHING.replace("\"observe_groups\":false", "\"observe_groups\":true"),
                EVERYTHING.replace("\"display_name\":\"Okta\"", "\"display_name\":null"),
                EVERYTHING.replace("acme-okta", "acme-azure"),
                "{\"provider_key\":\"acme-okta\"}",
                "{\"provider_key\":\"acme-okta\",\"id\":\"azure\"}")) {
            Answer answer = api.post(PROVIDERS, other);

            assertThat(answer.status()).as(other).isEqualTo(409);
            assertThat(answer.json().get("existing").get("id").asString()).isEqualTo("okta");
            assertThat(answer.json().get("identical").booleanValue()).as(other).isFalse();
        }
    }

    @Test
    void nobody_learns_of_connections_of_others_or_without_leave_to_read() {
        Answer elsewhere = api.post("/orgs/globex/identity-providers", EVERYTHING);
        Answer writer = server.holderOf("acme", "connections:write").post(PROVIDERS, EVERYTHING);

        assertThat(elsewhere.problem()).isEqualTo("/problems/provider-key-in-use");
        assertThat(writer.problem()).isEqualTo("/problems/connection-id-in-use");
        for (Answer answer : List.of(elsewhere, writer)) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().has("existing")).isFalse();
            assertThat(answer.json().has("identical")).isFalse();
        }
    }

    @Test
    void what_another_organisation_has_can_neither_be_changed_nor_deleted() {
        for (String org : List.of("globex", "unheard-of", "a%20b")) {
            String theirs = connection.replace("acme", org);
            for (Answer answer : List.of(
                    api.patch(theirs, "{\"enabled\":true}"),
                    api.put(theirs + "/default-role", "{\"role_id\":1}"),
                    api.ifMatch("\"x\"").delete(theirs))) {
                assertThat(answer.problem()).as(org).isEqualTo("/problems/connection-not-found");
            }
        }
        assertThat(api.get(connection).status()).isEqualTo(200);
    }

    @Test
    void changes_need_leave_to_write_connections() {
        for (Api other : List.of(
                server.holderOf("acme", "connections:read", "mappings:write", "roles:write"),
                server.holderOf("globex", "connections:read", "connections:write"))) {
            assertThat(other.patch(connection, "{").status()).isEqualTo(403);
            assertThat(other.put(connection + "/default-role", "{").status()).isEqualTo(403);
            assertThat(other.delete(connection).status()).isEqualTo(403);
        }
        Api writer = server.holderOf("acme", "connections:write");
        assertThat(writer.patch(connection, "{\"enabled\":true}").status()).isEqualTo(200);
        assertThat(writer.put(connection + "/default-role", "{\"role_id\":1}").status())
                .isEqualTo(200);
        assertThat(writer.delete(connection).status()).isEqualTo(204);
    }

    private Answer map(String group) {
        return api.post(connection + "/group-mappings", "{\"external_group\":\"" + group + "\",\"role_id\":1}");
    }

    private static String tag(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private static Set<String> differences(Answer one, Answer other) {
        Set<String> names = new TreeSet<>(one.json().propertyNames());
        names.removeIf(name -> one.json().get(name).equals(other.json().get(name)));
        return names;
    }

    private static List<String> pointers(Answer answer) {
        return answer.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("pointer").asString())
                .toList();
    }
}
