package io.rolemap.adapters.http.resolution;

import static io.rolemap.adapters.http.resolution.Questions.array;
import static io.rolemap.adapters.http.resolution.Questions.map;
import static io.rolemap.adapters.http.resolution.Questions.texts;
import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which roles many people get. */
final class ResolvingPeopleTest {

    private static final int MOST = 1_000;

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String resolve = "";
    private String admins = "";

    @BeforeEach
    void a_connection_with_a_mapping() {
        connection = server.connection("acme", "okta");
        resolve = connection + "/resolve-roles";
        admins = map(api, connection, "Admins", 1);
    }

    @Test
    void each_is_answered_in_the_order_of_the_request_as_one_alone_would_be() {
        List<String> evidence =
                List.of("'groups':['admins','x']", "'claims':{'groups':['Admins']}", "'groups':[]", "'claims':{}");
        List<String> people = IntStream.range(0, evidence.size())
                .mapToObj(i -> "{'id':'p" + (9 - i) + "'," + evidence.get(i) + "}")
                .toList();

        Answer answer = api.post(resolve, people(people));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"people\":["
                        + IntStream.range(0, evidence.size())
                                .mapToObj(i -> "{\"id\":\"p" + (9 - i) + "\","
                                        + api.post(resolve, json("{" + evidence.get(i) + "}"))
                                                .text()
                                                .substring(1))
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    @Test
    void somebody_whose_groups_can_not_be_told_keeps_nobody_else_from_an_answer() {
        Answer answer = api.post(
                resolve + "?explain=false",
                people(List.of(
                        "{'id':'a','groups':['Admins']}",
                        "{'id':'b','claims':{'hasgroups':true}}",
                        "{'id':'c','claims':{'groups':['Admins',5]}}",
                        "{'id':'d','claims':{'groups':'Admins'}}")));

        String resolved = "'role_ids':['1'],'evidence':'complete','matches':[{'mapping_id':'" + admins
                + "','external_group':'Admins','role_id':'1'}],'default_role_applied':false}";
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/people/0").toString()).isEqualTo(json("{'id':'a'," + resolved));
        assertThat(answer.json().at("/people/3").toString()).isEqualTo(json("{'id':'d'," + resolved));
        assertThat(answer.json().at("/people/1/problem/type").asString()).isEqualTo("/problems/groups-overage");
        assertThat(answer.json().at("/people/1/problem/errors/0/pointer").asString())
                .isEqualTo("/people/1/claims/hasgroups");
        assertThat(answer.json().at("/people/2/problem/type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(answer.json().at("/people/2/problem/status").intValue()).isEqualTo(422);
        assertThat(answer.json().at("/people/2/problem/errors/0/pointer").asString())
                .isEqualTo("/people/2/claims/groups/1");
        assertThat(answer.json().at("/people/1/problem").has("instance")).isFalse();
        assertThat(answer.json().at("/people/1").size()).isEqualTo(2);
    }

    @Test
    void groups_that_can_not_be_read_keep_nobody_else_from_an_answer() {
        String tooMany =
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));
        List<String> unreadable =
                List.of("'Admins',''", "'a\\u0000'", "5", "null,['x']", "'" + "x".repeat(1_025) + "'", tooMany);
        List<String> people = new ArrayList<>();
        unreadable.forEach(groups -> people.add("{'id':'" + people.size() + "','groups':[" + groups + "]}"));
        people.add("{'id':'last','groups':['Admins']}");

        Answer answer = api.post(resolve, people(people));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(texts(answer.json().at("/people/6/role_ids"))).containsExactly("1");
        assertThat(problems(answer))
                .containsExactly(
                        "0 /people/0/groups/1 must not be empty",
                        "1 /people/1/groups/0 must not contain NUL (U+0000)",
                        "2 /people/2/groups/0 must be a string",
                        "3 /people/3/groups/0 must be a string",
                        "3 /people/3/groups/1 must be a string",
                        "4 /people/4/groups/0 must have at most 1024 Unicode code points",
                        "5 /people/5/groups must not have more than 10000 different items");
    }

    @Test
    void groups_that_can_not_be_read_are_seen_by_nobody_and_get_no_default_role() {
        api.put(connection + "/default-role", "{\"role_id\":5}");

        Answer answer = api.post(resolve, people(List.of("{'id':'a','groups':['Admins','']}")));
        server.storeObservedGroups();

        assertThat(answer.json().at("/people/0").propertyNames()).containsExactly("id", "problem");
        assertThat(api.get(connection + "/observed-groups").json().get("observed_groups"))
                .isEmpty();
    }

    @Test
    void whose_groups_can_not_be_read_is_only_told_where_others_would_be_answered() {
        String unreadable = people(List.of("{'id':'a','groups':['']}"));

        assertThat(server.holderOf("acme", "mappings:read")
                        .post(resolve, unreadable)
                        .status())
                .isEqualTo(403);
        assertThat(api.post("/orgs/acme/identity-providers/none/resolve-roles", unreadable)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_problem_says_the_same_as_if_one_alone_had_been_asked_about() {
        for (String question : List.of("'claims':{'hasgroups':true}", "'groups':['','x',5]")) {
            Answer alone = api.post(resolve, json("{" + question + "}"));

            Answer answer = api.post(resolve, people(List.of("{'id':'b'," + question + "}")));

            for (String member : List.of("type", "title", "status", "detail", "code", "message")) {
                assertThat(answer.json().at("/people/0/problem/" + member))
                        .isEqualTo(alone.json().get(member));
            }
            assertThat(answer.json().at("/people/0/problem").has("instance")).isFalse();
        }
    }

    @Test
    void mappings_may_be_assumed_for_all_of_them() {
        Answer answer = api.post(
                resolve,
                json("{'people':[{'id':'a','groups':['Admins']},{'id':'b','claims':{'groups':['New']}}],"
                        + "'assume':{'group_role_mappings':[{'external_group':'New','role_id':2}]}}"));

        assertThat(answer.json().at("/people/0/role_ids").size()).isZero();
        assertThat(answer.json().at("/people/1/role_ids/0").asString()).isEqualTo("2");
        assertThat(answer.json().at("/people/1/matches/0/mapping_id").isNull()).isTrue();
    }

    @Test
    void a_disabled_connection_says_so_for_each() {
        api.patch(connection, "{\"enabled\":false}");

        Answer answer = api.post(resolve, people(List.of("{'id':'a','groups':['Admins']}", "{'id':'b','groups':[]}")));

        assertThat(answer.json().get("people").valueStream())
                .allMatch(person -> !person.get("connection_enabled").booleanValue()
                        && person.get("role_ids").isEmpty());
    }

    @Test
    void everything_that_is_wrong_with_them_is_told_at_once() {
        Answer answer = api.post(
                resolve,
                people(List.of(
                        "{'id':'a','groups':['','x',1]}",
                        "{'id':'a','claims':{}}",
                        "{'groups':[]}",
                        "{'id':'','claims':[]}",
                        "{'id':'b'}",
                        "{'id':'c','groups':[],'claims':{}}",
                        "5",
                        "{'id':'" + "x".repeat(257) + "','groups':{}}",
                        "{'id':7,'groups':[],'people':[]}",
                        "{'id':'a\\u0000','groups':[]}")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors())
                .containsExactly(
                        "/people/1/id repeats the id of /people/0",
                        "/people/2/id is required",
                        "/people/3/id must not be empty",
                        "/people/3/claims must be a JSON object",
                        "/people/4 must have one of the members groups, claims, and no two of them",
                        "/people/5 must have one of the members groups, claims, and no two of them",
                        "/people/6 must be a JSON object",
                        "/people/7/id must have at most 256 Unicode code points",
                        "/people/7/groups must be an array",
                        "/people/8/id must be a string",
                        "/people/9/id must not contain NUL (U+0000)");
    }

    @Test
    void an_id_is_given_back_as_it_came() {
        List<String> ids = List.of(" ", "A", "a", "caf\u00e9", "cafe\u0301", "\ud83d\ude80", "\"\\\n", "x".repeat(256));

        Answer answer = api.post(
                resolve,
                "{\"people\":["
                        + ids.stream()
                                .map(id -> "{\"groups\":[],\"id\":"
                                        + array(List.of(id)).replaceAll("^.|.$", "") + "}")
                                .collect(Collectors.joining(","))
                        + "]}");

        assertThat(answer.json()
                        .get("people")
                        .valueStream()
                        .map(person -> person.get("id").asString()))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void there_is_at_least_one_and_there_are_at_most_a_thousand() {
        assertThat(api.post(resolve, people(List.of())).errors()).containsExactly("/people must not be empty");
        assertThat(api.post(resolve, people(MOST + 1, i -> "{'id':'" + i + "','groups':[]}"))
                        .errors())
                .containsExactly("/people must not have more than 1000 items");
        assertThat(api.post(resolve, people(MOST, i -> "{'id':'" + i + "','groups':[]}"))
                        .json()
                        .get("people"))
                .hasSize(MOST);
    }

    @Test
    void a_thousand_people_with_two_hundred_groups_each_are_answered() {
        String groups = IntStream.range(0, 200)
                .mapToObj(i -> String.format("'0f8fad5b-d9cb-469f-a165-%012x'", i))
                .collect(Collectors.joining(","));

        Answer answer = api.post(
                resolve,
                people(
                        MOST,
                        i -> "{'id':'" + i + "','groups':['" + (i % 2 == 0 ? "Admins" : "x") + "'," + groups + "]}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .get("people")
                        .valueStream()
                        .filter(person -> person.get("role_ids").size() == 1))
                .hasSize(MOST / 2);
        assertThat(answer.json().at("/people/999/unmatched_groups")).hasSize(201);
    }

    /** Whose groups can't be told, with the pointers and the rules. */
    private static List<String> problems(Answer answer) {
        return answer.json()
                .get("people")
                .valueStream()
                .flatMap(person -> person.at("/problem/errors")
                        .valueStream()
                        .map(error -> person.get("id").asString() + " "
                                + error.get("pointer").asString() + " "
                                + error.get("detail").asString()))
                .toList();
    }

    private static String people(List<String> people) {
        return json("{'people':[" + String.join(",", people) + "]}");
    }

    private static String people(int size, IntFunction<String> person) {
        return people(IntStream.range(0, size).mapToObj(person).toList());
    }
}
