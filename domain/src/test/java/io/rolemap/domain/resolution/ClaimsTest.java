package io.rolemap.domain.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.resolution.ClaimedGroups.Absent;
import io.rolemap.domain.resolution.ClaimedGroups.Overage;
import io.rolemap.domain.resolution.ClaimedGroups.Sent;
import io.rolemap.domain.resolution.ClaimedGroups.Unusable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private static final String GUID = "8f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a11";
    private static final String OTHER_GUID = "2f9d0c77-5a1e-4f43-8f0e-3d0f3a5ab7d2";

    /** What an identity provider emits, as its public documentation shows it. */
    private record Shape(String provider, String claim, Map<String, ?> claims, ClaimedGroups expected) {}

    private static ClaimedGroups sent(String... groups) {
        return new Sent(Stream.of(groups).map(ExternalGroup::new).collect(Collectors.toSet()));
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(
                    "Okta, ID token with a groups claim",
                    "groups",
                    Map.of("sub", "00uid4BxXw6I6TV4m0g3", "groups", List.of("Everyone", "Engineering")),
                    sent("Everyone", "Engineering")),
            new Shape(
                    "Okta, without the scope",
                    "groups",
                    Map.of("sub", "00uid4BxXw6I6TV4m0g3", "email", "ada@acme.example"),
                    new Absent()),
            new Shape(
                    "Entra ID, object ids",
                    "groups",
                    Map.of(
                            "oid",
                            "7b2c…",
                            "tid",
                            "a1b2…",
                            "groups",
                            List.of(GUID, OTHER_GUID),
                            "wids",
                            List.of("b79f…")),
                    sent(GUID, OTHER_GUID)),
            new Shape(
                    "Entra ID, too many groups",
                    "groups",
                    Map.of(
                            "oid",
                            "7b2c…",
                            "_claim_names",
                            Map.of("groups", "src1"),
                            "_claim_sources",
                            Map.of(
                                    "src1",
                                    Map.of("endpoint", "https://graph.example/v1.0/users/7b2c/getMemberObjects"))),
                    new Overage("/_claim_names/groups")),
            new Shape(
                    "Entra ID, too many groups for the implicit flow",
                    "groups",
                    Map.of("oid", "7b2c…", "hasgroups", true),
                    new Overage("/hasgroups")),
            new Shape(
                    "Entra ID, the same as a string",
                    "groups",
                    Map.of("oid", "7b2c…", "hasgroups", "true"),
                    new Overage("/hasgroups")),
            new Shape(
                    "Entra ID, a reference in the place of the groups",
                    "groups",
                    Map.of(
                            "groups",
                            "src1",
                            "_claim_sources",
                            Map.of("src1", Map.of("endpoint", "https://graph.example"))),
                    new Overage("/groups")),
            new Shape(
                    "Entra ID, SAML attributes",
                    "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
                    Map.of("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", List.of(GUID)),
                    sent(GUID)),
            new Shape(
                    "Entra ID, too many groups for SAML",
                    "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
                    Map.of(
                            "http://schemas.microsoft.com/claims/groups.link",
                            List.of("https://graph.example/v1.0/users/7b2c/getMemberObjects")),
                    new Overage("/http:~1~1schemas.microsoft.com~1claims~1groups.link")),
            new Shape(
                    "Entra ID, app roles beside too many groups",
                    "roles",
                    Map.of(
                            "roles",
                            List.of("Task.Writer"),
                            "_claim_names",
                            Map.of("groups", "src1"),
                            "_claim_sources",
                            Map.of("src1", Map.of("endpoint", "https://graph.example"))),
                    sent("Task.Writer")),
            new Shape(
                    "Entra ID, no app role beside too many groups",
                    "roles",
                    Map.of("hasgroups", true, "_claim_names", Map.of("groups", "src1")),
                    new Absent()),
            new Shape(
                    "Google, which puts no groups into ID tokens",
                    "groups",
                    Map.of("iss", "https://accounts.google.com", "hd", "acme.example", "email_verified", true),
                    new Absent()),
            new Shape(
                    "Google Workspace, SAML group membership as JSON",
                    "groups",
                    Map.of("groups", List.of("engineering@acme.example", "staff@acme.example")),
                    sent("engineering@acme.example", "staff@acme.example")),
            new Shape(
                    "Keycloak, realm roles",
                    "/realm_access/roles",
                    Map.of("realm_access", Map.of("roles", List.of("offline_access", "admin"))),
                    sent("offline_access", "admin")),
            new Shape(
                    "Keycloak, roles of a client whose name has a slash",
                    "/resource_access/acme~1portal/roles",
                    Map.of("resource_access", Map.of("acme/portal", Map.of("roles", List.of("viewer")))),
                    sent("viewer")),
            new Shape(
                    "Keycloak, group paths",
                    "groups",
                    Map.of("groups", List.of("/acme/admins", "/acme/staff")),
                    sent("/acme/admins", "/acme/staff")),
            new Shape(
                    "Ping, one distinguished name as a string",
                    "memberOf",
                    Map.of("memberOf", "cn=Admins,ou=Groups,dc=acme,dc=example"),
                    sent("cn=Admins,ou=Groups,dc=acme,dc=example")),
            new Shape(
                    "Ping, several distinguished names",
                    "memberOf",
                    Map.of("memberOf", List.of("cn=Admins,ou=Groups,dc=acme", "cn=Staff,ou=Groups,dc=acme")),
                    sent("cn=Admins,ou=Groups,dc=acme", "cn=Staff,ou=Groups,dc=acme")),
            new Shape(
                    "ADFS, domain-qualified names",
                    "http://schemas.xmlsoap.org/claims/Group",
                    Map.of("http://schemas.xmlsoap.org/claims/Group", List.of("ACME\\Admins", "ACME\\Domain Users")),
                    sent("ACME\\Admins", "ACME\\Domain Users")),
            new Shape(
                    "ADFS, one value",
                    "http://schemas.xmlsoap.org/claims/Group",
                    Map.of("http://schemas.xmlsoap.org/claims/Group", "Domain Users"),
                    sent("Domain Users")),
            new Shape(
                    "Auth0, a namespaced claim",
                    "https://acme.example/groups",
                    Map.of("https://acme.example/groups", List.of("admins"), "groups", List.of("not these")),
                    sent("admins")),
            new Shape(
                    "Cognito",
                    "cognito:groups",
                    Map.of("cognito:groups", List.of("eu-west-1_aB3_okta", "admins"), "token_use", "id"),
                    sent("eu-west-1_aB3_okta", "admins")),
            new Shape(
                    "OneLogin, with the scope",
                    "groups",
                    Map.of("groups", List.of("Default", "Sales")),
                    sent("Default", "Sales")),
            new Shape(
                    "SCIM, ids and names",
                    "groups",
                    Map.of(
                            "groups",
                            List.of(
                                    Map.of("value", GUID, "display", "Admins", "$ref", "../Groups/" + GUID),
                                    Map.of("display", "Staff"))),
                    sent(GUID, "Staff")),
            new Shape(
                    "SCIM extension, found by a pointer",
                    "/urn:acme:params:scim/groups/0/members",
                    Map.of("urn:acme:params:scim", Map.of("groups", List.of(Map.of("members", List.of("Admins"))))),
                    sent("Admins")),
            new Shape(
                    "OpenID Connect, a distributed claim of another name",
                    "teams",
                    Map.of("_claim_names", Map.of("teams", "s"), "_claim_sources", Map.of("s", Map.of("JWT", "ey…"))),
                    new Overage("/_claim_names/teams")),
            new Shape("Nobody is in any group", "groups", Map.of("groups", List.of()), sent()));

    @TestFactory
    Stream<DynamicTest> groups_are_read_from_what_identity_providers_send() {
        return SHAPES.stream()
                .map(shape -> DynamicTest.dynamicTest(
                        shape.provider,
                        () -> assertThat(Claims.of(shape.claims).read(new GroupsClaim(shape.claim)))
                                .isEqualTo(shape.expected)));
    }

    @TestFactory
    Stream<DynamicTest> groups_are_among_the_candidates_before_the_claim_is_known() {
        return SHAPES.stream()
                .filter(shape -> shape.expected instanceof Sent)
                .map(shape -> DynamicTest.dynamicTest(
                        shape.provider,
                        () -> assertThat(Claims.of(shape.claims).candidates().orElseThrow())
                                .containsAll(((Sent) shape.expected).groups())));
    }

    private static ClaimedGroups read(Object groups) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("groups", groups);
        return Claims.of(claims).read(GroupsClaim.DEFAULT);
    }

    @Test
    void a_claim_of_another_form_is_unusable_and_named() {
        for (Object form : Arrays.asList(null, 7, true, Map.of("a", "b"), 1.5)) {
            assertThat(read(form))
                    .isInstanceOfSatisfying(
                            Unusable.class,
                            unusable -> assertThat(unusable.pointer()).isEqualTo("/groups"));
        }
    }

    @Test
    void an_element_that_is_no_group_is_named_by_its_place() {
        for (Object element : Arrays.asList(null, 7, List.of("a"), Map.of(), Map.of("name", "Admins"), "", "a\0b")) {
            assertThat(read(Arrays.asList("Admins", element)))
                    .isInstanceOfSatisfying(
                            Unusable.class,
                            unusable -> assertThat(unusable.pointer()).isEqualTo("/groups/1"));
        }
        assertThat(read(List.of(Map.of("value", 7, "display", "Admins"))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.pointer()).isEqualTo("/groups/0/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\ud800", "\udc00x"})
    void a_single_string_that_is_no_group_is_unusable(String text) {
        assertThat(read(text)).isInstanceOf(Unusable.class);
        assertThat(read("x".repeat(1025))).isInstanceOf(Unusable.class);
    }

    @Test
    void a_pointer_in_the_answer_escapes_the_name_of_the_claim() {
        assertThat(Claims.of(Map.of("https://acme.example/~groups", List.of(5)))
                        .read(new GroupsClaim("https://acme.example/~groups")))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.pointer()).isEqualTo("/https:~1~1acme.example~1~0groups/0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a/b", "/a/0", "/a/list/2", "/a/list/01", "/a/list/-", "/a/list/99999999999", "/x", "/a/text/0"
            })
    void a_pointer_that_leads_nowhere_is_an_absent_claim(String pointer) {
        assertThat(Claims.of(Map.of("a", Map.of("list", List.of("x", "y"), "text", "z")))
                        .read(new GroupsClaim(pointer)))
                .isEqualTo(new Absent());
    }

    @Test
    void a_name_that_begins_with_no_slash_is_taken_literally() {
        assertThat(Claims.of(Map.of("a/b", List.of("right"), "a", Map.of("b", List.of("wrong"))))
                        .read(new GroupsClaim("a/b")))
                .isEqualTo(sent("right"));
    }

    @TestFactory
    Stream<DynamicTest> where_the_claim_says_nothing_any_sign_of_groups_left_out_counts() {
        Map<String, Object> names = Map.of("groups", "src1");
        return Stream.of(
                        new Shape(
                                "another claim",
                                "https://acme.example/groups",
                                Map.of("hasgroups", true),
                                new Overage("/hasgroups")),
                        new Shape("a number", "groups", Map.of("hasgroups", 1), new Overage("/hasgroups")),
                        new Shape("a capital", "groups", Map.of("hasgroups", "True"), new Overage("/hasgroups")),
                        new Shape(
                                "an empty list",
                                "groups",
                                Map.of("hasgroups", true, "groups", List.of()),
                                new Overage("/hasgroups")),
                        new Shape(
                                "names of the usual claim",
                                "teams",
                                Map.of("_claim_names", names),
                                new Overage("/_claim_names")),
                        new Shape(
                                "names as a text",
                                "groups",
                                Map.of("_claim_names", "{\"groups\":\"src1\"}"),
                                new Overage("/_claim_names")),
                        new Shape(
                                "a token within",
                                "/entra/groups",
                                Map.of("entra", Map.of("_claim_names", names)),
                                new Overage("/entra/_claim_names/groups")),
                        new Shape(
                                "a token within, short",
                                "/entra/groups",
                                Map.of("entra", Map.of("hasgroups", true)),
                                new Overage("/entra/hasgroups")),
                        new Shape(
                                "a source for a list",
                                "groups",
                                Map.of("groups", List.of("src1"), "_claim_sources", Map.of("src1", Map.of())),
                                new Overage("/groups")))
                .map(shape -> DynamicTest.dynamicTest(
                        shape.provider,
                        () -> assertThat(Claims.of(shape.claims).read(new GroupsClaim(shape.claim)))
                                .isEqualTo(shape.expected)));
    }

    @TestFactory
    Stream<DynamicTest> what_says_that_nothing_was_left_out_counts_for_nothing() {
        return Stream.of(
                        new Shape("false", "groups", Map.of("hasgroups", false), new Absent()),
                        new Shape("false as a text", "groups", Map.of("hasgroups", "false"), new Absent()),
                        new Shape(
                                "names of other claims",
                                "groups",
                                Map.of("_claim_names", Map.of("address", "src1")),
                                new Absent()),
                        new Shape(
                                "groups left out where roles are asked for",
                                "roles",
                                Map.of("_claim_names", Map.of("groups", "src1")),
                                new Absent()),
                        new Shape(
                                "a group that is called as a source is elsewhere",
                                "groups",
                                Map.of("groups", List.of("src1")),
                                sent("src1")))
                .map(shape -> DynamicTest.dynamicTest(
                        shape.provider,
                        () -> assertThat(Claims.of(shape.claims).read(new GroupsClaim(shape.claim)))
                                .isEqualTo(shape.expected)));
    }

    @Test
    void hasgroups_counts_only_when_it_is_true_and_the_groups_are_not_there() {
        assertThat(Claims.of(Map.of("hasgroups", false)).read(GroupsClaim.DEFAULT))
                .isEqualTo(new Absent());
        assertThat(Claims.of(Map.of("hasgroups", true, "groups", List.of("a"))).read(GroupsClaim.DEFAULT))
                .isEqualTo(sent("a"));
    }

    @Test
    void groups_beside_the_word_that_some_are_elsewhere_are_incomplete() {
        assertThat(Claims.of(Map.of("groups", List.of("a"), "_claim_names", Map.of("groups", "src1")))
                        .read(GroupsClaim.DEFAULT))
                .isEqualTo(new Overage("/_claim_names/groups"));
    }

    @Test
    void ten_thousand_different_groups_are_read_and_one_more_is_refused() {
        List<String> most =
                IntStream.range(0, 10_000).mapToObj(number -> "group " + number).toList();
        List<String> repeated = new ArrayList<>(most);
        repeated.addAll(most);
        List<String> tooMany = new ArrayList<>(most);
        tooMany.add("another");

        assertThat(read(repeated))
                .isInstanceOfSatisfying(
                        Sent.class, sent -> assertThat(sent.groups()).hasSize(10_000));
        assertThat(read(tooMany)).isInstanceOf(Unusable.class);
    }

    @Test
    void more_strings_than_are_worth_a_guess_are_no_candidates() {
        List<String> very =
                IntStream.range(0, 20_001).mapToObj(number -> "text " + number).toList();

        assertThat(Claims.of(Map.of("notes", very)).candidates()).isEmpty();
    }

    @Test
    void strings_that_are_no_groups_are_no_candidates_and_do_no_harm() {
        Set<ExternalGroup> candidates = Claims.of(
                        Map.of("empty", "", "nul", "\0", "half", "\ud800", "long", "x".repeat(2000), "sub", "ada"))
                .candidates()
                .orElseThrow();

        assertThat(candidates).containsExactly(new ExternalGroup("ada"));
    }

    @Test
    void claims_that_are_nested_without_end_overflow_no_stack() {
        Object deep = "text";
        for (int depth = 0; depth < 100_000; depth++) {
            deep = Collections.singletonList(deep);
        }
        Claims claims = Claims.of(Map.of("deep", deep, "groups", List.of("a")));

        assertThat(claims.candidates()).isEmpty();
        assertThat(claims.read(GroupsClaim.DEFAULT)).isEqualTo(sent("a"));
    }

    @Test
    void groups_that_were_sent_by_themselves_are_all_candidates_whatever_the_claim() {
        SentGroups groups =
                SentGroups.of(List.of(new ExternalGroup("a"), new ExternalGroup("b"), new ExternalGroup("a")));

        assertThat(groups.read(new GroupsClaim("anything"))).isEqualTo(sent("a", "b"));
        assertThat(groups.candidates()).contains(new HashSet<>(groups.groups()));
    }
}
