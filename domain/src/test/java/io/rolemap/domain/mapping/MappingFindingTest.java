package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.MappingFinding.Kind;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFindingTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final String GUID = "8f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a11";
    private static final String OTHER_GUID = "2F9D0C77-5A1E-4F43-8F0E-3D0F3A5AB7D2";

    private static GroupRoleMapping mapping(String id, String group) {
        return Samples.mapping(OKTA, id, group);
    }

    private static List<Kind> kinds(List<MappingFinding> findings) {
        return findings.stream().map(MappingFinding::kind).toList();
    }

    private static List<MappingFinding> survey(Set<RoleId> unknown, List<GroupRoleMapping> mappings) {
        MappingSurvey survey = new MappingSurvey();
        mappings.forEach(survey::add);
        return mappings.stream()
                .flatMap(mapping -> survey.findingsOf(mapping, unknown).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {" Admins", "Admins ", "\tAdmins", "Admins\u00a0", "\u3000Admins", " "})
    void white_space_at_an_end_is_suspicious(String group) {
        assertThat(kinds(MappingFinding.ofNew(mapping("m1", group), List.of())))
                .containsExactly(Kind.OUTER_WHITE_SPACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ad\u200bmins", "\ufeffAdmins", "Admins\u202e", "Ad\u00admins"})
    void invisible_characters_are_suspicious(String group) {
        assertThat(kinds(MappingFinding.ofNew(mapping("m1", group), List.of())))
                .containsExactly(Kind.INVISIBLE_CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Admins",
                "Domain Users",
                "/acme/admins",
                "CN=Admins,DC=acme",
                GUID,
                "\ud83d\ude80",
                "\u05e2\u05d1\u05e8\u05d9"
            })
    void a_usual_group_is_not_suspicious(String group) {
        assertThat(MappingFinding.ofNew(mapping("m1", group), List.of(mapping("m2", "Staff"))))
                .isEmpty();
    }

    @Test
    void a_new_mapping_is_suspicious_beside_each_that_it_resembles() {
        GroupRoleMapping lower = mapping("m1", "admins");
        GroupRoleMapping upper = mapping("m2", "ADMINS");
        GroupRoleMapping made = mapping("m3", "Admins");

        assertThat(MappingFinding.ofNew(made, List.of(lower, upper, mapping("m4", "Staff"))))
                .containsExactly(
                        new MappingFinding(
                                Kind.RESEMBLES_ANOTHER, made, Optional.of(lower), Set.of(GroupDifference.LETTER_CASE)),
                        new MappingFinding(
                                Kind.RESEMBLES_ANOTHER, made, Optional.of(upper), Set.of(GroupDifference.LETTER_CASE)));
    }

    @Test
    void a_distinguished_name_in_another_spelling_is_told_as_such() {
        assertThat(kinds(MappingFinding.ofNew(
                        mapping("m1", "cn=Admins, dc=acme"), List.of(mapping("m2", "CN=Admins,DC=acme")))))
                .containsExactly(Kind.SAME_DISTINGUISHED_NAME);
    }

    @Test
    void it_is_the_same_distinguished_name_too_when_the_letter_case_of_its_values_differs_besides() {
        assertThat(MappingFinding.ofNew(
                        mapping("m1", "cn=admins,  dc=ACME"), List.of(mapping("m2", "CN=Admins,DC=acme"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.SAME_DISTINGUISHED_NAME);
                    assertThat(finding.differences())
                            .containsExactly(GroupDifference.DN_SPELLING, GroupDifference.LETTER_CASE);
                });
    }

    @Test
    void a_group_of_the_same_name_below_another_path_is_not_suspicious() {
        assertThat(MappingFinding.ofNew(mapping("m1", "/acme/admins"), List.of(mapping("m2", "admins"))))
                .isEmpty();
    }

    @Test
    void of_those_that_resemble_each_other_all_but_the_oldest_are_told() {
        GroupRoleMapping oldest = mapping("m1", "Admins");
        GroupRoleMapping second = mapping("m2", "admins");
        GroupRoleMapping third = mapping("m3", "ADMINS");

        List<MappingFinding> findings = survey(Set.of(), List.of(oldest, mapping("m0", "Staff"), second, third));

        assertThat(findings).extracting(MappingFinding::mapping).containsExactly(second, third);
        assertThat(findings).extracting(MappingFinding::other).containsOnly(Optional.of(oldest));
    }

    @Test
    void skeletons_whose_hash_codes_are_the_same_are_told_apart() {
        GroupRoleMapping one = mapping("m1", "b_");
        GroupRoleMapping other = mapping("m2", "a~");
        assertThat(GroupSkeleton.of(one.externalGroup()).hashCode())
                .isEqualTo(GroupSkeleton.of(other.externalGroup()).hashCode());

        assertThat(survey(Set.of(), List.of(one, other, mapping("m3", "A~"))))
                .extracting(finding -> finding.mapping().id().value())
                .containsExactly("m3");
    }

    @Test
    void the_one_name_among_guids_is_suspicious_and_two_are_not() {
        GroupRoleMapping name = mapping("m3", "Admins");
        List<GroupRoleMapping> one = List.of(mapping("m1", GUID), mapping("m2", OTHER_GUID), name);
        List<GroupRoleMapping> two = new ArrayList<>(one);
        two.add(mapping("m4", "Staff"));

        assertThat(survey(Set.of(), one)).containsExactly(MappingFinding.alone(Kind.NAME_AMONG_GUIDS, name));
        assertThat(survey(Set.of(), two)).isEmpty();
        assertThat(survey(Set.of(), List.of(mapping("m1", GUID), name))).isEmpty();
    }

    @Test
    void a_role_that_nobody_knows_is_suspicious() {
        GroupRoleMapping mapping = Samples.mapping(OKTA, "m1", "Admins", 99);

        assertThat(survey(Set.of(new RoleId(99)), List.of(mapping, Samples.mapping(OKTA, "m2", "Staff", 7))))
                .containsExactly(MappingFinding.alone(Kind.UNKNOWN_ROLE, mapping));
    }

    @Test
    void a_survey_finds_what_a_look_at_every_pair_finds() {
        Generated.cases(200, random -> {
            Set<String> groups = new LinkedHashSet<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                groups.add(Generated.from(random, "aAb \u200b\u00e4", 1, 3));
            }
            List<GroupRoleMapping> mappings = groups.stream()
                    .map(group -> mapping("m" + Integer.toHexString(group.hashCode()), group))
                    .toList();
            List<GroupRoleMapping> suspects = Stream.iterate(0, index -> index < mappings.size(), index -> index + 1)
                    .filter(index -> mappings.subList(0, index).stream()
                            .anyMatch(older -> MappingFinding.beside(mappings.get(index), older)
                                    .isPresent()))
                    .map(mappings::get)
                    .toList();

            assertThat(survey(Set.of(), mappings))
                    .filteredOn(finding -> finding.kind() == Kind.RESEMBLES_ANOTHER)
                    .extracting(MappingFinding::mapping)
                    .isEqualTo(suspects);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_sentence_says_what_is_suspicious_and_shows_no_group(Kind kind) {
        GroupRoleMapping mapping = mapping("m1", "Zebra-Group");
        boolean besideAnother = kind == Kind.RESEMBLES_ANOTHER || kind == Kind.SAME_DISTINGUISHED_NAME;
        MappingFinding finding = besideAnother
                ? new MappingFinding(
                        kind,
                        mapping,
                        Optional.of(mapping("m2", "zebra-group")),
                        Set.of(
                                kind == Kind.RESEMBLES_ANOTHER
                                        ? GroupDifference.LETTER_CASE
                                        : GroupDifference.DN_SPELLING))
                : MappingFinding.alone(kind, mapping);

        assertThat(finding.sentence()).endsWith(".").doesNotContainIgnoringCase("zebra");
        assertThat(kind.label()).matches("[a-z_]+");
    }

    @Test
    void a_sentence_lists_all_differences() {
        MappingFinding finding =
                MappingFinding.ofNew(mapping("m1", "\u200b Admins"), List.of(mapping("m2", "admins"))).stream()
                        .filter(one -> one.kind() == Kind.RESEMBLES_ANOTHER)
                        .findFirst()
                        .orElseThrow();

        assertThat(finding.sentence()).contains("invisible characters, white space and letter case");
    }

    @Test
    void who_may_not_see_other_mappings_still_learns_that_there_is_one() {
        MappingFinding finding = MappingFinding.ofNew(mapping("m1", "Admins"), List.of(mapping("m2", "admins")))
                .get(0);

        assertThat(finding.withoutOther().other()).isEmpty();
        assertThat(finding.withoutOther().kind()).isEqualTo(Kind.RESEMBLES_ANOTHER);
        assertThat(finding.withoutOther().differences()).isEqualTo(finding.differences());
    }

    @ParameterizedTest
    @ValueSource(strings = {GUID, OTHER_GUID, "00000000-0000-0000-0000-000000000000"})
    void guids_are_known_in_either_case(String group) {
        assertThat(MappingFinding.isGuid(new ExternalGroup(group))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Admins",
                "{8f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a11}",
                "8f3c1c2e0c1b4c579a518d3c9b1f0a11",
                "8f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a1g",
                "8f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a11 ",
                "8f3c1c2ee0c1b-4c57-9a51-8d3c9b1f0a11",
                "\u0668f3c1c2e-0c1b-4c57-9a51-8d3c9b1f0a1"
            })
    void nothing_else_is_a_guid(String group) {
        assertThat(MappingFinding.isGuid(new ExternalGroup(group))).isFalse();
    }
}
