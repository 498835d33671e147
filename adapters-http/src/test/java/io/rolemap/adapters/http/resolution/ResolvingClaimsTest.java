package io.rolemap.adapters.http.resolution;

import static io.rolemap.adapters.http.resolution.Questions.map;
import static io.rolemap.adapters.http.resolution.Questions.roles;
import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which roles one person gets, by the claims that the identity provider emits. */
final class ResolvingClaimsTest {

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String resolve = "";

    @BeforeEach
    void a_connection_with_two_mappings() {
        connection = server.connection("acme", "okta");
        resolve = connection + "/resolve-roles";
        map(api, connection, "Admins", 1);
        map(api, connection, "Staff", 2);
    }

    @Test
    void the_answer_is_that_for_the_groups_that_stand_in_the_claim() {
        String expected = api.post(resolve, json("{'groups':['Admins','x']}")).text();

        assertThat(resolve("{'sub':'Staff','roles':['Staff'],'groups':['Admins','x'],'aud':['x',{'y':['Staff']}]}")
                        .text())
                .isEqualTo(expected);
    }

    @Test
    void the_claim_may_have_each_form_that_identity_providers_emit() {
        for (String claims : List.of(
                "{'groups':['Admins','Staff','Admins']}",
                "{'groups':[{'value':'Admins'},{'display':'Staff'}]}",
                "{'groups':[{'value':'Admins','display':'x','$ref':'y'},'Staff']}")) {
            assertThat(roles(resolve(claims))).as(claims).containsExactly("1", "2");
        }
        assertThat(roles(resolve("{'groups':'Staff'}"))).containsExactly("2");
    }

    @Test
    void where_the_groups_stand_is_for_the_connection_to_say() {
        Map.of(
                        "https://acme.example/groups", "{'https://acme.example/groups':['Admins'],'groups':['Staff']}",
                        "cognito:groups", "{'cognito:groups':['Admins']}",
                        "memberOf.all", "{'memberOf.all':['Admins'],'memberOf':{'all':['Staff']}}",
                        "/realm_access/roles", "{'realm_access':{'roles':['Admins']},'/realm_access/roles':['Staff']}",
                        "/a~1b/~0/0", "{'a/b':{'~':['Admins','Staff']}}")
                .forEach((place, claims) -> {
                    api.patch(connection, "{\"groups_claim\":\"" + place + "\"}");

                    assertThat(roles(resolve(claims))).as(place).containsExactly("1");
                });
    }

    @Test
    void a_claim_that_is_not_there_is_another_thing_than_one_without_groups() {
        api.put(connection + "/default-role", "{\"role_id\":5}");

        for (String claims : List.of("{}", "{'sub':'Admins'}", "{'Groups':['Admins']}")) {
            assertThat(resolve(claims).text())
                    .as(claims)
                    .isEqualTo(json("{'role_ids':['5'],'evidence':'absent','matches':[],'unmatched_groups':[],"
                            + "'default_role_applied':true,'groups_claim':'groups'}"));
        }
        assertThat(resolve("{'groups':[]}").string("evidence")).isEqualTo("empty");
        assertThat(resolve("{'groups':['x']}").string("evidence")).isEqualTo("complete");
    }

    @Test
    void where_groups_were_looked_for_is_told_when_nothing_is_there() {
        for (String place : List.of("roles", "realm_access.roles", "/realm_access/groups")) {
            api.patch(connection, "{\"groups_claim\":\"" + place + "\"}");
            for (boolean enabled : List.of(true, false)) {
                api.patch(connection, "{\"enabled\":" + enabled + "}");
                Answer absent = resolve("{'realm_access':{'roles':['Admins']}}");

                assertThat(absent.string("evidence")).as(place).isEqualTo("absent");
                assertThat(absent.string("groups_claim")).isEqualTo(place);
            }
        }
        api.patch(connection, "{\"groups_claim\":\"groups\",\"enabled\":true}");
        for (String claims : List.of("{'groups':[]}", "{'groups':['Admins']}")) {
            assertThat(resolve(claims).json().has("groups_claim")).as(claims).isFalse();
        }
        assertThat(api.post(resolve, json("{'groups':[]}")).json().has("groups_claim"))
                .isFalse();
    }

    @Test
    void groups_that_were_left_out_are_never_taken_for_none() {
        api.put(connection + "/default-role", "{\"role_id\":5}");
        Map<String, String> overages = Map.of(
                "{'_claim_names':{'groups':'src1'},'_claim_sources':{'src1':{'endpoint':'https://graph.example/'}}}",
                "/claims/_claim_names/groups",
                "{'hasgroups':true}",
                "/claims/hasgroups",
                "{'hasgroups':'true','groups':null}",
                "/claims/hasgroups",
                "{'groups':[],'http://schemas.microsoft.com/claims/groups.link':'https://graph.example/'}",
                "/claims/http:~1~1schemas.microsoft.com~1claims~1groups.link");
        for (boolean enabled : List.of(true, false)) {
            api.patch(connection, "{\"enabled\":" + enabled + "}");
            overages.forEach((claims, pointer) -> {
                Answer answer = resolve(claims);

                assertThat(answer.status()).as(claims).isEqualTo(422);
                assertThat(answer.problem()).isEqualTo("/problems/groups-overage");
                assertThat(answer.string("code")).isEqualTo("GROUPS_OVERAGE");
                assertThat(answer.errors()).as(claims).containsExactly(pointer + " says that the groups are not here");
                assertThat(answer.text()).doesNotContain("graph.example");
            });
        }
    }

    @Test
    void what_can_not_be_read_is_pointed_at() {
        Map<String, String> unusable = Map.ofEntries(
                Map.entry("{'groups':null}", "/claims/groups"),
                Map.entry("{'groups':5}", "/claims/groups"),
                Map.entry("{'groups':false}", "/claims/groups"),
                Map.entry("{'groups':{'Admins':true}}", "/claims/groups"),
                Map.entry("{'groups':''}", "/claims/groups"),
                Map.entry("{'groups':['Admins','Staff','x',7]}", "/claims/groups/3"),
                Map.entry("{'groups':['Admins',null]}", "/claims/groups/1"),
                Map.entry("{'groups':[['Admins']]}", "/claims/groups/0"),
                Map.entry("{'groups':[{'id':'secret'}]}", "/claims/groups/0"),
                Map.entry("{'groups':['Admins','']}", "/claims/groups/1"),
                Map.entry("{'groups':['a\\u0000']}", "/claims/groups/0"),
                Map.entry("{'groups':['a','\\ud800']}", "/claims/groups/1"),
                Map.entry("{'groups':['" + "x".repeat(1025) + "']}", "/claims/groups/0"));
        unusable.forEach((claims, pointer) -> {
            Answer answer = resolve(claims);

            assertThat(answer.status()).as(claims).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("/problems/invalid-request");
            assertThat(answer.errors()).as(claims).hasSize(1).allMatch(error -> error.startsWith(pointer + " "));
            assertThat(answer.text()).doesNotContain("secret");
        });
    }

    @Test
    void a_pointer_is_spelled_as_json_pointers_are() {
        api.patch(connection, "{\"groups_claim\":\"https://acme.example/~groups\"}");

        assertThat(resolve("{'https://acme.example/~groups':['Admins',1]}").errors())
                .containsExactly("/claims/https:~1~1acme.example~1~0groups/1"
                        + " must be a string or an object with a 'value' or 'display'");
    }

    @Test
    void what_stands_elsewhere_among_the_claims_may_be_anything() {
        String deep = "[".repeat(29) + "]".repeat(29);

        for (String other : List.of(
                "'\\ud800'",
                "'\\u0000'",
                "''",
                "'" + "x".repeat(5_000) + "'",
                "1e400000",
                "-0.0e-999999999999999999",
                "123456789".repeat(5_000),
                "null",
                "[null,true,{'a':{}}]",
                deep)) {
            assertThat(roles(resolve("{'other':" + other + ",'groups':['Admins'],'others':[" + other + "]}")))
                    .as(other.length() > 80 ? other.substring(0, 80) : other)
                    .containsExactly("1");
        }
    }

    @Test
    void two_claims_of_one_name_are_refused_at_any_depth() {
        for (String claims : List.of(
                "{'groups':['Admins'],'groups':[]}",
                "{'groups':['Admins'],'gr\\u006fups':[]}",
                "{'groups':['Admins'],'x':[{'y':1,'y':1}]}",
                "{'groups':[{'value':'Admins','value':'Staff'}]}",
                "{'groups':['Admins'],'\\ud800':1}")) {
            Answer answer = resolve(claims);

            assertThat(answer.status()).as(claims).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("/problems/malformed-request");
        }
    }

    @Test
    void a_large_token_is_read_too() {
        String claims = "{'groups':['Admins'],'picture':'" + "x".repeat(100_000) + "'}";

        assertThat(roles(resolve(claims))).containsExactly("1");
    }

    @Test
    void more_than_ten_thousand_groups_in_a_claim_are_too_many() {
        StringBuilder groups = new StringBuilder("'Admins'");
        for (int i = 0; i < 10_000; i++) {
            groups.append(",'g").append(i).append('\'');
        }

        Answer answer = resolve("{'groups':[" + groups + "]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors()).containsExactly("/claims/groups must have at most 10000 different groups");
    }

    private Answer resolve(String claims) {
        return api.post(resolve, json("{'claims':" + claims + "}"));
    }
}
