package io.rolemap.adapters.http.resolution;

import static io.rolemap.adapters.http.resolution.Questions.groups;
import static io.rolemap.adapters.http.resolution.Questions.map;
import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.NoConnections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who would gain and who would lose which role under another set of mappings. */
final class MappingImpactTest {

    private static final String SOMEBODY = "'people':[{'id':'a','groups':[]}]";
    private static final String NO_MAPPINGS = "'group_role_mappings':[]";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String impact = "";

    @BeforeEach
    void a_connection_with_mappings() {
        connection = server.connection("acme", "okta");
        impact = connection + "/mapping-impact";
        map(api, connection, "Admins", 1);
        map(api, connection, "Staff", 2);
        api.put(connection + "/default-role", "{\"role_id\":9}");
    }

    @Test
    void whoever_gains_or_loses_something_is_told_and_the_others_are_counted() {
        String before = api.get(connection + "/group-mappings").text();

        Answer answer = api.post(
                impact,
                json("{'group_role_mappings':[{'external_group':'Staff','role_id':2},"
                        + "{'external_group':'Admins','role_id':'3'},{'external_group':'Ops','role_id':4}],"
                        + "'people':[{'id':'moved','groups':['Admins','Staff']},"
                        + "{'id':'same','groups':['Staff']},"
                        + "{'id':'left out','claims':{'hasgroups':true}},"
                        + "{'id':'new','claims':{'groups':['Ops']}},"
                        + "{'id':'default','claims':{}},"
                        + "{'id':'odd','claims':{'groups':[5]}}]}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("changes").toString())
                .isEqualTo(json("[{'id':'moved','gained_role_ids':['3'],'lost_role_ids':['1']},"
                        + "{'id':'new','gained_role_ids':['4'],'lost_role_ids':['9']}]"));
        assertThat(answer.json().get("unchanged").intValue()).isEqualTo(2);
        assertThat(answer.json()
                        .get("undecided")
                        .valueStream()
                        .map(person -> person.get("id").asString()))
                .containsExactly("left out", "odd");
        assertThat(answer.json().at("/undecided/0/problem/type").asString()).isEqualTo("/problems/groups-overage");
        assertThat(answer.json().at("/undecided/0/problem/errors/0/pointer").asString())
                .isEqualTo("/people/2/claims/hasgroups");
        assertThat(answer.json().at("/undecided/1/problem/type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(answer.json().at("/undecided/1/problem/errors/0/pointer").asString())
                .isEqualTo("/people/5/claims/groups/0");
        assertThat(api.get(connection + "/group-mappings").text()).isEqualTo(before);
    }

    @Test
    void where_nothing_would_change_nobody_is_named() {
        assertThat(api.post(
                                impact,
                                json("{'group_role_mappings':[{'external_group':'Staff','role_id':2},"
                                        + "{'external_group':'Admins','role_id':1}],"
                                        + "'people':[{'id':'a','groups':['Admins']},{'id':'b','groups':[]}]}"))
                        .text())
                .isEqualTo(json("{'changes':[],'undecided':[],'unchanged':2}"));
    }

    @Test
    void groups_that_can_not_be_read_keep_nobody_else_from_an_answer() {
        Answer answer = api.post(
                impact,
                json("{'group_role_mappings':[],'people':[{'id':'empty','groups':['Admins','']},"
                        + "{'id':'moved','groups':['Admins']},{'id':'odd','claims':{'groups':[5]}},"
                        + "{'id':'number','groups':[5]},{'id':'same','groups':['x']}]}"));

        assertThat(answer.json().get("changes").toString())
                .isEqualTo(json("[{'id':'moved','gained_role_ids':['9'],'lost_role_ids':['1']}]"));
        assertThat(answer.json()
                        .get("undecided")
                        .valueStream()
                        .map(person -> person.get("id").asString() + " "
                                + person.at("/problem/errors/0/pointer").asString()))
                .containsExactly(
                        "empty /people/0/groups/1", "odd /people/2/claims/groups/0", "number /people/3/groups/0");
        assertThat(answer.json().get("unchanged").intValue()).isEqualTo(1);
    }

    @Test
    void a_disabled_connection_grants_nothing_by_any_set_and_says_so() {
        api.patch(connection, "{\"enabled\":false}");

        assertThat(api.post(
                                impact,
                                json("{'group_role_mappings':[{'external_group':'Ops','role_id':4}],"
                                        + "'people':[{'id':'a','groups':['Admins','Ops']}]}"))
                        .text())
                .isEqualTo(json("{'changes':[],'undecided':[],'unchanged':1,'connection_enabled':false}"));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThat(api.post(impact, "{}").errors())
                .containsExactly("/group_role_mappings is required", "/people is required");
        assertThat(api.post(
                                impact,
                                json("{'group_role_mappings':[{'external_group':'a','role_id':1},"
                                        + "{'external_group':'a','role_id':1.5}],'people':[{'id':'a'}]}"))
                        .errors())
                .containsExactly(
                        "/group_role_mappings/1/role_id must be a whole number",
                        "/group_role_mappings/1/external_group repeats the group of /group_role_mappings/0",
                        "/people/0 must have one of the members groups, claims, and no two of them");
        assertThat(api.post(impact, json("{" + NO_MAPPINGS + ",'people':[]}")).errors())
                .containsExactly("/people must not be empty");
    }

    @Test
    void a_thousand_people_are_judged_by_ten_thousand_mappings() {
        String mappings = IntStream.range(0, 10_000)
                .mapToObj(i -> "{'external_group':'g" + i + "','role_id':" + i + "}")
                .collect(Collectors.joining(","));
        String people = IntStream.range(0, 1_000)
                .mapToObj(i -> "{'id':'" + i + "','groups':['g" + i + "','Admins']}")
                .collect(Collectors.joining(","));

        Answer answer = api.post(impact, json("{'group_role_mappings':[" + mappings + "],'people':[" + people + "]}"));

        assertThat(answer.json().get("changes")).hasSize(999);
        assertThat(answer.json().get("unchanged").intValue()).isEqualTo(1);
    }

    @Test
    void it_takes_the_permissions_to_resolve_and_to_read_mappings() {
        String body = json("{" + NO_MAPPINGS + "," + SOMEBODY + "}");

        assertThat(server.holderOf("acme", "roles:resolve", "mappings:read")
                        .post(impact, body)
                        .status())
                .isEqualTo(200);
        for (Api other : List.of(
                server.holderOf("acme", "roles:resolve"),
                server.holderOf("acme", "mappings:read", "mappings:write"),
                server.holderOf("globex", "roles:resolve", "mappings:read"))) {
            assertThat(other.post(impact, body).problem()).isEqualTo("/problems/forbidden");
        }
    }

    @Test
    void unknown_malformed_and_foreign_connections_cannot_be_told_apart() {
        server.connection("globex", "theirs");

        NoConnections.cannotBeToldApart(
                path -> api.post(path + "/mapping-impact", json("{" + NO_MAPPINGS + "," + SOMEBODY + "}")));
        assertThat(NoConnections.PATHS)
                .allSatisfy(path -> assertThat(
                                api.post(path + "/mapping-impact", "{}").status())
                        .isEqualTo(422));
    }

    @Test
    void query_parameters_are_refused() {
        for (String query : List.of("?explain=false", "?dry_run=true", "?x=y")) {
            assertThat(api.post(impact + query, "{}").status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void what_is_only_asked_is_not_observed() {
        api.post(impact, json("{" + NO_MAPPINGS + ",'people':[{'id':'a','groups':['Admins']}]}"));
        api.post(connection + "/resolve-roles", json("{'groups':['Staff'],'assume':{'group_role_mappings':[]}}"));
        api.post(connection + "/resolve-roles", groups("Seen"));
        server.storeObservedGroups();

        assertThat(api.get(connection + "/observed-groups")
                        .json()
                        .get("observed_groups")
                        .valueStream()
                        .map(observed -> observed.get("group").asString()))
                .containsExactly("Seen");
    }
}
