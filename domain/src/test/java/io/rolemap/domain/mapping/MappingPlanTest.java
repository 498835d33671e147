package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.SequentialIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MappingPlanTest {

    private static final int CASES = 300;
    private static final Instant LATER = Samples.NOW.plusSeconds(60);
    private static final Connection OKTA = Samples.connection("acme", "okta");

    @Test
    void it_says_what_is_missing_what_is_different_and_what_is_too_much() {
        GroupRoleMapping stays = Samples.mapping(OKTA, "m1", "Stays", 1);
        GroupRoleMapping changes = Samples.mapping(OKTA, "m2", "Changes", 1);
        GroupRoleMapping goes = Samples.mapping(OKTA, "m3", "Goes", 1);

        MappingPlan plan = MappingPlan.between(
                List.of(goes, changes, stays),
                new WantedMappings(List.of(wanted("Comes", 3), wanted("Changes", 2), wanted("Stays", 1))));

        assertThat(plan)
                .isEqualTo(new MappingPlan(
                        List.of(wanted("Comes", 3)),
                        List.of(new MappingPlan.RoleChange(changes, new RoleId(2))),
                        List.of(goes),
                        1));
        assertThat(plan.grantedRoles()).containsExactlyInAnyOrder(new RoleId(2), new RoleId(3));
    }

    @Test
    void groups_that_merely_look_alike_are_different_groups() {
        MappingPlan plan = MappingPlan.between(
                List.of(Samples.mapping(OKTA, "m1", "\u00c9quipe", 1)),
                new WantedMappings(List.of(wanted("E\u0301quipe", 1))));

        assertThat(plan.created()).hasSize(1);
        assertThat(plan.deleted()).hasSize(1);
        assertThat(plan.unchanged()).isZero();
    }

    @Test
    void carried_out_it_leads_to_what_is_wanted() {
        forGeneratedSets((current, wanted) -> {
            List<GroupRoleMapping> result = carriedOut(current, wanted);

            assertThat(asWanted(result)).containsExactlyInAnyOrderElementsOf(wanted.mappings());
        });
    }

    @Test
    void carried_out_it_leaves_nothing_to_do() {
        forGeneratedSets((current, wanted) -> {
            List<GroupRoleMapping> result = carriedOut(current, wanted);

            MappingPlan again = MappingPlan.between(result, wanted);
            assertThat(again.isEmpty()).isTrue();
            assertThat(again.grantedRoles()).isEmpty();
            assertThat(again.unchanged()).isEqualTo(wanted.mappings().size());
        });
    }

    @Test
    void between_equal_sets_there_is_nothing_to_do() {
        forGeneratedSets(
                (current, wanted) -> assertThat(MappingPlan.between(current, new WantedMappings(asWanted(current))))
                        .isEqualTo(new MappingPlan(List.of(), List.of(), List.of(), current.size())));
    }

    @Test
    void every_mapping_is_counted_once() {
        forGeneratedSets((current, wanted) -> {
            MappingPlan plan = MappingPlan.between(current, wanted);

            assertThat(plan.unchanged() + plan.updated().size() + plan.created().size())
                    .isEqualTo(wanted.mappings().size());
            assertThat(plan.unchanged() + plan.updated().size() + plan.deleted().size())
                    .isEqualTo(current.size());
        });
    }

    @Test
    void what_is_created_is_in_the_order_of_the_request_and_the_rest_in_the_order_of_the_set() {
        forGeneratedSets((current, wanted) -> {
            MappingPlan plan = MappingPlan.between(current, wanted);

            assertThat(plan.created())
                    .isEqualTo(wanted.mappings().stream()
                            .filter(plan.created()::contains)
                            .toList());
            assertThat(plan.deleted())
                    .isEqualTo(current.stream().filter(plan.deleted()::contains).toList());
            List<GroupRoleMapping> updated =
                    plan.updated().stream().map(MappingPlan.RoleChange::mapping).toList();
            assertThat(updated)
                    .isEqualTo(current.stream().filter(updated::contains).toList());
        });
    }

    @Test
    void what_it_grants_is_what_is_created_and_updated() {
        forGeneratedSets((current, wanted) -> {
            Set<WantedMapping> unchanged = new HashSet<>(asWanted(current));
            unchanged.retainAll(wanted.mappings());

            assertThat(MappingPlan.between(current, wanted).grantedRoles())
                    .isEqualTo(wanted.mappings().stream()
                            .filter(mapping -> !unchanged.contains(mapping))
                            .map(WantedMapping::role)
                            .collect(Collectors.toSet()));
        });
    }

    @Test
    void the_changes_are_of_the_connection_and_the_moment() {
        GroupRoleMapping changes = Samples.mapping(OKTA, "m1", "Changes", 1);
        GroupRoleMapping goes = Samples.mapping(OKTA, "m2", "Goes", 1);
        SequentialIds ids = new SequentialIds();

        MappingChanges made = MappingPlan.between(
                        List.of(changes, goes), new WantedMappings(List.of(wanted("Changes", 2), wanted("Comes", 3))))
                .at(OKTA.org(), OKTA.id(), LATER, () -> new MappingId(ids.newId()));

        assertThat(made)
                .isEqualTo(new MappingChanges(
                        List.of(Samples.createdAt(Samples.mapping(OKTA, "id-1", "Comes", 3), LATER, LATER)),
                        List.of(new MappingChanges.Update(
                                changes,
                                Samples.createdAt(
                                        Samples.mapping(OKTA, "m1", "Changes", 2), changes.createdAt(), LATER))),
                        List.of(goes),
                        0));
    }

    @Test
    void an_update_is_always_later_than_the_one_before() {
        GroupRoleMapping changes = Samples.mapping(OKTA, "m1", "Changes", 1);

        MappingChanges made = MappingPlan.between(List.of(changes), new WantedMappings(List.of(wanted("Changes", 2))))
                .at(OKTA.org(), OKTA.id(), Samples.NOW.minusSeconds(60), () -> new MappingId("unused"));

        assertThat(made.updated())
                .extracting(update -> update.after().updatedAt())
                .containsExactly(Samples.NOW.plusMillis(1));
    }

    @Test
    void changes_are_empty_when_nothing_is_created_updated_or_deleted() {
        GroupRoleMapping mapping = Samples.mapping(OKTA, "m1", "Admins");

        assertThat(new MappingChanges(List.of(), List.of(), List.of(), 3).isEmpty())
                .isTrue();
        assertThat(new MappingChanges(List.of(mapping), List.of(), List.of(), 0).isEmpty())
                .isFalse();
        assertThat(new MappingChanges(List.of(), List.of(new MappingChanges.Update(mapping, mapping)), List.of(), 0)
                        .isEmpty())
                .isFalse();
        assertThat(new MappingChanges(List.of(), List.of(), List.of(mapping), 0).isEmpty())
                .isFalse();
    }

    private static WantedMapping wanted(String group, long role) {
        return new WantedMapping(new ExternalGroup(group), new RoleId(role));
    }

    private static List<WantedMapping> asWanted(List<GroupRoleMapping> mappings) {
        return mappings.stream()
                .map(mapping -> new WantedMapping(mapping.externalGroup(), mapping.role()))
                .toList();
    }

    /** Of few groups and roles, so that every case comes up often. */
    private static void forGeneratedSets(BiConsumer<List<GroupRoleMapping>, WantedMappings> property) {
        Generated.cases(CASES, random -> {
            List<GroupRoleMapping> current = new ArrayList<>();
            for (WantedMapping mapping : generated(random)) {
                current.add(Samples.mapping(
                        OKTA,
                        "old-" + current.size(),
                        mapping.externalGroup().value(),
                        mapping.role().value()));
            }
            property.accept(List.copyOf(current), new WantedMappings(generated(random)));
        });
    }

    private static List<WantedMapping> generated(RandomGenerator random) {
        Map<String, Long> roles = new LinkedHashMap<>();
        for (int left = random.nextInt(20); left > 0; left--) {
            roles.put(Generated.from(random, "aA \u00e9", 1, 2), random.nextLong(3));
        }
        return roles.entrySet().stream()
                .map(entry -> wanted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<GroupRoleMapping> carriedOut(List<GroupRoleMapping> current, WantedMappings wanted) {
        SequentialIds ids = new SequentialIds();
        MappingChanges changes =
                MappingPlan.between(current, wanted).at(OKTA.org(), OKTA.id(), LATER, () -> new MappingId(ids.newId()));
        Map<MappingId, GroupRoleMapping> result =
                current.stream().collect(Collectors.toMap(GroupRoleMapping::id, mapping -> mapping));
        changes.deleted()
                .forEach(deleted -> assertThat(result.remove(deleted.id())).isEqualTo(deleted));
        changes.updated()
                .forEach(update -> assertThat(result.put(update.after().id(), update.after()))
                        .isEqualTo(update.before()));
        changes.created()
                .forEach(
                        created -> assertThat(result.put(created.id(), created)).isNull());
        return List.copyOf(result.values());
    }
}
