package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who signs in with which roles, why, and what is known of the groups afterwards: on the packaged server. */
class ResolutionIT {

    private static final String KEY = "an-operators-own-key-0123456789-abcdef";
    private static final String CONNECTION = "/orgs/acme/identity-providers/okta";
    private static final String MAPPINGS = CONNECTION + "/group-mappings";
    private static final String RESOLVE = CONNECTION + "/resolve-roles";
    private static final String OBSERVED = CONNECTION + "/observed-groups";

    private static final String ADMINS = "CN=Admins,OU=Ops,DC=acme,DC=example";

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern CREATED = Pattern.compile("\"created_at\":(\\d+)");
    private static final Pattern GROUP = Pattern.compile("\"group\":\"([^\"]+)\"");
    private static final Pattern EXTERNAL_GROUP = Pattern.compile("\"external_group\":\"([^\"]+)\"");

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    @Test
    void an_administrator_finds_out_why_somebody_has_no_access_on_h2() throws Exception {
        storyOf(server(Map.of()).asOperator(KEY));
    }

    @Test
    void an_administrator_finds_out_why_somebody_has_no_access_on_postgresql() throws Exception {
        storyOf(replica(PostgresServer.shared().newDatabase()));
    }

    private static void storyOf(Rest operator) throws Exception {
        operator.createConnection("acme", "okta");
        String admins = only(ID, create(operator, ADMINS, 2227));
        String engineering = only(ID, create(operator, "Engineering", 7));
        long momentOfTheLast = Long.parseLong(only(CREATED, create(operator, "Nobody comes with it", 9)));

        peopleSignIn(operator, admins, engineering);
        aNearMissIsExplained(operator, admins, engineering);
        groupsThatWereLeftOutAreNoEmptyAnswer(operator);
        aSuspiciousMappingIsToldWhenItIsMadeAndLater(operator, engineering);
        aChangeIsJudgedBeforeItIsMade(operator);
        groupsThatPeopleCameWithAreKnownAndSoAreMappingsThatNobodyUsed(operator, momentOfTheLast + 1);
    }

    private static void peopleSignIn(Rest operator, String admins, String engineering) throws Exception {
        String byGroups = ok(operator.post(RESOLVE + "?explain=false", "{\"groups\": [\"Staff\", \"Engineering\"]}"));
        String byClaims = ok(operator.post(
                RESOLVE, "{\"claims\": {\"sub\": \"ada\", \"groups\": [\"Engineering\", \"" + ADMINS + "\"]}}"));
        String byKey = ok(operator.post(
                "/orgs/acme/resolve-roles", "{\"provider_key\": \"okta\", \"groups\": [\"" + ADMINS + "\"]}"));

        assertThat(byGroups)
                .contains("\"role_ids\":[\"7\"]", "\"mapping_id\":\"" + engineering + "\"")
                .doesNotContain("unmatched_groups");
        assertThat(byClaims)
                .contains("\"7\"", "\"2227\"", engineering, admins, "\"evidence\":\"complete\"")
                .contains("\"unmatched_groups\":[]", "\"default_role_applied\":false");
        assertThat(byKey).contains("\"role_ids\":[\"2227\"]");
    }

    private static void aNearMissIsExplained(Rest operator, String admins, String engineering) throws Exception {
        String answer = ok(operator.post(
                RESOLVE,
                "{\"groups\": [\"cn=Admins, ou=Ops, dc=acme, dc=example\", \"engineering\", \"Night shift\"]}"));

        assertThat(answer)
                .contains("\"role_ids\":[]", "\"matches\":[]")
                .contains("\"mapping_id\":\"" + admins + "\",\"external_group\":\"" + ADMINS
                        + "\",\"difference\":\"dn_spelling\"")
                .contains("\"mapping_id\":\"" + engineering
                        + "\",\"external_group\":\"Engineering\",\"difference\":\"letter_case\"")
                .contains("{\"group\":\"Night shift\",\"near_misses\":[]}");
    }

    private static void groupsThatWereLeftOutAreNoEmptyAnswer(Rest operator) throws Exception {
        HttpResponse<String> answer = operator.post(
                RESOLVE,
                "{\"claims\": {\"sub\": \"ada\", \"_claim_names\": {\"groups\": \"src1\"}, \"_claim_sources\": {\"src1\":"
                        + " {\"endpoint\": \"https://graph.example/getMemberObjects\"}}}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/problems/groups-overage", "/claims/_claim_names/groups");
    }

    private static void aSuspiciousMappingIsToldWhenItIsMadeAndLater(Rest operator, String engineering)
            throws Exception {
        HttpResponse<String> created = create(operator, "Engineering ", 8);
        String findings = ok(operator.get(CONNECTION + "/mapping-findings"));

        assertThat(created.headers().firstValue("Rolemap-Findings"))
                .hasValueSatisfying(header -> assertThat(header)
                        .contains("outer_white_space")
                        .contains("resembles_another;mapping=\"" + engineering + "\";difference=\"white_space\""));
        assertThat(findings)
                .contains("\"finding\":\"outer_white_space\"", "\"finding\":\"resembles_another\"")
                .contains(only(ID, created), engineering, "\"complete\":true")
                .doesNotContain("Nobody comes with it");
    }

    private static void aChangeIsJudgedBeforeItIsMade(Rest operator) throws Exception {
        String wanted = "[{\"external_group\": \"Engineering\", \"role_id\": 10}]";

        String assumed = ok(operator.post(
                RESOLVE,
                "{\"groups\": [\"Engineering\", \"Assumed only\"], \"assume\": {\"group_role_mappings\": " + wanted
                        + "}}"));
        String impact = ok(operator.post(
                CONNECTION + "/mapping-impact",
                "{\"group_role_mappings\": " + wanted + ", \"people\": [{\"id\": \"ada\", \"groups\": [\"Engineering\","
                        + " \"Impact only\"]}, {\"id\": \"bob\", \"claims\": {\"groups\": [\"Staff\"]}}]}"));
        String real = ok(operator.post(RESOLVE, "{\"groups\": [\"Engineering\"]}"));

        assertThat(assumed).contains("\"role_ids\":[\"10\"]");
        assertThat(impact)
                .contains("{\"id\":\"ada\",\"gained_role_ids\":[\"10\"],\"lost_role_ids\":[\"7\"]}")
                .contains("\"unchanged\":1")
                .doesNotContain("bob");
        assertThat(real).contains("\"role_ids\":[\"7\"]");
    }

    private static void groupsThatPeopleCameWithAreKnownAndSoAreMappingsThatNobodyUsed(Rest operator, long since)
            throws Exception {
        // What is asked for last is stored last: then everything before it is.
        ok(operator.post(RESOLVE, "{\"groups\": [\"The last one\"]}"));
        String observed = awaitBody(operator, OBSERVED, body -> body.contains("The last one"));
        String nobodyMapped = ok(operator.get(OBSERVED + "?mapped=false"));
        String nobodyUses = ok(operator.get(MAPPINGS + "?unused_since=" + since));
        HttpResponse<String> unknowable = operator.get(MAPPINGS + "?unused_since=1000");

        assertThat(all(GROUP, observed))
                .containsExactlyInAnyOrder(
                        ADMINS,
                        "Engineering",
                        "Staff",
                        "cn=Admins, ou=Ops, dc=acme, dc=example",
                        "engineering",
                        "Night shift",
                        "The last one");
        assertThat(countOf("Engineering", observed)).hasValue(3);
        assertThat(all(GROUP, nobodyMapped)).hasSize(5).doesNotContain(ADMINS, "Engineering");
        assertThat(all(EXTERNAL_GROUP, nobodyUses)).containsExactly("Nobody comes with it");
        assertThat(unknowable.statusCode()).isEqualTo(409);
        assertThat(unknowable.body()).contains("/problems/groups-not-observed");
    }

    @Test
    void replicas_answer_by_the_same_mappings_and_count_together() throws Exception {
        String database = PostgresServer.shared().newDatabase();
        Rest one = replica(database);
        Rest other = replica(database);
        one.createConnection("acme", "okta");

        for (int role = 1; role <= 10; role++) {
            create(role % 2 == 0 ? one : other, "Group " + role, role);
            String answer = ok((role % 2 == 0 ? other : one)
                    .post(RESOLVE, "{\"groups\": [\"Everybody\", \"Group " + role + "\"]}"));
            assertThat(answer).contains("\"role_ids\":[\"" + role + "\"]");
        }

        for (Rest replica : List.of(one, other)) {
            String observed = awaitBody(
                    replica,
                    OBSERVED,
                    body -> countOf("Everybody", body).equals(OptionalLong.of(10))
                            && all(GROUP, body).size() == 11);
            assertThat(countOf("Group 1", observed)).hasValue(1);
            assertThat(countOf("Group 2", observed)).hasValue(1);
        }
    }

    @Test
    void what_people_came_with_up_to_the_stop_is_known_after_the_next_start() throws Exception {
        RolemapProcess first = server(Map.of());
        Rest before = first.asOperator(KEY);
        before.createConnection("acme", "okta");
        for (int i = 0; i < 100; i++) {
            ok(before.post(RESOLVE, "{\"groups\": [\"Everybody\", \"Group " + i + "\"]}"));
        }
        first.terminate();
        assertThat(first.awaitExit()).isZero();

        String observed = ok(server(Map.of()).asOperator(KEY).get(OBSERVED));

        assertThat(countOf("Everybody", observed)).hasValue(100);
        assertThat(all(GROUP, observed)).hasSize(101).contains("Group 99");
        assertThat(first.err()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }

    @Test
    void nothing_is_observed_of_a_connection_that_does_not_want_it() throws Exception {
        Rest operator = server(Map.of()).asOperator(KEY);
        operator.createConnection("acme", "okta");
        operator.createConnection("acme", "witness");
        String off = ok(operator.patch(CONNECTION, "{\"observe_groups\": false}", Optional.empty()));

        ok(operator.post(RESOLVE, "{\"groups\": [\"Staff\"]}"));
        ok(operator.post("/orgs/acme/identity-providers/witness/resolve-roles", "{\"groups\": [\"Staff\"]}"));

        awaitBody(operator, "/orgs/acme/identity-providers/witness/observed-groups", body -> body.contains("Staff"));
        assertThat(off).contains("\"observe_groups\":false");
        assertThat(ok(operator.get(OBSERVED))).contains("\"observed_groups\":[]", "\"observed_since\":null");
    }

    @Test
    void a_key_that_may_only_resolve_does_that_and_nothing_else() throws Exception {
        RolemapProcess server = server(Map.of());
        Rest operator = server.asOperator(KEY);
        operator.createConnection("acme", "okta");
        create(operator, "Engineering", 7);
        RolemapProcess keys = processes.start(
                folder,
                Map.of("ROLEMAP_SERVER", server.address().toString(), "ROLEMAP_API_KEY", KEY, "ROLEMAP_ORG", "acme"),
                "keys",
                "create",
                "--name",
                "login",
                "--permissions",
                "roles:resolve");
        assertThat(keys.awaitExit()).isZero();
        String key = keys.out().stream()
                .flatMap(line -> Pattern.compile("rolemap_\\w+").matcher(line).results())
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();

        Rest login = new Rest(server.address(), key);

        assertThat(ok(login.post(RESOLVE, "{\"groups\": [\"Engineering\"]}"))).contains("\"role_ids\":[\"7\"]");
        assertThat(login.get(MAPPINGS).statusCode()).isEqualTo(403);
        assertThat(login.get(OBSERVED).statusCode()).isEqualTo(403);
        assertThat(login.post(CONNECTION + "/mapping-impact", "{\"group_role_mappings\": [], \"people\": []}")
                        .statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> create(Rest rest, String group, int role) throws Exception {
        HttpResponse<String> answer =
                rest.post(MAPPINGS, "{\"external_group\": \"" + group + "\", \"role_id\": " + role + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String awaitBody(Rest rest, String path, Predicate<String> wanted) throws Exception {
        long deadline = System.nanoTime() + RolemapProcess.PATIENCE.toNanos();
        String body = ok(rest.get(path));
        while (!wanted.test(body)) {
            assertThat(System.nanoTime()).as(body).isLessThan(deadline);
            body = ok(rest.get(path));
        }
        return body;
    }

    /** How often the group was observed; empty when it wasn't. */
    private static OptionalLong countOf(String group, String observed) {
        return Pattern.compile("\"group\":\"" + Pattern.quote(group) + "\"[^}]*\"count\":(\\d+)")
                .matcher(observed)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .findFirst();
    }

    private static List<String> all(Pattern pattern, String body) {
        return pattern.matcher(body).results().map(match -> match.group(1)).toList();
    }

    private static String only(Pattern pattern, HttpResponse<String> answer) {
        List<String> found = all(pattern, answer.body());
        assertThat(found).as(answer.body()).hasSize(1);
        return found.get(0);
    }

    private Rest replica(String database) throws Exception {
        return server(Map.of("ROLEMAP_DATABASE_URL", database)).asOperator(KEY);
    }

    private RolemapProcess server(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ROLEMAP_OPERATOR_KEY", KEY);
        return processes.start(folder, all);
    }
}
