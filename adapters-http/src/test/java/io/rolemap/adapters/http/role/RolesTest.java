package io.rolemap.adapters.http.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RolesTest {

    private static final String ROLES = "/orgs/acme/roles";
    private static final String PROVIDERS = "/orgs/acme/identity-providers";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        connection = server.connection("acme", "okta");
        mappings = connection + "/group-mappings";
    }

    @Test
    void a_role_is_entered_into_the_catalogue() {
        Answer created = put(2227, "Administrator");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains(ROLES + "/2227");
        assertThat(new TreeSet<>(created.json().propertyNames()))
                .containsExactly("created_at", "id", "name", "org_id", "updated_at");
        assertThat(created.string("id")).isEqualTo("2227");
        assertThat(created.string("org_id")).isEqualTo("acme");
        assertThat(created.string("name")).isEqualTo("Administrator");
        assertThat(created.json().get("created_at").longValue())
                .isEqualTo(server.clock().millis());
        assertThat(api.follow(created).json()).isEqualTo(created.json());
    }

    @Test
    void a_role_can_be_renamed() {
        Answer created = put(1, "Administrator");
        server.clock().advance(Duration.ofSeconds(1));

        Answer renamed = put(1, " \ud83d\udc51 ");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.header("Location")).isEmpty();
        assertThat(renamed.string("name")).isEqualTo(" \ud83d\udc51 ");
        assertThat(renamed.json().get("created_at")).isEqualTo(created.json().get("created_at"));
        assertThat(renamed.json().get("updated_at").longValue())
                .isEqualTo(server.clock().millis());
        assertThat(api.get(ROLES + "/1").json()).isEqualTo(renamed.json());
    }

    @Test
    void the_name_that_it_has_already_changes_nothing() {
        Answer created = put(1, "Administrator");
        server.clock().advance(Duration.ofSeconds(1));

        Answer again = put(1, "Administrator");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(created.json());
    }

    @Test
    void a_role_has_a_name_that_is_text() {
        for (String name : List.of("\"\"", "null", "5", "\"a\\u0000b\"", "\"\\ud800\"", '"' + "x".repeat(257) + '"')) {
            Answer answer = api.put(ROLES + "/1", "{\"name\":" + name + "}");

            assertThat(answer.status()).as(name).isEqualTo(422);
            assertThat(pointers(answer)).containsExactly("/name");
        }
        assertThat(pointers(api.put(ROLES + "/1", "{}"))).containsExactly("/name");
        assertThat(api.put(ROLES + "/1", "{\"name\":\"" + "x".repeat(256) + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void roles_are_listed_by_their_numbers_and_only_those_of_the_organisation() {
        for (long id : new long[] {10, 9, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0}) {
            put(id, "r");
        }
        api.put("/orgs/globex/roles/5", "{\"name\":\"theirs\"}");

        assertThat(api.get(ROLES)
                        .json()
                        .get("roles")
                        .valueStream()
                        .map(role -> role.get("id").asString()))
                .containsExactly("-9223372036854775808", "-1", "0", "9", "10", "9223372036854775807");
        assertThat(api.get("/orgs/unheard-of/roles").text()).isEqualTo("{\"roles\":[]}");
    }

    @Test
    void a_number_that_is_not_canonical_names_no_role() {
        put(1, "Administrator");
        for (String id : List.of("01", "+1", "1.0", "%201", "-0", "x", "9223372036854775808", "%D9%A1")) {
            Answer put = api.put(ROLES + "/" + id, "{\"name\":\"r\"}");
            assertThat(put.status()).as(id).isEqualTo(400);
            assertThat(put.problem()).isEqualTo("/problems/malformed-request");
            for (Answer answer : List.of(api.get(ROLES + "/" + id), api.delete(ROLES + "/" + id))) {
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.problem()).isEqualTo("/problems/role-not-found");
            }
        }
        assertThat(api.get(ROLES).json().get("roles")).hasSize(1);
    }

    @Test
    void an_unknown_role_is_not_found() {
        put(1, "Administrator");
        for (String path : List.of(ROLES + "/2", "/orgs/globex/roles/1", "/orgs/a%20b/roles/1")) {
            assertThat(api.get(path).problem()).as(path).isEqualTo("/problems/role-not-found");
            assertThat(api.delete(path).problem()).as(path).isEqualTo("/problems/role-not-found");
        }
        assertThat(api.get("/orgs/a%20b/roles").problem()).isEqualTo("/problems/not-found");
        assertThat(api.put("/orgs/a%20b/roles/1", "{\"name\":\"r\"}").problem()).isEqualTo("/problems/not-found");
    }

    @Test
    void a_role_that_nothing_uses_can_be_deleted() {
        put(1, "Administrator");

        assertThat(api.delete(ROLES + "/1").status()).isEqualTo(204);
        assertThat(api.get(ROLES + "/1").problem()).isEqualTo("/problems/role-not-found");
        assertThat(api.delete(ROLES + "/1").problem()).isEqualTo("/problems/role-not-found");
        assertThat(put(1, "Anew").status()).isEqualTo(201);
    }

    @Test
    void without_a_catalogue_any_role_may_be_granted() {
        api.put("/orgs/globex/roles/1", "{\"name\":\"theirs\"}");

        assertThat(map("a", 666).status()).isEqualTo(201);
        assertThat(api.patch(connection, "{\"default_role_id\":667}").status()).isEqualTo(200);
    }

    @Test
    void with_a_catalogue_only_its_roles_can_be_granted() {
        String mapping = map("a", 1).header("Location").orElseThrow();
        put(1, "Administrator");

        unknown(map("b", 666), "/role_id");
        unknown(api.patch(mapping, "{\"role_id\":666}"), "/role_id");
        unknown(api.post(PROVIDERS, "{\"provider_key\":\"k\",\"default_role_id\":666}"), "/default_role_id");
        unknown(api.patch(connection, "{\"default_role_id\":666}"), "/default_role_id");
        unknown(api.put(connection + "/default-role", "{\"role_id\":666}"), "/role_id");

        assertThat(map("b", 1).status()).isEqualTo(201);
        assertThat(api.put(connection + "/default-role", "{\"role_id\":1}").status())
                .isEqualTo(200);
        assertThat(api.put(connection + "/default-role", "{\"role_id\":null}").status())
                .isEqualTo(200);
        assertThat(api.post(PROVIDERS, "{\"provider_key\":\"k\",\"default_role_id\":1}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void every_entry_of_a_set_that_would_be_given_an_unknown_role_is_named_and_no_other() {
        map("has it", 666);
        map("moves", 1);
        put(1, "Administrator");
        String set = "{\"group_role_mappings\":[" + wanted("new", 666) + "," + wanted("fine", 1) + ","
                + wanted("has it", 666) + "," + wanted("moves", 667) + "," + wanted("newer", 666) + "]}";

        for (String query : List.of("", "?dry_run=true")) {
            unknown(
                    api.put(mappings + query, set),
                    "/group_role_mappings/0/role_id",
                    "/group_role_mappings/3/role_id",
                    "/group_role_mappings/4/role_id");
        }
        assertThat(api.get(mappings).json().get("group_role_mappings")).hasSize(2);
    }

    @Test
    void what_was_granted_before_there_was_a_catalogue_stays() {
        String mapping = map("a", 666).header("Location").orElseThrow();
        api.patch(connection, "{\"default_role_id\":667}");
        put(1, "Administrator");

        assertThat(api.get(mapping).string("role_id")).isEqualTo("666");
        assertThat(api.patch(mapping, "{\"role_id\":666}").status()).isEqualTo(200);
        assertThat(api.patch(connection, "{\"enabled\":false}").string("default_role_id"))
                .isEqualTo("667");
        assertThat(api.put(mappings, "{\"group_role_mappings\":[" + wanted("a", 666) + "," + wanted("b", 1) + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.patch(mapping, "{\"role_id\":1}").status()).isEqualTo(200);
        unknown(api.patch(mapping, "{\"role_id\":666}"), "/role_id");
    }

    @Test
    void a_connection_that_does_not_exist_is_told_before_a_role_that_does_not() {
        put(1, "Administrator");

        assertThat(api.post(mappings.replace("okta", "nope"), wanted("a", 666)).problem())
                .isEqualTo("/problems/connection-not-found");
        assertThat(api.patch(mappings + "/nope", "{\"role_id\":666}").problem())
                .isEqualTo("/problems/mapping-not-found");
        assertThat(api.patch(connection.replace("okta", "nope"), "{\"default_role_id\":666}")
                        .problem())
                .isEqualTo("/problems/connection-not-found");
    }

    @Test
    void a_condition_and_a_conflict_are_told_before_a_role_that_does_not_exist() {
        String mapping = map("a", 1).header("Location").orElseThrow();
        put(1, "Administrator");

        assertThat(api.ifMatch("\"x\"").patch(mapping, "{\"role_id\":666}").status())
                .isEqualTo(412);
        assertThat(map("a", 666).status()).isEqualTo(409);
        assertThat(api.post(PROVIDERS, "{\"id\":\"okta\",\"provider_key\":\"k\",\"default_role_id\":666}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void with_its_last_role_the_catalogue_is_gone() {
        put(1, "Administrator");
        put(2, "User");
        api.delete(ROLES + "/1");
        unknown(map("a", 666), "/role_id");

        api.delete(ROLES + "/2");

        assertThat(map("a", 666).status()).isEqualTo(201);
    }

    @Test
    void a_role_in_use_cannot_be_deleted_and_its_uses_are_told() {
        put(1, "Administrator");
        put(2, "User");
        String azure = server.connection("acme", "azure");
        server.connection("acme", "unconcerned");
        String first = map("a", 1).header("Location").orElseThrow();
        map("b", 1);
        map("c", 2);
        api.put(azure + "/default-role", "{\"role_id\":1}");

        Answer refused = api.delete(ROLES + "/1");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("/problems/role-in-use");
        assertThat(refused.json().get("uses").toString())
                .isEqualTo("{\"group_role_mappings\":2,\"default_roles\":1,\"provider_ids\":[\"azure\",\"okta\"]}");
        assertThat(api.get(ROLES + "/1").status()).isEqualTo(200);

        api.delete(first);
        api.delete(azure);
        assertThat(api.delete(ROLES + "/1").json().get("uses").toString())
                .isEqualTo("{\"group_role_mappings\":1,\"default_roles\":0,\"provider_ids\":[\"okta\"]}");
        api.delete(connection);
        assertThat(api.delete(ROLES + "/1").status()).isEqualTo(204);
    }

    @Test
    void of_the_connections_that_use_a_role_the_first_hundred_are_named() {
        put(1, "Administrator");
        for (int i = 0; i < 101; i++) {
            api.post(PROVIDERS, "{\"provider_key\":\"k" + i + "\",\"default_role_id\":1}");
        }

        Answer refused = api.delete(ROLES + "/1");

        assertThat(refused.json().get("uses").get("default_roles").intValue()).isEqualTo(101);
        List<String> named = refused.json()
                .get("uses")
                .get("provider_ids")
                .valueStream()
                .map(id -> id.asString())
                .toList();
        assertThat(named).hasSize(100).isSorted();
    }

    @Test
    void roles_need_permissions_of_their_own() {
        put(1, "Administrator");
        Api reader = server.holderOf("acme", "roles:read");
        Api writer = server.holderOf("acme", "roles:write");
        Api other = server.holderOf(
                "acme", "mappings:read", "mappings:write", "connections:read", "connections:write", "keys:write");
        Api elsewhere = server.holderOf("globex", "roles:read", "roles:write");

        assertThat(statuses(reader)).containsExactly(200, 200, 403, 403);
        assertThat(statuses(writer)).containsExactly(403, 403, 200, 204);
        assertThat(statuses(other)).containsExactly(403, 403, 403, 403);
        assertThat(statuses(elsewhere)).containsExactly(403, 403, 403, 403);
    }

    private List<Integer> statuses(Api caller) {
        return List.of(
                caller.get(ROLES).status(),
                caller.get(ROLES + "/1").status(),
                caller.put(ROLES + "/1", "{\"name\":\"r\"}").status(),
                caller.delete(ROLES + "/1").status());
    }

    private Answer put(long id, String name) {
        return api.put(ROLES + "/" + id, "{\"name\":\"" + name + "\"}");
    }

    private Answer map(String group, int role) {
        return api.post(mappings, wanted(group, role));
    }

    private static String wanted(String group, int role) {
        return "{\"external_group\":\"" + group + "\",\"role_id\":" + role + "}";
    }

    private static void unknown(Answer answer, String... pointers) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("/problems/unknown-role");
        assertThat(pointers(answer)).isEqualTo(Set.of(pointers));
    }

    private static Set<String> pointers(Answer answer) {
        return answer.json()
                .get("errors")
                .valueStream()
                .map(error -> error.get("pointer").asString())
                .collect(Collectors.toSet());
    }
}
