package io.rolemap.domain.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoleResolverTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");

    private static final Connection WITH_DEFAULT =
            ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))).appliedTo(OKTA, Samples.NOW);

    private static final Connection DISABLED =
            ConnectionChanges.none().withEnabled(false).appliedTo(WITH_DEFAULT, Samples.NOW);

    private static GroupMapping mapping(String group, long role) {
        return new GroupMapping(
                Optional.of(new MappingId("m-" + Integer.toHexString(group.hashCode()))),
                new ExternalGroup(group),
                new RoleId(role));
    }

    private static List<ExternalGroup> groups(String... names) {
        return Stream.of(names).map(ExternalGroup::new).toList();
    }

    @Test
    void roles_are_those_of_all_mappings_that_match_each_once_in_the_order_of_their_numbers() {
        RoleResolver resolver = RoleResolver.of(
                OKTA, List.of(mapping("c", 9), mapping("a", 7), mapping("b", -7), mapping("d", 7), mapping("e", 5)));

        Resolution resolution = resolver.resolve(groups("d", "c", "a", "b"));

        assertThat(resolution.roles()).containsExactly(new RoleId(-7), new RoleId(7), new RoleId(9));
        assertThat(resolution.matches())
                .containsExactly(mapping("a", 7), mapping("b", -7), mapping("c", 9), mapping("d", 7));
        assertThat(resolution.evidence()).isEqualTo(Evidence.COMPLETE);
        assertThat(resolution.defaultRoleApplied()).isFalse();
        assertThat(resolution.connectionEnabled()).isTrue();
    }

    @Test
    void the_default_role_applies_only_where_nothing_matched() {
        RoleResolver resolver = RoleResolver.of(WITH_DEFAULT, List.of(mapping("Admins", 2227)));

        assertThat(resolver.resolve(groups("Staff")))
                .isEqualTo(new Resolution(
                        List.of(new RoleId(1)), Evidence.COMPLETE, List.of(), List.of(), true, true, Optional.empty()));
        assertThat(resolver.resolve(groups("Staff", "Admins")).roles()).containsExactly(new RoleId(2227));
        assertThat(resolver.resolve(groups("Staff", "Admins")).defaultRoleApplied())
                .isFalse();
    }

    @Test
    void somebody_without_groups_and_somebody_without_the_claim_get_the_default_role_and_differ_in_the_evidence() {
        RoleResolver resolver = RoleResolver.of(WITH_DEFAULT, List.of(mapping("Admins", 2227)));

        assertThat(resolver.resolve(List.of()).evidence()).isEqualTo(Evidence.EMPTY);
        assertThat(resolver.withoutClaim().evidence()).isEqualTo(Evidence.ABSENT);
        assertThat(resolver.withoutClaim().absentClaim()).contains(GroupsClaim.DEFAULT);
        assertThat(resolver.resolve(List.of()).roles())
                .isEqualTo(resolver.withoutClaim().roles())
                .containsExactly(new RoleId(1));
    }

    @Test
    void without_a_default_role_nothing_is_granted_where_nothing_matched() {
        Resolution resolution = RoleResolver.of(OKTA, List.of()).resolve(groups("Staff"));

        assertThat(resolution.roles()).isEmpty();
        assertThat(resolution.defaultRoleApplied()).isFalse();
    }

    @Test
    void a_disabled_connection_grants_nothing_and_says_so() {
        RoleResolver resolver = RoleResolver.of(DISABLED, List.of(mapping("Admins", 2227)));

        for (Resolution resolution : List.of(
                resolver.resolve(groups("Admins", "admins")),
                resolver.explain(groups("Admins", "admins")),
                resolver.explain(List.of()),
                resolver.withoutClaim())) {
            assertThat(resolution.roles()).isEmpty();
            assertThat(resolution.matches()).isEmpty();
            assertThat(resolution.unmatched()).isEmpty();
            assertThat(resolution.defaultRoleApplied()).isFalse();
            assertThat(resolution.connectionEnabled()).isFalse();
        }
    }

    @Test
    void a_group_is_never_a_role() {
        assertThat(RoleResolver.of(OKTA, List.of(mapping("7", 9)))
                        .resolve(groups("9", "2227"))
                        .roles())
                .isEmpty();
    }

    @Test
    void two_mappings_of_one_group_are_refused() {
        assertThatThrownBy(() -> RoleResolver.of(OKTA, List.of(mapping("a", 7), mapping("a", 8))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_explanation_names_what_a_group_was_nearly_those_with_the_fewest_differences_first() {
        RoleResolver resolver = RoleResolver.of(
                OKTA,
                List.of(mapping(" ADMINS", 7), mapping("admins ", 8), mapping("/acme/admins", 9), mapping("x", 1)));

        UnmatchedGroup unmatched =
                resolver.explain(groups("admins")).unmatched().get(0);

        assertThat(unmatched.group()).isEqualTo(new ExternalGroup("admins"));
        assertThat(unmatched.nearMisses())
                .containsExactly(
                        new NearMiss(mapping("/acme/admins", 9), Set.of(GroupDifference.PATH_PREFIX)),
                        new NearMiss(mapping("admins ", 8), Set.of(GroupDifference.WHITE_SPACE)),
                        new NearMiss(
                                mapping(" ADMINS", 7),
                                Set.of(GroupDifference.WHITE_SPACE, GroupDifference.LETTER_CASE)));
    }

    @Test
    void of_many_near_misses_ten_are_told() {
        List<GroupMapping> lookAlikes = IntStream.range(1, 40)
                .mapToObj(spaces -> mapping("admins" + " ".repeat(spaces), spaces))
                .toList();

        assertThat(RoleResolver.of(OKTA, lookAlikes)
                        .explain(groups("admins"))
                        .unmatched()
                        .get(0)
                        .nearMisses())
                .hasSize(UnmatchedGroup.MAX_NEAR_MISSES);
    }

    @Test
    void near_misses_are_told_of_the_first_groups_only_where_there_is_more_than_anybody_reads() {
        int told = UnmatchedGroup.MAX_COMPARED_CHARACTERS / 1_000;
        List<String> names = IntStream.range(0, told + 10)
                .mapToObj(number -> "%01000d".formatted(number).replace('0', 'o'))
                .toList();
        List<GroupMapping> mappings =
                names.stream().map(name -> mapping(name, 1)).toList();
        List<ExternalGroup> groups = names.stream()
                .map(name -> new ExternalGroup(name.toUpperCase(Locale.ROOT)))
                .toList();

        List<UnmatchedGroup> unmatched =
                RoleResolver.of(OKTA, mappings).explain(groups).unmatched();

        assertThat(unmatched).hasSize(told + 10);
        assertThat(unmatched.subList(0, told))
                .allMatch(group -> group.nearMisses().size() == 1);
        assertThat(unmatched.subList(told, told + 10))
                .allMatch(group -> group.nearMisses().isEmpty());
    }

    @Test
    void ten_thousand_groups_are_resolved_at_once() {
        List<GroupMapping> mappings = IntStream.range(0, 10_000)
                .mapToObj(number -> mapping("group " + number, number % 50))
                .toList();
        List<ExternalGroup> groups =
                mappings.stream().map(GroupMapping::externalGroup).toList();

        assertThat(RoleResolver.of(OKTA, mappings).resolve(groups).roles()).hasSize(50);
    }

    @Test
    void the_order_of_the_groups_and_repetitions_make_no_difference() {
        Generated.cases(200, random -> {
            RoleResolver resolver = RoleResolver.of(WITH_DEFAULT, mappings(random));
            List<ExternalGroup> groups = someGroups(random);
            List<ExternalGroup> shuffled = new ArrayList<>(groups);
            shuffled.addAll(groups.subList(0, groups.size() / 2));
            Collections.shuffle(shuffled, new Random(random.nextLong()));

            assertThat(resolver.explain(shuffled)).isEqualTo(resolver.explain(groups));
            assertThat(resolver.resolve(shuffled)).isEqualTo(resolver.resolve(groups));
        });
    }

    @Test
    void a_further_mapping_takes_no_role_away_but_the_default() {
        Generated.cases(200, random -> {
            List<GroupMapping> mappings = mappings(random);
            List<ExternalGroup> groups = someGroups(random);
            List<GroupMapping> fewer = mappings.subList(0, random.nextInt(mappings.size()));
            Resolution before = RoleResolver.of(WITH_DEFAULT, fewer).resolve(groups);
            Resolution after = RoleResolver.of(WITH_DEFAULT, mappings).resolve(groups);

            if (!before.defaultRoleApplied()) {
                assertThat(after.roles()).containsAll(before.roles());
            }
        });
    }

    @Test
    void near_misses_are_never_the_group_itself_and_grant_nothing() {
        Generated.cases(200, random -> {
            List<GroupMapping> mappings = mappings(random);
            List<ExternalGroup> groups = someGroups(random);
            Resolution resolution = RoleResolver.of(OKTA, mappings).explain(groups);

            for (UnmatchedGroup unmatched : resolution.unmatched()) {
                for (NearMiss miss : unmatched.nearMisses()) {
                    assertThat(miss.mapping().externalGroup()).isNotEqualTo(unmatched.group());
                    assertThat(miss.differences())
                            .isEqualTo(GroupDifference.between(
                                    unmatched.group(), miss.mapping().externalGroup()))
                            .isNotEmpty();
                }
            }
            assertThat(resolution.matches())
                    .allMatch(match -> groups.contains(match.externalGroup()))
                    .hasSize((int) mappings.stream()
                            .filter(mapping -> groups.contains(mapping.externalGroup()))
                            .count());
        });
    }

    @Test
    void an_explanation_is_the_answer_with_all_groups_that_are_not_mapped() {
        Generated.cases(200, random -> {
            RoleResolver resolver = RoleResolver.of(WITH_DEFAULT, mappings(random));
            List<ExternalGroup> groups = someGroups(random);
            Resolution answer = resolver.resolve(groups);
            Resolution explained = resolver.explain(groups);

            assertThat(explained)
                    .usingRecursiveComparison()
                    .ignoringFields("unmatched")
                    .isEqualTo(answer);
            Set<ExternalGroup> accountedFor = new HashSet<>();
            explained.matches().forEach(match -> accountedFor.add(match.externalGroup()));
            explained.unmatched().forEach(unmatched -> accountedFor.add(unmatched.group()));
            assertThat(accountedFor).isEqualTo(new HashSet<>(groups));
        });
    }

    /** Of few letters, so that groups meet and resemble each other often. */
    private static String group(RandomGenerator random) {
        return Generated.from(random, "aAb /\u00e4", 1, 3);
    }

    private static List<GroupMapping> mappings(RandomGenerator random) {
        Map<String, GroupMapping> byGroup = new LinkedHashMap<>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            String group = group(random);
            byGroup.put(group, mapping(group, random.nextLong(2, 9)));
        }
        return List.copyOf(byGroup.values());
    }

    private static List<ExternalGroup> someGroups(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(20))
                .mapToObj(number -> new ExternalGroup(group(random)))
                .toList();
    }
}
