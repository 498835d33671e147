package io.rolemap.testkit;

import static io.rolemap.testkit.FaultyAdaptersTest.assertFound;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.MappingLookup.Found;
import io.rolemap.domain.shared.OrgId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lookups with one fault each, and the sentences of their contract that find it. */
class FaultyLookupsTest {

    @Test
    void an_adapter_that_folds_case_when_it_looks_up_is_found() {
        assertFound(
                FoldsCaseLookingUp.class,
                "groups_that_merely_look_alike_are_different_groups",
                "a_group_that_looks_like_a_mapped_one_is_not_mapped");
    }

    @Test
    void an_adapter_that_looks_up_across_organisations_is_found() {
        assertFound(
                LooksUpAcrossOrganisations.class,
                "the_connection_of_another_organisation_is_as_unknown_as_one_that_nobody_has");
    }

    @Test
    void an_adapter_that_looks_up_across_connections_is_found() {
        assertFound(LooksUpAcrossConnections.class, "no_mapping_of_another_connection_or_organisation_is_found");
    }

    @Test
    void an_adapter_that_finds_no_look_alikes_is_found() {
        assertFound(
                FindsNoLookAlikes.class,
                "what_differs_in_letter_case_is_found_when_it_is_wanted",
                "what_differs_in_its_normalisation_form_is_found_when_it_is_wanted",
                "what_differs_in_white_space_is_found_when_it_is_wanted",
                "what_differs_in_invisible_characters_is_found_when_it_is_wanted",
                "one_distinguished_name_in_two_spellings_is_found_when_it_is_wanted",
                "what_differs_in_a_leading_slash_is_found_when_it_is_wanted",
                "a_path_is_found_for_its_last_segment_and_the_other_way_round_when_it_is_wanted",
                "a_look_up_finds_what_a_look_at_every_mapping_would");
    }

    @Test
    void an_adapter_that_always_finds_look_alikes_is_found() {
        assertFound(AlwaysFindsLookAlikes.class, "what_differs_in_letter_case_is_found_when_it_is_wanted");
    }

    @Test
    void an_adapter_that_finds_look_alikes_by_their_skeleton_alone_is_found() {
        assertFound(
                FindsBySkeletonAlone.class,
                "a_path_is_found_for_its_last_segment_and_the_other_way_round_when_it_is_wanted",
                "what_differs_in_everything_at_once_is_found_when_it_is_wanted");
    }

    @Test
    void an_adapter_that_looks_up_paths_for_names_but_no_names_for_paths_is_found() {
        assertFound(
                FindsPathsForNamesAlone.class,
                "a_path_is_found_for_its_last_segment_and_the_other_way_round_when_it_is_wanted",
                "no_mapping_of_another_connection_or_organisation_is_found");
    }

    @Test
    void an_adapter_that_looks_up_a_thousand_groups_at_most_is_found() {
        assertFound(
                LooksUpAThousand.class,
                "thousands_of_groups_are_looked_up_in_one_call",
                "more_groups_are_looked_up_in_one_call_than_a_statement_may_have_parameters");
    }

    @Test
    void an_adapter_that_tells_ten_look_alikes_for_all_groups_together_is_found() {
        assertFound(
                TellsTenLookAlikes.class,
                "of_many_look_alikes_at_least_ten_of_each_kind_are_found_for_each_group",
                "a_group_that_is_mapped_is_found_among_however_many_look_alikes");
    }

    @Test
    void an_adapter_that_tells_a_mapping_for_each_way_in_which_it_was_found_is_found() {
        assertFound(
                TellsTwice.class,
                "what_is_wanted_for_its_resemblance_comes_beside_the_groups_themselves_and_nothing_comes_twice");
    }

    @Test
    void an_adapter_that_remembers_what_it_looked_up_is_found() {
        assertFound(
                RemembersLookUps.class,
                "what_is_committed_is_found_at_once_by_every_thread",
                "a_whole_set_that_was_changed_is_found_as_it_is_now",
                "a_connection_that_was_changed_is_found_as_it_is_now",
                "a_connection_that_was_removed_is_not_found_and_one_of_the_same_id_has_none_of_its_mappings");
    }

    @Test
    void an_adapter_that_looks_up_enabled_connections_only_is_found() {
        assertFound(FindsEnabledOnly.class, "a_connection_is_told_as_it_is_stored_disabled_ones_included");
    }

    @Test
    void an_adapter_that_looks_for_the_connection_and_then_for_its_mappings_is_found() {
        assertFound(TellsTheConnectionAsItWas.class, "the_connection_and_its_mappings_are_of_one_moment");
    }

    @Test
    void an_adapter_that_finds_look_alikes_and_tells_no_neighbours_is_found() {
        assertFound(
                TellsNoNeighbours.class,
                "an_insert_tells_the_oldest_mappings_of_the_same_skeleton_oldest_first",
                "an_insert_of_a_name_tells_the_oldest_mapping_when_that_is_of_a_guid",
                "both_kinds_of_neighbours_are_told_together_oldest_first_and_none_twice",
                "an_insert_in_one_call_tells_its_neighbours_too");
    }

    private static LookupPorts lookingUp(UnaryOperator<MappingLookup> fault) {
        InMemoryStore store = new InMemoryStore();
        return new LookupPorts(
                store.transactions(), store.connections(), store.mappings(), fault.apply(store.lookup()));
    }

    private static LookupPorts telling(UnaryOperator<Found> fault) {
        return lookingUp(sound -> (org, reference, groups, withResembling) ->
                sound.lookUp(org, reference, groups, withResembling).map(fault));
    }

    /** Finds those mappings that a rule of its own likes. */
    private abstract static class LooksUp extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new LookupPorts(
                    store.transactions(),
                    store.connections(),
                    store.mappings(),
                    (org, reference, groups, withResembling) -> store.lookup()
                            .lookUp(org, reference, groups, withResembling)
                            .map(Found::connection)
                            .map(connection -> new Found(
                                    connection,
                                    Pages.all(store.mappings(), org, connection.id()).orElseThrow().stream()
                                            .filter(mapping -> groups.contains(mapping.externalGroup())
                                                    || isLiked(mapping.externalGroup(), groups, withResembling))
                                            .map(GroupMapping::of)
                                            .toList())));
        }

        abstract boolean isLiked(ExternalGroup mapped, Set<ExternalGroup> groups, boolean withResembling);
    }

    static class FoldsCaseLookingUp extends LooksUp {
        @Override
        boolean isLiked(ExternalGroup mapped, Set<ExternalGroup> groups, boolean withResembling) {
            return groups.stream().anyMatch(group -> group.value().equalsIgnoreCase(mapped.value()));
        }
    }

    static class FindsNoLookAlikes extends LooksUp {
        @Override
        boolean isLiked(ExternalGroup mapped, Set<ExternalGroup> groups, boolean withResembling) {
            return false;
        }
    }

    static class AlwaysFindsLookAlikes extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return lookingUp(
                    sound -> (org, reference, groups, withResembling) -> sound.lookUp(org, reference, groups, true));
        }
    }

    static class FindsBySkeletonAlone extends LooksUp {
        @Override
        boolean isLiked(ExternalGroup mapped, Set<ExternalGroup> groups, boolean withResembling) {
            return withResembling && groups.stream().map(GroupSkeleton::of).anyMatch(GroupSkeleton.of(mapped)::equals);
        }
    }

    static class FindsPathsForNamesAlone extends LooksUp {
        @Override
        boolean isLiked(ExternalGroup mapped, Set<ExternalGroup> groups, boolean withResembling) {
            return withResembling
                    && groups.stream()
                            .map(GroupSkeleton::of)
                            .anyMatch(wanted -> wanted.equals(GroupSkeleton.of(mapped))
                                    || GroupSkeleton.ofLastSegment(mapped)
                                            .filter(wanted::equals)
                                            .isPresent());
        }
    }

    static class LooksUpAcrossOrganisations extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return lookingUp(sound -> (org, reference, groups, withResembling) -> Stream.of(org, new OrgId("globex"))
                    .flatMap(any -> sound.lookUp(any, reference, groups, withResembling).stream())
                    .findFirst());
        }
    }

    static class LooksUpAcrossConnections extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new LookupPorts(
                    store.transactions(),
                    store.connections(),
                    store.mappings(),
                    (org, reference, groups, withResembling) -> store.lookup()
                            .lookUp(org, reference, groups, withResembling)
                            .map(found -> new Found(
                                    found.connection(),
                                    store.connections().list(org).stream()
                                            .map(connection -> new ById(connection.id()))
                                            .flatMap(any ->
                                                    store.lookup().lookUp(org, any, groups, withResembling).stream())
                                            .flatMap(any -> any.mappings().stream())
                                            .toList())));
        }
    }

    static class LooksUpAThousand extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return lookingUp(sound -> (org, reference, groups, withResembling) -> sound.lookUp(
                    org,
                    reference,
                    groups.stream()
                            .sorted(Comparator.comparing(ExternalGroup::value))
                            .limit(1000)
                            .collect(Collectors.toSet()),
                    withResembling));
        }
    }

    static class TellsTenLookAlikes extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return telling(found -> new Found(
                    found.connection(),
                    found.mappings().stream()
                            .limit(MappingLookup.MOST_OF_ONE_SKELETON)
                            .toList()));
        }
    }

    static class TellsTwice extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return telling(found -> new Found(
                    found.connection(),
                    Stream.concat(
                                    found.mappings().stream(),
                                    found.mappings().stream().limit(1))
                            .toList()));
        }
    }

    static class RemembersLookUps extends MappingLookupContract {
        private record Question(
                OrgId org, ConnectionReference reference, Set<ExternalGroup> groups, boolean withResembling) {}

        @Override
        protected LookupPorts emptyStorage() {
            Map<Question, Optional<Found>> answers = new ConcurrentHashMap<>();
            return lookingUp(sound -> (org, reference, groups, withResembling) -> answers.computeIfAbsent(
                    new Question(org, reference, groups, withResembling),
                    unknown -> sound.lookUp(org, reference, groups, withResembling)));
        }
    }

    static class FindsEnabledOnly extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return lookingUp(sound ->
                    (org, reference, groups, withResembling) -> sound.lookUp(org, reference, groups, withResembling)
                            .filter(found -> found.connection().enabled()));
        }
    }

    /** As one does that looks for the connection first, and for its mappings when others have changed both. */
    static class TellsTheConnectionAsItWas extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            AtomicReference<Optional<Connection>> seenBefore = new AtomicReference<>(Optional.empty());
            return telling(found -> new Found(
                    seenBefore.getAndSet(Optional.of(found.connection())).orElse(found.connection()),
                    found.mappings()));
        }
    }

    static class TellsNoNeighbours extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new LookupPorts(
                    store.transactions(),
                    store.connections(),
                    new FaultyAdaptersTest.Sound(store.mappings()) {
                        @Override
                        public Insertion insert(GroupRoleMapping mapping) {
                            return sound.insert(mapping)
                                    .fold(inserted -> new Inserted(), same -> same, same -> same, same -> same);
                        }
                    },
                    store.lookup());
        }
    }
}
