package io.rolemap.adapters.http.resolution;

import static io.rolemap.adapters.http.resolution.Questions.array;
import static io.rolemap.adapters.http.resolution.Questions.groups;
import static io.rolemap.adapters.http.resolution.Questions.map;
import static io.rolemap.adapters.http.resolution.Questions.nearMisses;
import static io.rolemap.adapters.http.resolution.Questions.roles;
import static io.rolemap.adapters.http.resolution.Questions.texts;
import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.NoConnections;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which roles one person gets, by groups. */
final class ResolvingTest {

    private static final int MOST = 10_000;

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String resolve = "";

    @BeforeEach
    void a_connection() {
        connection = server.connection("acme", "okta");
        resolve = connection + "/resolve-roles";
    }

    @Test
    void the_answer_says_which_mapping_grants_which_role_and_what_nothing_matched() {
        String admins = map(api, connection, "Admins", 2227);
        String staff = map(api, connection, "Staff", -3);
        String ops = map(api, connection, "Ops", 2227);

        Answer answer = api.post(resolve, groups("Staff", "Visitors", "Ops", "Admins"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.text())
                .isEqualTo(json("{'role_ids':['-3','2227'],'evidence':'complete','matches':["
                        + "{'mapping_id':'" + admins + "','external_group':'Admins','role_id':'2227'},"
                        + "{'mapping_id':'" + ops + "','external_group':'Ops','role_id':'2227'},"
                        + "{'mapping_id':'" + staff + "','external_group':'Staff','role_id':'-3'}],"
                        + "'unmatched_groups':[{'group':'Visitors','near_misses':[]}],"
                        + "'default_role_applied':false}"));
    }

    @Test
    void order_and_repetition_make_no_difference() {
        map(api, connection, "Admins", 1);
        map(api, connection, "Staff", 2);

        String once = api.post(resolve, groups("Staff", "Admins", "x", "y")).text();

        assertThat(api.post(resolve, groups("y", "Admins", "x", "Admins", "Staff", "y"))
                        .text())
                .isEqualTo(once);
    }

    @Test
    void what_was_nearly_matched_grants_nothing_and_is_told() {
        String id = map(api, connection, "Platform Admins", 1);

        Answer answer = api.post(resolve, groups("platform  admins"));

        assertThat(roles(answer)).isEmpty();
        assertThat(answer.json().get("unmatched_groups").toString())
                .isEqualTo(json("[{'group':'platform  admins','near_misses':[{'mapping_id':'" + id
                        + "','external_group':'Platform Admins','difference':'white_space+letter_case'}]}]"));
    }

    @Test
    void each_difference_has_its_name() {
        String[][] cases = {
            {"Admins", "admins", "letter_case"},
            {"Caf\u00e9", "Cafe\u0301", "normalization"},
            {"Ops", " Ops", "white_space"},
            {"Dev", "De\u200bv", "invisible_characters"},
            {"/sales", "sales", "leading_slash"},
            {"/acme/support", "support", "path_prefix"},
            {"CN=QA,DC=acme", "cn=QA, DC=acme", "dn_spelling"}
        };
        for (String[] each : cases) {
            map(api, connection, each[0], 1);

            assertThat(nearMisses(api.post(resolve, groups(each[1])))).containsExactly(each[0] + " " + each[2]);
        }
    }

    @Test
    void without_an_explanation_what_is_unmatched_is_not_told() {
        map(api, connection, "Admins", 1);

        Answer answer = api.post(resolve + "?explain=false", groups("Admins", "admins"));

        assertThat(roles(answer)).containsExactly("1");
        assertThat(answer.json().has("unmatched_groups")).isFalse();
        assertThat(answer.json().get("matches")).hasSize(1);
        assertThat(api.post(resolve + "?explain=true", groups("Admins", "admins"))
                        .text())
                .isEqualTo(api.post(resolve, groups("Admins", "admins")).text());
    }

    @Test
    void the_default_role_is_that_of_whom_nothing_matches() {
        api.put(connection + "/default-role", "{\"role_id\":-5}");
        map(api, connection, "Admins", 1);

        Answer none = api.post(resolve, groups("Visitors"));
        Answer some = api.post(resolve, groups("Visitors", "Admins"));

        assertThat(roles(none)).containsExactly("-5");
        assertThat(none.json().get("default_role_applied").booleanValue()).isTrue();
        assertThat(none.json().get("unmatched_groups")).hasSize(1);
        assertThat(roles(some)).containsExactly("1");
        assertThat(some.json().get("default_role_applied").booleanValue()).isFalse();
    }

    @Test
    void nobody_has_groups_without_having_sent_some() {
        api.put(connection + "/default-role", "{\"role_id\":5}");

        assertThat(api.post(resolve, groups()).text())
                .isEqualTo(json("{'role_ids':['5'],'evidence':'empty','matches':[],'unmatched_groups':[],"
                        + "'default_role_applied':true}"));
    }

    @Test
    void a_disabled_connection_grants_nothing_and_says_so() {
        map(api, connection, "Admins", 1);
        api.put(connection + "/default-role", "{\"role_id\":5}");
        api.patch(connection, "{\"enabled\":false}");

        assertThat(api.post(resolve, groups("Admins", "admins")).text())
                .isEqualTo(json("{'role_ids':[],'evidence':'complete','matches':[],'unmatched_groups':[],"
                        + "'default_role_applied':false,'connection_enabled':false}"));
        assertThat(api.post(resolve + "?explain=false", groups()).text())
                .isEqualTo(json("{'role_ids':[],'evidence':'empty','matches':[],'default_role_applied':false,"
                        + "'connection_enabled':false}"));
    }

    @Test
    void a_mapping_that_is_gone_grants_nothing_any_more() {
        String id = map(api, connection, "Admins", 1);
        assertThat(roles(api.post(resolve, groups("Admins")))).containsExactly("1");

        api.delete(connection + "/group-mappings/" + id);

        assertThat(roles(api.post(resolve, groups("Admins")))).isEmpty();
    }

    @Test
    void odd_groups_are_answered_as_they_came() {
        List<String> odd = List.of(
                " ",
                "\"quoted\\\"",
                "line\nbreak\r\n\ttab\u0001\u007f",
                "\u05d0\u05d1\u202e\u05d2",
                "\ud83e\udd96\ud83d\ude80",
                "\ufffd\uffff",
                "x".repeat(1024));
        odd.subList(0, 3).forEach(group -> map(api, connection, group, 1));

        Answer answer = api.post(resolve, "{\"groups\":" + array(odd) + "}");

        assertThat(answer.json()
                        .get("matches")
                        .valueStream()
                        .map(match -> match.get("external_group").asString()))
                .containsExactlyInAnyOrderElementsOf(odd.subList(0, 3));
        assertThat(answer.json()
                        .get("unmatched_groups")
                        .valueStream()
                        .map(group -> group.get("group").asString()))
                .containsExactlyInAnyOrderElementsOf(odd.subList(3, 7));
    }

    @Test
    void under_assumed_mappings_the_answer_is_what_it_would_be_with_them() {
        String admins = map(api, connection, "Admins", 1);
        map(api, connection, "Staff", 2);
        String before = api.get(connection + "/group-mappings").text();

        Answer answer = api.post(
                resolve,
                json("{'groups':['Admins','Staff','New','news'],'assume':{'group_role_mappings':["
                        + "{'external_group':'Admins','role_id':'7'},{'external_group':'New','role_id':8.0},"
                        + "{'external_group':'News','role_id':9}]}}"));

        assertThat(answer.text())
                .isEqualTo(json("{'role_ids':['7','8'],'evidence':'complete','matches':["
                        + "{'mapping_id':'" + admins + "','external_group':'Admins','role_id':'7'},"
                        + "{'mapping_id':null,'external_group':'New','role_id':'8'}],"
                        + "'unmatched_groups':[{'group':'Staff','near_misses':[]},{'group':'news','near_misses':["
                        + "{'mapping_id':null,'external_group':'News','difference':'letter_case'}]}],"
                        + "'default_role_applied':false}"));
        assertThat(api.get(connection + "/group-mappings").text()).isEqualTo(before);
        assertThat(roles(api.post(resolve, groups("Admins", "New")))).containsExactly("1");
    }

    @Test
    void no_mappings_at_all_can_be_assumed() {
        map(api, connection, "Admins", 1);
        api.put(connection + "/default-role", "{\"role_id\":5}");

        assertThat(roles(api.post(resolve, json("{'groups':['Admins'],'assume':{'group_role_mappings':[]}}"))))
                .containsExactly("5");
    }

    @Test
    void there_is_one_kind_of_evidence_and_no_other_beside_it() {
        String rule = " must have one of the members groups, claims, people, and no two of them";
        for (String body : List.of(
                "{}",
                "{'group':['a']}",
                "{'groups':['a'],'claims':{}}",
                "{'groups':['a'],'people':[{'id':'a','groups':[]}]}",
                "{'claims':{},'people':[]}",
                "{'groups':[],'claims':{},'people':[]}",
                "{'groups':null,'claims':{}}")) {
            Answer answer = api.post(resolve, json(body));

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("/problems/invalid-request");
            assertThat(answer.errors()).as(body).containsExactly(rule);
        }
    }

    @Test
    void no_type_is_taken_for_another_and_no_value_is_sent_back() {
        Map.of(
                        "/groups must be an array",
                        List.of("{'groups':null}", "{'groups':'secret'}", "{'groups':{'0':'secret'}}"),
                        "/groups/0 must be a string",
                        List.of("{'groups':[5]}", "{'groups':[null]}", "{'groups':[['secret']]}", "{'groups':[{}]}"),
                        "/claims must be a JSON object",
                        List.of("{'claims':null}", "{'claims':['secret']}", "{'claims':'secret'}", "{'claims':true}"),
                        "/people must be an array",
                        List.of("{'people':null}", "{'people':{'id':'secret'}}"),
                        "/assume must be a JSON object",
                        List.of("{'groups':[],'assume':null}", "{'groups':[],'assume':['secret']}"),
                        "/assume/group_role_mappings is required",
                        List.of("{'groups':[],'assume':{}}"),
                        "/assume/group_role_mappings must be an array",
                        List.of("{'groups':[],'assume':{'group_role_mappings':{}}}"))
                .forEach((error, bodies) -> bodies.forEach(body -> {
                    Answer answer = api.post(resolve, json(body));

                    assertThat(answer.status()).as(body).isEqualTo(422);
                    assertThat(answer.errors()).as(body).containsExactly(error);
                    assertThat(answer.text()).doesNotContain("secret");
                }));
        assertThat(api.post(resolve, "[]").errors()).containsExactly(" must be a JSON object");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        Answer answer = api.post(
                resolve,
                json("{'groups':['a','','b','\\u0000',7,'\\ud800'],'assume':{'group_role_mappings':["
                        + "{'external_group':'','role_id':'x'},{'external_group':'g'},"
                        + "{'external_group':'g','role_id':1},5]}}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors())
                .containsExactly(
                        "/groups/1 must not be empty",
                        "/groups/3 must not contain NUL (U+0000)",
                        "/groups/4 must be a string",
                        "/groups/5 must not contain an unpaired surrogate",
                        "/assume/group_role_mappings/0/external_group must not be empty",
                        "/assume/group_role_mappings/0/role_id must be an integer in canonical decimal form, such as \"2227\"",
                        "/assume/group_role_mappings/1/role_id is required",
                        "/assume/group_role_mappings/2/external_group repeats the group of /assume/group_role_mappings/1",
                        "/assume/group_role_mappings/3 must be a JSON object");
    }

    @Test
    void unknown_members_are_ignored() {
        Answer answer = api.post(
                resolve, json("{'groups':[],'x':[1e999,'\\ud800'],'provider_id':5,'explain':false,'people_':null}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("unmatched_groups")).isTrue();
    }

    @Test
    void ten_thousand_groups_are_answered() {
        api.put(
                connection + "/group-mappings",
                "{\"group_role_mappings\":["
                        + String.join(
                                ",",
                                IntStream.range(0, 2_000)
                                        .mapToObj(i ->
                                                "{\"external_group\":\"" + guid(i * 5) + "\",\"role_id\":" + i + "}")
                                        .toList())
                        + "]}");

        Answer answer = api.post(resolve, groups(MOST, ResolvingTest::guid));

        assertThat(roles(answer)).hasSize(2_000);
        assertThat(answer.json().get("matches")).hasSize(2_000);
        assertThat(answer.json().get("unmatched_groups")).hasSize(8_000);
    }

    @Test
    void ten_thousand_long_groups_are_answered() {
        String rocket = "\ud83d\ude80".repeat(1_019);
        map(api, connection, rocket + "00007", 7);

        Answer answer = api.post(resolve + "?explain=false", groups(MOST, i -> rocket + String.format("%05d", i)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(roles(answer)).containsExactly("7");
    }

    @Test
    void more_than_ten_thousand_different_groups_are_too_many_however_often_each_is_there() {
        assertThat(api.post(resolve + "?explain=false", groups(2 * MOST, i -> "g" + i % MOST))
                        .status())
                .isEqualTo(200);
        Answer answer = api.post(resolve, groups(MOST + 1, i -> "g" + i));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly("/groups must not have more than 10000 different items");
    }

    @Test
    void of_very_many_errors_the_first_hundred_are_told() {
        Answer answer = api.post(resolve, groups(MOST, i -> ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).hasSize(100).startsWith("/groups/0 must not be empty");
    }

    @Test
    void unknown_malformed_and_foreign_connections_cannot_be_told_apart() {
        server.connection("globex", "theirs");

        for (String body : List.of(
                groups("a"),
                groups(),
                json("{'claims':{'groups':5}}"),
                json("{'claims':{'hasgroups':true}}"),
                json("{'people':[{'id':'a','groups':[]}]}"),
                json("{'groups':[],'assume':{'group_role_mappings':[]}}"))) {
            NoConnections.cannotBeToldApart(path -> api.post(path + "/resolve-roles", body));
        }
        for (String path : NoConnections.PATHS) {
            assertThat(api.post(path + "/resolve-roles", "{").status()).isEqualTo(400);
            assertThat(api.post(path + "/resolve-roles", "{}").status()).isEqualTo(422);
        }
    }

    @Test
    void it_takes_the_permission_to_resolve_and_no_other() {
        map(api, connection, "Admins", 1);

        assertThat(roles(server.holderOf("acme", "roles:resolve").post(resolve, groups("Admins"))))
                .containsExactly("1");
        for (Api other : List.of(
                server.holderOf("globex", "roles:resolve"),
                server.holderOf(
                        "acme", "mappings:read", "mappings:write", "connections:read", "roles:read", "roles:write"))) {
            assertThat(other.post(resolve, groups("Admins")).problem()).isEqualTo("/problems/forbidden");
            assertThat(other.post("/orgs/acme/resolve-roles", json("{'provider_id':'okta','groups':[]}"))
                            .problem())
                    .isEqualTo("/problems/forbidden");
        }
        assertThat(server.anonymous().post(resolve, groups()).status()).isEqualTo(401);
    }

    @Test
    void each_check_comes_before_the_next() {
        String unknown = "/orgs/acme/identity-providers/nope/resolve-roles";
        String nonsense = unknown + "?explain=perhaps";
        String tooLarge = " ".repeat(48 * 1024 * 1024 + 1);
        Api reader = server.holderOf("acme", "mappings:read");

        assertThat(server.anonymous().post(nonsense, "{").status()).isEqualTo(401);
        assertThat(reader.post(nonsense, "{").status()).isEqualTo(403);
        assertThat(api.with("Accept", "text/html").post(nonsense, "{").status()).isEqualTo(406);
        assertThat(api.with("Content-Encoding", "gzip").post(nonsense, "{").status())
                .isEqualTo(415);
        assertThat(api.post(nonsense, tooLarge).status()).isEqualTo(413);
        assertThat(api.post(unknown, "{").status()).isEqualTo(400);
        assertThat(api.post(nonsense, "{}").status()).isEqualTo(400);
        assertThat(api.post(unknown, "{}").status()).isEqualTo(422);
        assertThat(api.post(unknown, json("{'claims':{'groups':5}}")).status()).isEqualTo(404);
        assertThat(api.post(resolve, json("{'claims':{'groups':5}}")).status()).isEqualTo(422);
    }

    @Test
    void a_parameter_that_means_nothing_is_refused_by_its_name() {
        for (String query : List.of(
                "explain=1", "explain=", "explain", "explain=TRUE", "explain=true&explain=true", "dry_run=true")) {
            Answer answer = api.post(resolve + "?" + query, groups());

            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.string("detail")).as(query).contains("'" + query.split("=", 2)[0] + "'");
        }
    }

    @Test
    void the_connection_may_be_named_in_the_body() {
        map(api, connection, "Admins", 1);
        String expected = api.post(resolve, groups("Admins", "admins")).text();

        for (String name : List.of("'provider_id':'okta'", "'provider_key':'acme-okta'")) {
            assertThat(api.post("/orgs/acme/resolve-roles", json("{" + name + ",'groups':['Admins','admins']}"))
                            .text())
                    .isEqualTo(expected);
        }
        assertThat(api.post(
                                "/orgs/acme/resolve-roles?explain=false",
                                json("{'provider_key':'acme-okta','people':[{'id':'a','groups':['Admins']}]}"))
                        .json()
                        .at("/people/0/role_ids/0")
                        .asString())
                .isEqualTo("1");
    }

    @Test
    void connections_that_the_body_names_wrongly_cannot_be_told_apart() {
        server.connection("globex", "theirs");
        String expected = api.post("/orgs/acme/identity-providers/nope/resolve-roles", groups("a"))
                .withoutInstance();

        for (String name : List.of(
                "'provider_id':'nope'",
                "'provider_id':'theirs'",
                "'provider_id':''",
                "'provider_id':'a b'",
                "'provider_id':'\\ud800'",
                "'provider_id':'acme-okta'",
                "'provider_key':'nope'",
                "'provider_key':'globex-theirs'",
                "'provider_key':'ACME-OKTA'",
                "'provider_key':'\\u0000'",
                "'provider_key':'okta'")) {
            assertThat(api.post("/orgs/acme/resolve-roles", json("{" + name + ",'groups':['a']}"))
                            .withoutInstance())
                    .as(name)
                    .isEqualTo(expected);
        }
        assertThat(api.post("/orgs/a%20b/resolve-roles", json("{'provider_key':'acme-okta','groups':['a']}"))
                        .withoutInstance())
                .isEqualTo(expected);
    }

    @Test
    void the_body_names_one_connection_and_all_else_that_is_wrong_is_told_too() {
        String rule = " must have one of the members provider_key, provider_id, and no two of them";

        assertThat(api.post("/orgs/acme/resolve-roles", json("{'groups':['']}")).errors())
                .containsExactly(rule, "/groups/0 must not be empty");
        assertThat(api.post(
                                "/orgs/acme/resolve-roles",
                                json("{'provider_id':'okta','provider_key':'acme-okta','groups':[]}"))
                        .errors())
                .containsExactly(rule);
        assertThat(api.post("/orgs/acme/resolve-roles", json("{'provider_id':5,'groups':[1]}"))
                        .errors())
                .containsExactly("/provider_id must be a string", "/groups/0 must be a string");
        assertThat(api.post("/orgs/acme/resolve-roles?explain=x", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void roles_are_in_the_order_of_their_numbers() {
        long[] roles = {Long.MAX_VALUE, 10, -1, 9, Long.MIN_VALUE};
        for (long role : roles) {
            map(api, connection, "g" + role, role);
        }

        Answer answer = api.post(
                resolve,
                "{\"groups\":"
                        + array(Arrays.stream(roles).mapToObj(r -> "g" + r).toList()) + "}");

        assertThat(texts(answer.json().get("role_ids")))
                .containsExactly("-9223372036854775808", "-1", "9", "10", "9223372036854775807");
    }

    private static String guid(int number) {
        return String.format("0f8fad5b-d9cb-469f-a165-%012x", number);
    }
}
