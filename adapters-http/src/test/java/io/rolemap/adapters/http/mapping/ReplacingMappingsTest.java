package io.rolemap.adapters.http.mapping;

import static io.rolemap.adapters.http.mapping.Mappings.create;
import static io.rolemap.adapters.http.mapping.Mappings.groups;
import static io.rolemap.adapters.http.mapping.Mappings.rolesByGroup;
import static io.rolemap.adapters.http.mapping.Mappings.set;
import static io.rolemap.adapters.http.mapping.Mappings.tag;
import static io.rolemap.adapters.http.mapping.Mappings.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.NoConnections;
import io.rolemap.adapters.http.testsupport.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReplacingMappingsTest {

    private static final int MOST = 10_000;
    private static final String DRY = "?dry_run=true";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
    }

    @Test
    void afterwards_there_is_what_was_wanted_and_the_answer_says_what_was_done() {
        create(api, mappings, "stays", 1);
        server.clock().advance(Duration.ofMillis(1));
        create(api, mappings, "moves", 2);
        server.clock().advance(Duration.ofMillis(1));
        create(api, mappings, "goes", 3);
        List<String> before = List.of(api.get(mappings).text());
        server.clock().advance(Duration.ofSeconds(1));

        Answer answer = api.put(
                mappings,
                set(wanted("new", "5"), wanted("moves", "\"4\""), wanted("stays", "1"), wanted("newer", "6")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new TreeSet<>(answer.json().propertyNames()))
                .containsExactly("created", "deleted", "unchanged", "updated");
        assertThat(rolesByGroup(answer.json().get("created"))).containsExactly("new=5", "newer=6");
        assertThat(rolesByGroup(answer.json().get("updated"))).containsExactly("moves=4");
        assertThat(answer.json().get("updated").get(0).get("previous_role_id").asString())
                .isEqualTo("2");
        assertThat(answer.json().get("updated").get(0).get("updated_at").longValue())
                .isEqualTo(server.clock().millis());
        assertThat(rolesByGroup(answer.json().get("deleted"))).containsExactly("goes=3");
        assertThat(before.get(0)).contains(answer.json().get("deleted").get(0).toString());
        assertThat(answer.json().get("unchanged").intValue()).isEqualTo(1);
        assertThat(rolesByGroup(api.get(mappings).json().get("group_role_mappings")))
                .containsExactlyInAnyOrder("stays=1", "moves=4", "new=5", "newer=6");
    }

    @Test
    void what_was_created_can_be_had_by_its_id() {
        Answer answer = api.put(mappings, set(wanted("a", "1")));

        assertThat(api.get(mappings + "/"
                                + answer.json().get("created").get(0).get("id").asString())
                        .json())
                .isEqualTo(answer.json().get("created").get(0));
    }

    @Test
    void a_plan_says_the_same_and_touches_nothing() {
        create(api, mappings, "stays", 1);
        create(api, mappings, "moves", 2);
        create(api, mappings, "goes", 3);
        Answer before = api.get(mappings);
        String body = set(wanted("new", "5"), wanted("moves", "4"), wanted("stays", "1"));
        server.clock().advance(Duration.ofSeconds(1));

        Answer plan = api.put(mappings + DRY, body);

        assertThat(api.get(mappings).json()).isEqualTo(before.json());
        assertThat(plan.json().get("created").toString())
                .isEqualTo("[{\"provider_id\":\"okta\",\"external_group\":\"new\",\"role_id\":\"5\"}]");
        assertThat(plan.json().get("updated").get(0).get("role_id").asString()).isEqualTo("4");
        assertThat(plan.json().get("updated").get(0).get("previous_role_id").asString())
                .isEqualTo("2");
        assertThat(plan.json().get("updated").get(0).get("updated_at"))
                .isEqualTo(plan.json().get("updated").get(0).get("created_at"));
        assertThat(tag(plan)).isEqualTo(tag(before));

        Answer done = api.ifMatch(tag(plan)).put(mappings + "?dry_run=false", body);

        assertThat(done.status()).isEqualTo(200);
        for (String part : List.of("created", "updated", "deleted")) {
            assertThat(rolesByGroup(done.json().get(part)))
                    .as(part)
                    .isEqualTo(rolesByGroup(plan.json().get(part)))
                    .hasSize(1);
        }
        assertThat(done.json().get("deleted")).isEqualTo(plan.json().get("deleted"));
        assertThat(done.json().get("unchanged")).isEqualTo(plan.json().get("unchanged"));
    }

    @Test
    void the_set_that_is_there_already_changes_nothing() {
        create(api, mappings, "a", 1);
        create(api, mappings, "b", 2);
        Answer before = api.get(mappings);
        server.clock().advance(Duration.ofSeconds(1));

        Answer answer = api.put(mappings, set(wanted("b", "2"), wanted("a", "1")));

        assertThat(answer.text()).isEqualTo("{\"created\":[],\"updated\":[],\"deleted\":[],\"unchanged\":2}");
        assertThat(tag(answer)).isEqualTo(tag(before));
        assertThat(api.get(mappings).json()).isEqualTo(before.json());
    }

    @Test
    void an_empty_set_deletes_everything() {
        create(api, mappings, "a", 1);

        assertThat(groups(api.put(mappings, set()).json().get("deleted"))).containsExactly("a");
        assertThat(groups(api.get(mappings))).isEmpty();
    }

    @Test
    void odd_groups_are_kept_code_point_for_code_point() {
        String[] odd =
                Mappings.ODD_GROUPS.stream().map(group -> wanted(group, "1")).toArray(String[]::new);

        Answer answer = api.put(mappings, set(odd));

        assertThat(groups(answer.json().get("created"))).isEqualTo(Mappings.ODD_GROUPS);
        assertThat(groups(api.get(mappings))).containsExactlyInAnyOrderElementsOf(Mappings.ODD_GROUPS);
        assertThat(api.put(mappings, set(odd)).json().get("unchanged").intValue())
                .isEqualTo(odd.length);
    }

    @Test
    void the_tag_of_the_answer_is_that_of_the_list() {
        Answer first = api.put(mappings, set(wanted("a", "1")));
        assertThat(tag(first)).isEqualTo(tag(api.get(mappings)));

        Answer second = api.ifMatch(tag(first)).put(mappings, set(wanted("a", "2")));
        assertThat(second.status()).isEqualTo(200);
        assertThat(tag(second)).isEqualTo(tag(api.get(mappings))).isNotEqualTo(tag(first));
    }

    @Test
    void a_set_that_somebody_has_changed_meanwhile_is_not_replaced() {
        String tag = tag(api.get(mappings));
        String theirs = create(api, mappings, "theirs", 1);

        for (String query : List.of("", DRY)) {
            Answer answer = api.ifMatch(tag).put(mappings + query, set(wanted("mine", "1")));
            assertThat(answer.status()).as(query).isEqualTo(412);
            assertThat(answer.problem()).isEqualTo("/problems/precondition-failed");
        }
        assertThat(groups(api.get(mappings))).containsExactly("theirs");

        api.delete(theirs);
        assertThat(api.ifMatch(tag).put(mappings, set(wanted("mine", "1"))).status())
                .isEqualTo(200);
    }

    @Test
    void a_condition_may_be_any_state_and_must_be_one() {
        assertThat(api.ifMatch("*").put(mappings, set(wanted("a", "1"))).status())
                .isEqualTo(200);
        assertThat(api.ifMatch("W/" + tag(api.get(mappings)))
                        .put(mappings, set())
                        .status())
                .isEqualTo(412);
        assertThat(api.ifMatch("nonsense").put(mappings, set()).status()).isEqualTo(400);
        assertThat(groups(api.get(mappings))).containsExactly("a");
    }

    @Test
    void every_later_occurrence_of_a_group_is_told_and_where_the_first_is() {
        Answer answer = api.put(
                mappings,
                set(wanted("a", "1"), wanted("b", "1"), wanted("a", "1"), wanted("A", "1"), wanted("a", "2")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("/problems/invalid-request");
        assertThat(answer.errors())
                .containsExactly(
                        "/group_role_mappings/2/external_group repeats the group of /group_role_mappings/0",
                        "/group_role_mappings/4/external_group repeats the group of /group_role_mappings/0");
        assertThat(groups(api.get(mappings))).isEmpty();
    }

    @Test
    void everything_that_is_wrong_anywhere_is_told_at_once() {
        Answer answer = api.put(
                mappings,
                set(
                        wanted("", "1"),
                        "{}",
                        wanted("a", "\"02\""),
                        "5",
                        "{\"external_group\":\"a\",\"role_id\":null}",
                        wanted("fine", "7"),
                        "[]"));

        assertThat(answer.errors().stream().map(error -> error.split(" ", 2)[0]))
                .containsExactlyInAnyOrder(
                        "/group_role_mappings/0/external_group",
                        "/group_role_mappings/1/external_group",
                        "/group_role_mappings/1/role_id",
                        "/group_role_mappings/2/role_id",
                        "/group_role_mappings/3",
                        "/group_role_mappings/4/external_group",
                        "/group_role_mappings/4/role_id",
                        "/group_role_mappings/6");
        assertThat(answer.errors())
                .contains("/group_role_mappings/4/external_group repeats the group of /group_role_mappings/2");
    }

    @Test
    void a_set_is_an_array_in_an_object() {
        for (String body : List.of(
                "{}",
                "{\"group_role_mappings\":null}",
                "{\"group_role_mappings\":{}}",
                "{\"group_role_mappings\":\"x\"}")) {
            Answer answer = api.put(mappings, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.errors())
                    .as(body)
                    .hasSize(1)
                    .allMatch(error -> error.startsWith("/group_role_mappings "));
        }
        assertThat(api.put(mappings, "[]").errors()).containsExactly(" must be a JSON object");
        assertThat(api.put(mappings, "{\"group_role_mappings\":[}").status()).isEqualTo(400);
    }

    @Test
    void ten_thousand_mappings_are_not_too_many() {
        String body = set(MOST, i -> wanted("group " + i, Integer.toString(i)));

        Answer answer = api.put(mappings, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("created")).hasSize(MOST);
        assertThat(api.put(mappings, body).json().get("unchanged").intValue()).isEqualTo(MOST);
    }

    @Test
    void one_more_is_too_many() {
        Answer answer = api.put(mappings, set(MOST + 1, i -> wanted("group " + i, "1")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly("/group_role_mappings must not have more than 10000 items");
    }

    @Test
    void all_faults_of_a_large_set_are_told() {
        Answer answer = api.put(mappings, set(MOST, i -> wanted("same", "1.5")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors")).hasSize(2 * MOST - 1);
    }

    @Test
    void a_body_over_48_mebibytes_is_refused_before_it_is_sent() {
        try (RawHttp connection = server.connect()) {
            connection.send("PUT " + mappings + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + TestServer.OPERATOR_KEY + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + (48 * 1024 * 1024 + 1) + "\r\n\r\n");

            Answer answer = connection.answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("/problems/content-too-large");
        }
    }

    @Test
    void a_body_far_over_that_of_other_calls_is_taken() {
        String padding = " ".repeat(200_000);

        assertThat(api.put(mappings, padding + set(wanted("a", "1"))).status()).isEqualTo(200);
        assertThat(api.patch(mappings + "/x", padding + "{\"role_id\":1}").status())
                .isEqualTo(413);
    }

    @Test
    void a_query_parameter_that_is_misspelled_never_replaces_anything() {
        create(api, mappings, "a", 1);

        for (String query : List.of(
                "?dry-run=true",
                "?dryrun=true",
                "?dry_run=1",
                "?dry_run=TRUE",
                "?dry_run=",
                "?dry_run",
                "?dry_run=true&dry_run=true",
                "?limit=5")) {
            Answer answer = api.put(mappings + query, set());
            assertThat(answer.status()).as(query).isEqualTo(400);
        }
        assertThat(groups(api.get(mappings))).containsExactly("a");
    }

    @Test
    void a_connection_that_does_not_exist_here_is_not_found() {
        server.connection("globex", "theirs");

        for (String query : List.of("", DRY)) {
            NoConnections.cannotBeToldApart(path -> api.ifMatch("\"x\"").put(path + "/group-mappings" + query, set()));
        }
    }

    @Test
    void a_replacement_needs_leave_to_write_and_to_read() {
        for (Api half : List.of(
                server.holderOf("acme", "mappings:write"),
                server.holderOf("acme", "mappings:read"),
                server.holderOf("globex", "mappings:read", "mappings:write"))) {
            // Before a body is looked at.
            assertThat(half.put(mappings, "{").status()).isEqualTo(403);
            assertThat(half.put(mappings + DRY, set()).status()).isEqualTo(403);
        }
        Api both = server.holderOf("acme", "mappings:read", "mappings:write");
        assertThat(both.put(mappings, set()).status()).isEqualTo(200);
        assertThat(both.put(mappings + DRY, set()).status()).isEqualTo(200);
    }

    @Test
    void an_authorizer_may_refuse_one_of_the_roles() {
        try (TestServer strict = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) ->
                        action.grantedRole().map(role -> role.value() != 666).orElse(true)),
                http -> http)) {
            String path = strict.connection("acme", "okta") + "/group-mappings";

            for (String query : List.of("", DRY)) {
                assertThat(strict.operator()
                                .put(path + query, set(wanted("a", "1"), wanted("b", "666")))
                                .problem())
                        .isEqualTo("/problems/forbidden");
            }
            assertThat(groups(strict.operator().get(path))).isEmpty();
        }
    }
}
