package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ConnectionReference.ByKey;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A contract is worth what it refuses: adapters with one fault each, and the sentences that find it. */
class FaultyAdaptersTest {

    @Test
    void an_adapter_that_folds_case_is_found() {
        assertThat(brokenBy(FoldsCase.class)).contains("groups_that_merely_look_alike_are_different_groups()");
    }

    @Test
    void an_adapter_that_trims_is_found() {
        assertThat(brokenBy(Trims.class)).contains("groups_that_merely_look_alike_are_different_groups()");
    }

    @Test
    void an_adapter_that_lists_newest_first_is_found() {
        assertThat(brokenBy(ListsNewestFirst.class))
                .contains("mappings_are_listed_oldest_first_and_those_of_one_millisecond_by_id()");
    }

    @Test
    void an_adapter_that_tells_every_caller_of_a_success_is_found() {
        assertThat(brokenBy(PromisesEverybody.class))
                .contains("of_64_threads_that_map_one_group_in_transactions_exactly_one_succeeds()");
    }

    @Test
    void an_adapter_that_writes_without_a_transaction_is_found() {
        assertThat(brokenBy(WritesWithoutTransaction.class))
                .containsExactly("an_insert_outside_of_a_transaction_is_refused()");
    }

    @Test
    void an_adapter_that_does_not_roll_back_is_found() {
        assertThat(brokenBy(NeverRollsBack.class))
                .contains(
                        "an_exception_takes_back_everything_and_arrives_unchanged()",
                        "an_error_takes_back_everything_too()");
    }

    @Test
    void an_adapter_that_commits_inside_of_the_callers_transaction_is_found() {
        assertThat(brokenBy(CommitsByItself.class))
                .containsExactlyInAnyOrder(
                        "what_is_written_in_a_transaction_goes_when_the_caller_rolls_back()",
                        "what_is_written_in_one_call_goes_when_the_caller_rolls_back()",
                        "a_connection_that_is_written_goes_too()");
    }

    @Test
    void an_adapter_of_whose_repositories_one_commits_by_itself_is_found() {
        assertThat(brokenBy(ConnectionsStay.class)).containsExactly("a_connection_that_is_written_goes_too()");
    }

    @Test
    void an_adapter_whose_transaction_outlives_an_exception_is_found() {
        assertThat(brokenBy(StaysOpen.class))
                .containsExactly("after_an_exception_a_write_without_a_transaction_is_refused()");
    }

    @Test
    void an_adapter_that_shows_what_is_not_committed_is_found() {
        assertThat(brokenBy(ReadsDirty.class)).contains("what_is_not_committed_yet_no_other_thread_sees()");
    }

    @Test
    void an_adapter_whose_pages_leave_out_the_rest_of_a_millisecond_is_found() {
        assertFound(GoesOnWithTheNextMillisecond.class, "a_list_goes_on_within_a_millisecond");
    }

    @Test
    void an_adapter_whose_last_page_goes_on_is_found() {
        assertFound(AlwaysGoesOn.class, "the_last_page_does_not_go_on");
    }

    @Test
    void an_adapter_that_goes_on_from_a_number_of_mappings_is_found() {
        assertFound(CountsPlaces.class, "a_place_in_the_list_holds_when_its_mapping_is_gone");
    }

    @Test
    void an_adapter_whose_filter_folds_case_is_found() {
        assertFound(FiltersFoldingCase.class, "a_filter_by_group_finds_this_group_and_none_that_looks_like_it");
    }

    @Test
    void an_adapter_whose_filters_do_not_hold_together_is_found() {
        assertFound(FiltersByOneOnly.class, "filters_hold_together");
    }

    @Test
    void an_adapter_that_replaces_mappings_without_comparing_is_found() {
        assertFound(
                ReplacesWithoutComparing.class,
                "a_mapping_in_another_state_is_not_replaced",
                "of_many_threads_that_replace_one_state_in_transactions_exactly_one_succeeds");
    }

    @Test
    void an_adapter_that_removes_mappings_without_comparing_is_found() {
        assertFound(RemovesWithoutComparing.class, "a_mapping_in_another_state_is_not_removed");
    }

    @Test
    void an_adapter_that_makes_half_of_the_changes_is_found() {
        assertFound(
                ForgetsUpdates.class,
                "mappings_are_created_updated_and_removed_together_and_the_others_stay",
                "thousands_of_mappings_are_changed_together",
                "threads_that_replace_the_same_set_never_mix_theirs");
    }

    @Test
    void an_adapter_that_makes_the_changes_that_fit_is_found() {
        assertFound(ChangesWhatFits.class, "changes_that_do_not_fit_are_a_fault_and_nothing_of_them_is_stored");
    }

    @Test
    void an_adapter_whose_set_is_one_page_is_found() {
        assertFound(HoldsOnePage.class, "thousands_of_mappings_are_changed_together");
    }

    @Test
    void an_adapter_that_does_not_let_others_wait_is_found() {
        assertFound(LetsNobodyWait.class, "whoever_inserts_replaces_or_removes_a_mapping_waits_while_the_set_is_held");
    }

    @Test
    void an_adapter_that_replaces_connections_without_comparing_is_found() {
        assertFound(
                ReplacesConnectionsWithoutComparing.class,
                "a_connection_in_another_state_is_not_replaced",
                "of_many_threads_that_replace_one_state_exactly_one_succeeds");
    }

    @Test
    void an_adapter_that_removes_and_inserts_a_connection_to_replace_it_is_found() {
        assertFound(RemovesToReplace.class, "a_connection_that_is_replaced_keeps_its_mappings");
    }

    @Test
    void an_adapter_that_leaves_the_mappings_of_removed_connections_behind_is_found() {
        assertFound(
                Orphans.class,
                "the_id_and_the_provider_key_of_a_removed_connection_are_free_and_its_mappings_never_come_back",
                "a_mapping_that_is_inserted_while_its_connection_is_removed_goes_with_it");
    }

    @Test
    void an_adapter_that_finds_provider_keys_of_others_is_found() {
        assertFound(FindsKeysOfOthers.class, "a_connection_is_found_by_its_provider_key_in_its_organisation_only");
    }

    @Test
    void an_adapter_that_only_looks_before_it_removes_a_role_is_found() {
        assertFound(
                OnlyLooksBefore.class, "a_role_is_removed_or_granted_by_a_mapping_that_is_inserted_at_the_same_moment");
    }

    @Test
    void an_adapter_that_tells_of_unknown_roles_first_is_found() {
        assertFound(TellsUnknownRolesFirst.class, "an_unknown_role_is_told_after_everything_else_about_an_insert");
    }

    @Test
    void an_adapter_that_makes_the_changes_whose_roles_are_known_is_found() {
        assertFound(
                ChangesWhatIsKnown.class,
                "a_set_is_changed_only_with_roles_of_the_catalogue_and_all_that_are_not_in_it_are_told");
    }

    @Test
    void an_adapter_that_replaces_roles_without_comparing_is_found() {
        assertFound(ReplacesRolesWithoutComparing.class, "a_role_in_another_state_is_not_replaced");
    }

    @Test
    void an_adapter_that_counts_mappings_only_is_found() {
        assertFound(CountsMappingsOnly.class, "a_role_in_use_is_not_removed_and_its_uses_are_counted_and_named");
    }

    @Test
    void an_adapter_that_tells_mappings_of_other_connections_for_neighbours_is_found() {
        assertFound(
                TellsNeighboursOfOthers.class,
                "an_insert_tells_no_neighbours_but_look_alikes_and_the_oldest_guid_of_its_connection");
    }

    @Test
    void an_adapter_that_calls_every_mapping_unused_that_nobody_was_seen_with_is_found() {
        assertFound(
                ForgetsWhenMappingsWereMade.class,
                "where_no_group_was_observed_the_mappings_that_were_there_before_a_moment_are_unused_since_then");
    }

    @Test
    void an_adapter_that_takes_no_observation_for_one_at_the_epoch_is_found() {
        assertFound(
                ObservesSinceTheEpoch.class,
                "a_connection_whose_groups_are_not_observed_has_no_such_moment",
                "an_observation_of_groups_begins_and_ends_with_a_replacement");
    }

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
    void an_adapter_that_looks_twice_for_the_connection_and_its_mappings_is_found() {
        assertFound(LooksTwice.class, "the_connection_and_its_mappings_are_of_one_moment");
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

    @Test
    void an_adapter_that_counts_calls_for_sightings_is_found() {
        assertFound(
                CountsOnce.class,
                "sightings_of_one_group_add_up_from_call_to_call",
                "sightings_of_one_group_add_up_within_a_call",
                "counts_are_larger_than_32_bits");
    }

    @Test
    void an_adapter_that_puts_sightings_in_the_place_of_older_ones_is_found() {
        assertFound(
                KeepsTheLatest.class,
                "sightings_of_one_group_add_up_from_call_to_call",
                "the_first_and_the_last_hour_are_widened_to_both_sides",
                "what_many_threads_add_at_once_adds_up");
    }

    @Test
    void an_adapter_that_widens_hours_forward_only_is_found() {
        assertFound(
                WidensForwardOnly.class,
                "sightings_of_one_group_add_up_within_a_call",
                "the_first_and_the_last_hour_are_widened_to_both_sides");
    }

    @Test
    void an_adapter_that_keeps_whatever_was_observed_is_found() {
        assertFound(
                Unbounded.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all",
                "of_more_groups_in_one_call_than_are_kept_those_that_were_seen_last_stay");
    }

    @Test
    void an_adapter_that_forgets_those_that_were_seen_last_is_found() {
        assertFound(
                ForgetsTheLatest.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all",
                "of_more_groups_in_one_call_than_are_kept_those_that_were_seen_last_stay");
    }

    @Test
    void an_adapter_that_forgets_groups_that_are_mapped_is_found() {
        assertFound(
                ForgetsMapped.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all");
    }

    @Test
    void an_adapter_that_leaves_what_was_observed_of_removed_connections_behind_is_found() {
        assertFound(Revives.class, "what_was_observed_never_comes_back_with_a_connection_of_the_same_id");
    }

    @Test
    void an_adapter_that_fails_when_a_connection_is_not_there_is_found() {
        assertFound(
                FailsWithoutConnection.class,
                "sightings_of_connections_that_are_not_there_are_passed_over_and_the_others_added");
    }

    @Test
    void an_adapter_that_keeps_sightings_of_connections_that_are_not_there_is_found() {
        assertFound(
                KeepsForUnknown.class,
                "sightings_of_connections_that_are_not_there_are_passed_over_and_the_others_added");
    }

    @Test
    void an_adapter_whose_pages_of_observed_groups_leave_out_the_rest_of_an_hour_is_found() {
        assertFound(
                GoesOnWithTheNextHour.class,
                "a_page_has_as_many_as_the_limit_admits_and_only_one_that_others_follow_says_where_the_list_goes_on",
                "within_an_hour_a_place_is_told_by_the_digest");
    }

    @Test
    void an_adapter_that_filters_the_page_and_not_the_list_is_found() {
        assertFound(FiltersPages.class, "pages_of_any_size_make_up_the_list_whatever_the_filter");
    }

    @Test
    void an_adapter_that_takes_any_mapping_of_a_group_for_one_of_its_connection_is_found() {
        assertFound(MapsForEverybody.class, "no_group_is_mapped_for_a_look_alike_or_for_what_another_connection_maps");
    }

    @Test
    void an_adapter_that_keeps_what_was_taken_back_is_found() {
        assertFound(
                ObservesInItsOwnTransaction.class,
                "to_add_outside_of_a_transaction_is_refused",
                "a_transaction_sees_what_it_added_and_what_is_taken_back_is_gone");
    }

    @Test
    void an_adapter_that_compares_the_moment_itself_with_hours_is_found() {
        assertFound(ComparesTheMoment.class, "a_moment_at_the_beginning_of_an_hour_is_in_that_hour");
    }

    @Test
    void an_adapter_that_calls_every_mapping_unused_is_found() {
        assertFound(
                CallsAllUnused.class,
                "a_moment_at_the_beginning_of_an_hour_is_in_that_hour",
                "unused_holds_together_with_the_other_filters",
                "a_mapping_is_used_whether_it_was_made_before_or_after_its_group_was_seen");
    }

    @Test
    void an_adapter_that_takes_out_used_mappings_after_it_made_the_page_is_found() {
        assertFound(
                TakesUsedOutOfPages.class,
                "unused_mappings_are_found_page_by_page_as_a_look_at_all_of_them_would_find_them");
    }

    /** Asks these sentences alone. That a sound adapter passes them, other tests show. */
    private static void assertFound(Class<?> adaptersTest, String... sentences) {
        for (String sentence : sentences) {
            assertThat(failed(selectMethod(adaptersTest, sentence)))
                    .as(sentence)
                    .containsExactly(sentence + "()");
        }
    }

    private static List<String> brokenBy(Class<?> adaptersTest) {
        return failed(selectClass(adaptersTest));
    }

    private static List<String> failed(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .execute()
                .testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
    }

    private static StoragePorts with(
            InMemoryStore store, Function<GroupRoleMappingRepository, GroupRoleMappingRepository> fault) {
        return new StoragePorts(store.transactions(), store.connections(), fault.apply(store.mappings()));
    }

    /** Hands everything on. */
    private static class Sound implements GroupRoleMappingRepository {

        final GroupRoleMappingRepository sound;

        Sound(GroupRoleMappingRepository sound) {
            this.sound = sound;
        }

        @Override
        public Insertion insert(GroupRoleMapping mapping) {
            return sound.insert(mapping);
        }

        @Override
        public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
            return sound.find(org, connection, id);
        }

        @Override
        public Optional<MappingPage> list(MappingQuery query) {
            return sound.list(query);
        }

        @Override
        public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
            return sound.replace(expected, replacement);
        }

        @Override
        public boolean delete(GroupRoleMapping expected) {
            return sound.delete(expected);
        }

        @Override
        public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
            return sound.listExclusively(org, connection);
        }

        @Override
        public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
            return sound.apply(org, connection, changes);
        }

        @Override
        public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles) {
            return sound.unknownRoles(org, roles);
        }
    }

    /** Hands everything on. */
    private static class SoundConnections implements ConnectionRepository {

        final ConnectionRepository sound;

        SoundConnections(ConnectionRepository sound) {
            this.sound = sound;
        }

        @Override
        public Insertion insert(Connection connection) {
            return sound.insert(connection);
        }

        @Override
        public Optional<Connection> find(OrgId org, ConnectionId id) {
            return sound.find(org, id);
        }

        @Override
        public List<Connection> list(OrgId org) {
            return sound.list(org);
        }

        @Override
        public Optional<Connection> find(OrgId org, ProviderKey providerKey) {
            return sound.find(org, providerKey);
        }

        @Override
        public Replacement replace(Connection expected, Connection replacement) {
            return sound.replace(expected, replacement);
        }

        @Override
        public boolean delete(Connection expected) {
            return sound.delete(expected);
        }
    }

    private static GroupRoleMappingRepository altering(
            GroupRoleMappingRepository sound, Function<String, String> alteration) {
        return new Sound(sound) {
            @Override
            public Insertion insert(GroupRoleMapping mapping) {
                String altered = alteration.apply(mapping.externalGroup().value());
                return sound.insert(new GroupRoleMapping(
                        mapping.id(),
                        mapping.org(),
                        mapping.connection(),
                        new ExternalGroup(altered),
                        mapping.role(),
                        mapping.createdAt(),
                        mapping.updatedAt()));
            }
        };
    }

    static class FoldsCase extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> altering(sound, group -> group.toLowerCase(Locale.ROOT)));
        }
    }

    static class Trims extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(
                    new InMemoryStore(), sound -> altering(sound, group -> group.isBlank() ? group : group.strip()));
        }
    }

    static class ListsNewestFirst extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Optional<MappingPage> list(MappingQuery query) {
                    return sound.list(query).map(page -> {
                        List<GroupRoleMapping> reversed = new ArrayList<>(page.mappings());
                        Collections.reverse(reversed);
                        return new MappingPage(reversed, page.next());
                    });
                }
            });
        }
    }

    /** As one does that looks first and inserts then, whenever two look at the same moment. */
    static class PromisesEverybody extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Insertion insert(GroupRoleMapping mapping) {
                    sound.insert(mapping);
                    return new Inserted();
                }
            });
        }
    }

    static class WritesWithoutTransaction extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return with(store, sound -> new Sound(sound) {
                @Override
                public Insertion insert(GroupRoleMapping mapping) {
                    return store.transactions().inTransaction(() -> sound.insert(mapping));
                }
            });
        }
    }

    static class NeverRollsBack extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new StoragePorts(committingWhatever(store.transactions()), store.connections(), store.mappings());
        }

        private static Transactions committingWhatever(Transactions sound) {
            return new Transactions() {
                @Override
                public <T> T inTransaction(Supplier<T> work) {
                    Supplier<T> result = sound.inTransaction(() -> outcome(work));
                    return result.get();
                }
            };
        }

        private static <T> Supplier<T> outcome(Supplier<T> work) {
            try {
                T result = work.get();
                return () -> result;
            } catch (RuntimeException fault) {
                return () -> {
                    throw fault;
                };
            } catch (Error fault) {
                return () -> {
                    throw fault;
                };
            }
        }
    }

    /** The service's transaction and this storage know nothing of each other. */
    static class CommitsByItself extends CallersTransactionContract {
        @Override
        protected StoragePorts emptyStorage() {
            return StoragePorts.of(new InMemoryStore());
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return work.get();
        }
    }

    static class ConnectionsStay extends CallersTransactionContract {
        private InMemoryStore store = new InMemoryStore();

        @Override
        protected StoragePorts emptyStorage() {
            store = new InMemoryStore();
            return new StoragePorts(store.transactions(), keeping(store.connections()), store.mappings());
        }

        @Override
        protected <T> T inCallersTransaction(Supplier<T> work) {
            return store.transactions().inTransaction(work);
        }

        private static ConnectionRepository keeping(ConnectionRepository sound) {
            List<Connection> kept = new ArrayList<>();
            return new SoundConnections(sound) {
                @Override
                public Insertion insert(Connection connection) {
                    kept.add(connection);
                    return sound.insert(connection);
                }

                @Override
                public List<Connection> list(OrgId org) {
                    return List.copyOf(kept);
                }
            };
        }
    }

    static class StaysOpen extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            AtomicBoolean open = new AtomicBoolean();
            return new StoragePorts(
                    leavingOpen(store.transactions(), open), store.connections(), new Sound(store.mappings()) {
                        @Override
                        public Insertion insert(GroupRoleMapping mapping) {
                            return open.get()
                                    ? store.transactions().inTransaction(() -> sound.insert(mapping))
                                    : sound.insert(mapping);
                        }
                    });
        }

        private static Transactions leavingOpen(Transactions sound, AtomicBoolean open) {
            return new Transactions() {
                @Override
                public <T> T inTransaction(Supplier<T> work) {
                    open.set(true);
                    T result = sound.inTransaction(work);
                    open.set(false);
                    return result;
                }
            };
        }
    }

    static class ReadsDirty extends TransactionsContract {
        @Override
        protected StoragePorts emptyStorage() {
            List<GroupRoleMapping> dirty = new CopyOnWriteArrayList<>();
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Insertion insert(GroupRoleMapping mapping) {
                    dirty.add(mapping);
                    return sound.insert(mapping);
                }

                @Override
                public Optional<MappingPage> list(MappingQuery query) {
                    return Optional.of(new MappingPage(dirty, Optional.empty()));
                }
            });
        }
    }

    private static StoragePorts withConnections(
            InMemoryStore store, Function<ConnectionRepository, ConnectionRepository> fault) {
        return new StoragePorts(store.transactions(), fault.apply(store.connections()), store.mappings());
    }

    /** Lists by a query of its own. */
    private abstract static class Lists extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Optional<MappingPage> list(MappingQuery query) {
                    return Pages.all(sound, query.org(), query.connection()).map(all -> page(all, query));
                }
            });
        }

        abstract MappingPage page(List<GroupRoleMapping> all, MappingQuery query);
    }

    static class GoesOnWithTheNextMillisecond extends Lists {
        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            return MappingPage.startOf(
                    all.stream()
                            .filter(query::matches)
                            .filter(mapping -> query.after()
                                    .map(place -> mapping.createdAt().isAfter(place.createdAt()))
                                    .orElse(true))
                            .toList(),
                    query.limit());
        }
    }

    static class AlwaysGoesOn extends Lists {
        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            List<GroupRoleMapping> mappings =
                    all.stream().filter(query::matches).limit(query.limit()).toList();
            return new MappingPage(
                    mappings,
                    mappings.isEmpty()
                            ? Optional.empty()
                            : Optional.of(MappingPosition.of(mappings.get(mappings.size() - 1))));
        }
    }

    /** As one does with an offset. */
    static class CountsPlaces extends Lists {
        private int shown;

        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            MappingPage page = MappingPage.startOf(
                    all.stream().skip(query.after().isPresent() ? shown : 0).toList(), query.limit());
            shown += page.mappings().size();
            return page;
        }
    }

    static class FiltersFoldingCase extends Lists {
        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            return MappingPage.startOf(
                    all.stream()
                            .filter(mapping -> query.externalGroup()
                                    .map(group -> group.value()
                                            .equalsIgnoreCase(
                                                    mapping.externalGroup().value()))
                                    .orElse(query.matches(mapping)))
                            .toList(),
                    query.limit());
        }
    }

    static class FiltersByOneOnly extends Lists {
        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            return MappingPage.startOf(
                    all.stream()
                            .filter(mapping -> query.externalGroup()
                                    .map(mapping.externalGroup()::equals)
                                    .orElse(query.matches(mapping)))
                            .toList(),
                    query.limit());
        }
    }

    static class ReplacesWithoutComparing extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
                    return sound.find(expected.org(), expected.connection(), expected.id())
                            .map(stored -> sound.replace(stored, replacement))
                            .orElse(Replacement.NOT_AS_EXPECTED);
                }
            });
        }
    }

    static class RemovesWithoutComparing extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public boolean delete(GroupRoleMapping expected) {
                    return sound.find(expected.org(), expected.connection(), expected.id())
                            .map(sound::delete)
                            .orElse(false);
                }
            });
        }
    }

    static class ForgetsUpdates extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
                    return sound.apply(
                            org,
                            connection,
                            new MappingChanges(changes.created(), List.of(), changes.deleted(), changes.unchanged()));
                }
            });
        }
    }

    /** As one does whose statements nobody asks how many rows they found. */
    static class ChangesWhatFits extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
                    changes.deleted().forEach(sound::delete);
                    changes.updated().forEach(update -> sound.replace(update.before(), update.after()));
                    changes.created().forEach(sound::insert);
                    return Set.of();
                }
            });
        }
    }

    static class HoldsOnePage extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
                    return sound.list(MappingQuery.all(org, connection)).map(MappingPage::mappings);
                }
            });
        }
    }

    /** What others do while a set is held is put off, and they are told that it is done. */
    static class LetsNobodyWait extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            AtomicReference<Optional<Thread>> holder = new AtomicReference<>(Optional.empty());
            return new StoragePorts(
                    hasty(store.transactions(), holder), store.connections(), new Sound(store.mappings()) {
                        @Override
                        public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
                            holder.set(Optional.of(Thread.currentThread()));
                            return sound.listExclusively(org, connection);
                        }

                        @Override
                        public Insertion insert(GroupRoleMapping mapping) {
                            return isHeldByAnother(holder) ? new Inserted() : sound.insert(mapping);
                        }
                    });
        }

        private static Transactions hasty(Transactions sound, AtomicReference<Optional<Thread>> holder) {
            return new Transactions() {
                @Override
                public <T> T inTransaction(Supplier<T> work) {
                    return isHeldByAnother(holder) ? work.get() : sound.inTransaction(work);
                }
            };
        }

        private static boolean isHeldByAnother(AtomicReference<Optional<Thread>> holder) {
            return holder.get()
                    .filter(thread -> thread != Thread.currentThread())
                    .isPresent();
        }
    }

    static class ReplacesConnectionsWithoutComparing extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return withConnections(new InMemoryStore(), sound -> new SoundConnections(sound) {
                @Override
                public Replacement replace(Connection expected, Connection replacement) {
                    return sound.find(expected.org(), expected.id())
                            .map(stored -> sound.replace(stored, replacement))
                            .orElse(Replacement.NOT_AS_EXPECTED);
                }
            });
        }
    }

    static class RemovesToReplace extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return withConnections(new InMemoryStore(), sound -> new SoundConnections(sound) {
                @Override
                public Replacement replace(Connection expected, Connection replacement) {
                    if (!sound.delete(expected)) {
                        return Replacement.NOT_AS_EXPECTED;
                    }
                    sound.insert(replacement);
                    return Replacement.REPLACED;
                }
            });
        }
    }

    /** As one does that has no foreign key. */
    static class Orphans extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            List<GroupRoleMapping> orphans = new ArrayList<>();
            return withConnections(store, sound -> new SoundConnections(sound) {
                @Override
                public boolean delete(Connection expected) {
                    Pages.all(store.mappings(), expected.org(), expected.id()).ifPresent(orphans::addAll);
                    return sound.delete(expected);
                }

                @Override
                public Insertion insert(Connection connection) {
                    Insertion insertion = sound.insert(connection);
                    orphans.forEach(store.mappings()::insert);
                    return insertion;
                }
            });
        }
    }

    static class FindsKeysOfOthers extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            List<Connection> everybodys = new CopyOnWriteArrayList<>();
            return withConnections(new InMemoryStore(), sound -> new SoundConnections(sound) {
                @Override
                public Insertion insert(Connection connection) {
                    everybodys.add(connection);
                    return sound.insert(connection);
                }

                @Override
                public Optional<Connection> find(OrgId org, ProviderKey providerKey) {
                    return everybodys.stream()
                            .filter(connection -> connection.providerKey().equals(providerKey))
                            .findFirst();
                }
            });
        }
    }

    /** Hands everything on. */
    private static class SoundRoles implements RoleRepository {

        final RoleRepository sound;

        SoundRoles(RoleRepository sound) {
            this.sound = sound;
        }

        @Override
        public boolean insert(Role role) {
            return sound.insert(role);
        }

        @Override
        public boolean replace(Role expected, Role replacement) {
            return sound.replace(expected, replacement);
        }

        @Override
        public Optional<Role> find(OrgId org, RoleId id) {
            return sound.find(org, id);
        }

        @Override
        public List<Role> list(OrgId org) {
            return sound.list(org);
        }

        @Override
        public Deletion delete(OrgId org, RoleId id) {
            return sound.delete(org, id);
        }
    }

    /**
     * Each repository looks at the other one's storage and then writes to its own: here all who contend for role 1 look
     * before the first of them writes.
     */
    static class OnlyLooksBefore extends RoleRepositoryContract {
        private static final RoleId CONTENDED = new RoleId(1);
        private static final int CONTENDERS = 4;

        @Override
        protected RolePorts emptyStorage() {
            InMemoryStore catalogue = new InMemoryStore();
            InMemoryStore rest = new InMemoryStore();
            CyclicBarrier allHaveLooked = new CyclicBarrier(CONTENDERS);
            return new RolePorts(
                    committingEachCall(),
                    new SoundConnections(rest.connections()) {
                        @Override
                        public Insertion insert(Connection connection) {
                            return rest.transactions().inTransaction(() -> sound.insert(connection));
                        }

                        @Override
                        public boolean delete(Connection expected) {
                            return rest.transactions().inTransaction(() -> sound.delete(expected));
                        }
                    },
                    new Sound(rest.mappings()) {
                        @Override
                        public Insertion insert(GroupRoleMapping mapping) {
                            boolean known = catalogue
                                    .roles()
                                    .find(mapping.org(), mapping.role())
                                    .isPresent();
                            if (mapping.role().equals(CONTENDED)) {
                                await(allHaveLooked);
                            }
                            return known
                                    ? rest.transactions().inTransaction(() -> sound.insert(mapping))
                                    : new UnknownRole();
                        }
                    },
                    new SoundRoles(catalogue.roles()) {
                        @Override
                        public boolean insert(Role role) {
                            return catalogue.transactions().inTransaction(() -> sound.insert(role));
                        }

                        @Override
                        public Deletion delete(OrgId org, RoleId id) {
                            await(allHaveLooked);
                            return catalogue.transactions().inTransaction(() -> sound.delete(org, id));
                        }
                    });
        }

        private static Transactions committingEachCall() {
            return new Transactions() {
                @Override
                public <T> T inTransaction(Supplier<T> work) {
                    return work.get();
                }
            };
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new AssertionError("The others did not come", alone);
        }
    }

    static class TellsUnknownRolesFirst extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return withMappings(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Insertion insert(GroupRoleMapping mapping) {
                    return sound.unknownRoles(mapping.org(), Set.of(mapping.role()))
                                    .isEmpty()
                            ? sound.insert(mapping)
                            : new UnknownRole();
                }
            });
        }
    }

    static class ChangesWhatIsKnown extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return withMappings(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
                    changes.deleted().forEach(sound::delete);
                    changes.created().forEach(sound::insert);
                    return sound.apply(
                            org,
                            connection,
                            new MappingChanges(changes.created(), changes.updated(), List.of(), changes.unchanged()));
                }
            });
        }
    }

    static class ReplacesRolesWithoutComparing extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return withRoles(new InMemoryStore(), sound -> new SoundRoles(sound) {
                @Override
                public boolean replace(Role expected, Role replacement) {
                    return sound.find(expected.org(), expected.id())
                            .map(stored -> sound.replace(stored, replacement))
                            .orElse(false);
                }
            });
        }
    }

    static class CountsMappingsOnly extends RoleRepositoryContract {
        @Override
        protected RolePorts emptyStorage() {
            return withRoles(new InMemoryStore(), sound -> new SoundRoles(sound) {
                @Override
                public Deletion delete(OrgId org, RoleId id) {
                    return sound.delete(org, id)
                            .fold(
                                    deleted -> deleted,
                                    unknown -> unknown,
                                    inUse -> new InUse(new RoleUses(
                                            inUse.uses().mappings(),
                                            0,
                                            inUse.uses().connections())));
                }
            });
        }
    }

    private static RolePorts withMappings(
            InMemoryStore store, Function<GroupRoleMappingRepository, GroupRoleMappingRepository> fault) {
        return new RolePorts(store.transactions(), store.connections(), fault.apply(store.mappings()), store.roles());
    }

    private static RolePorts withRoles(InMemoryStore store, Function<RoleRepository, RoleRepository> fault) {
        return new RolePorts(store.transactions(), store.connections(), store.mappings(), fault.apply(store.roles()));
    }

    static class TellsNeighboursOfOthers extends GroupRoleMappingRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            List<GroupRoleMapping> everybodys = new CopyOnWriteArrayList<>();
            return with(new InMemoryStore(), sound -> new Sound(sound) {
                @Override
                public Insertion insert(GroupRoleMapping mapping) {
                    List<GroupRoleMapping> like = everybodys.stream()
                            .filter(other -> GroupSkeleton.of(other.externalGroup())
                                    .equals(GroupSkeleton.of(mapping.externalGroup())))
                            .toList();
                    everybodys.add(mapping);
                    return sound.insert(mapping)
                            .fold(inserted -> new Inserted(like), same -> same, same -> same, same -> same);
                }
            });
        }
    }

    static class ForgetsWhenMappingsWereMade extends Lists {
        @Override
        MappingPage page(List<GroupRoleMapping> all, MappingQuery query) {
            return MappingPage.startOf(
                    all.stream().filter(whateverItsUse(query)::matches).toList(), query.limit());
        }
    }

    private static MappingQuery whateverItsUse(MappingQuery query) {
        return new MappingQuery(
                query.org(),
                query.connection(),
                query.externalGroup(),
                query.role(),
                Optional.empty(),
                query.after(),
                query.limit());
    }

    /** As one does whose column may not be null. */
    static class ObservesSinceTheEpoch extends ConnectionRepositoryContract {
        @Override
        protected StoragePorts emptyStorage() {
            return withConnections(new InMemoryStore(), sound -> new SoundConnections(sound) {
                @Override
                public Insertion insert(Connection connection) {
                    return sound.insert(observed(connection));
                }

                @Override
                public Replacement replace(Connection expected, Connection replacement) {
                    return sound.replace(expected, observed(replacement));
                }
            });
        }

        private static Connection observed(Connection connection) {
            return new Connection(
                    connection.id(),
                    connection.org(),
                    connection.kind(),
                    connection.providerKey(),
                    connection.displayName(),
                    connection.groupsClaim(),
                    connection.defaultRole(),
                    connection.enabled(),
                    connection.groupsObservedSince().or(() -> Optional.of(Instant.EPOCH)),
                    connection.createdAt(),
                    connection.updatedAt());
        }
    }

    private static LookupPorts lookingUp(InMemoryStore store, MappingLookup lookup) {
        return new LookupPorts(store.transactions(), store.connections(), store.mappings(), lookup);
    }

    /** Finds the connection, and those of its mappings that a rule of its own likes. */
    private abstract static class LooksUp extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> store.transactions()
                            .inTransaction(() -> reference
                                    .fold(
                                            id -> store.connections().find(org, id),
                                            key -> store.connections().find(org, key))
                                    .map(connection -> new MappingLookup.Found(
                                            connection,
                                            Pages.all(store.mappings(), org, connection.id()).orElseThrow().stream()
                                                    .filter(mapping -> groups.contains(mapping.externalGroup())
                                                            || isLiked(mapping.externalGroup(), groups, withResembling))
                                                    .map(GroupMapping::of)
                                                    .toList()))));
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
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> store.lookup().lookUp(org, reference, groups, true));
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
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> Stream.of(org, new OrgId("globex"))
                            .flatMap(any -> store.lookup().lookUp(any, reference, groups, withResembling).stream())
                            .findFirst());
        }
    }

    static class LooksUpAcrossConnections extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> store.lookup()
                            .lookUp(org, reference, groups, withResembling)
                            .map(found -> new MappingLookup.Found(
                                    found.connection(),
                                    store.connections().list(org).stream()
                                            .flatMap(connection -> store
                                                    .lookup()
                                                    .lookUp(org, new ById(connection.id()), groups, withResembling)
                                                    .stream())
                                            .flatMap(any -> any.mappings().stream())
                                            .toList())));
        }
    }

    static class LooksUpAThousand extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> store.lookup()
                            .lookUp(
                                    org,
                                    reference,
                                    groups.stream()
                                            .sorted(Comparator.comparing(ExternalGroup::value))
                                            .limit(1000)
                                            .collect(Collectors.toSet()),
                                    withResembling));
        }
    }

    private static LookupPorts tellingOtherwise(UnaryOperator<List<GroupMapping>> fault) {
        InMemoryStore store = new InMemoryStore();
        return lookingUp(
                store,
                (org, reference, groups, withResembling) -> store.lookup()
                        .lookUp(org, reference, groups, withResembling)
                        .map(found -> new MappingLookup.Found(found.connection(), fault.apply(found.mappings()))));
    }

    static class TellsTenLookAlikes extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return tellingOtherwise(mappings ->
                    mappings.stream().limit(MappingLookup.MOST_OF_ONE_SKELETON).toList());
        }
    }

    static class TellsTwice extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            return tellingOtherwise(mappings ->
                    Stream.concat(mappings.stream(), mappings.stream().limit(1)).toList());
        }
    }

    static class RemembersLookUps extends MappingLookupContract {
        private record Question(
                OrgId org, ConnectionReference reference, Set<ExternalGroup> groups, boolean withResembling) {}

        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            Map<Question, Optional<MappingLookup.Found>> answers = new ConcurrentHashMap<>();
            MappingLookup remembering = (org, reference, groups, withResembling) -> answers.computeIfAbsent(
                    new Question(org, reference, groups, withResembling),
                    unknown -> store.lookup().lookUp(org, reference, groups, withResembling));
            return new LookupPorts(
                    store.transactions(),
                    new SoundConnections(store.connections()) {
                        @Override
                        public Replacement replace(Connection expected, Connection replacement) {
                            lookAtAll(replacement, remembering);
                            lookAtAll(expected, remembering);
                            return sound.replace(expected, replacement);
                        }

                        @Override
                        public boolean delete(Connection expected) {
                            lookAtAll(expected, remembering);
                            return sound.delete(expected);
                        }
                    },
                    new Sound(store.mappings()) {
                        @Override
                        public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
                            if (!changes.deleted().isEmpty()) {
                                remembering.lookUp(
                                        org,
                                        new ById(connection),
                                        Stream.of("Admins", "Users", "Payroll", "/it/Auditors")
                                                .map(ExternalGroup::new)
                                                .collect(Collectors.toSet()),
                                        false);
                            }
                            return sound.apply(org, connection, changes);
                        }
                    },
                    remembering);
        }

        private static void lookAtAll(Connection connection, MappingLookup lookup) {
            lookup.lookUp(connection.org(), new ById(connection.id()), Set.of(), true);
            lookup.lookUp(connection.org(), new ByKey(connection.providerKey()), Set.of(), true);
        }
    }

    static class FindsEnabledOnly extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return lookingUp(
                    store,
                    (org, reference, groups, withResembling) -> store.lookup()
                            .lookUp(org, reference, groups, withResembling)
                            .filter(found -> found.connection().enabled()));
        }
    }

    /** Between the two looks somebody else commits, as often as somebody wants to. */
    static class LooksTwice extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            AtomicReference<Optional<Connection>> seenBefore = new AtomicReference<>(Optional.empty());
            return lookingUp(store, (org, reference, groups, withResembling) -> {
                Optional<MappingLookup.Found> found = store.lookup().lookUp(org, reference, groups, withResembling);
                Optional<Connection> before = seenBefore.getAndSet(found.map(MappingLookup.Found::connection));
                return found.map(now -> new MappingLookup.Found(before.orElse(now.connection()), now.mappings()));
            });
        }
    }

    static class TellsNoNeighbours extends MappingLookupContract {
        @Override
        protected LookupPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new LookupPorts(
                    store.transactions(),
                    store.connections(),
                    new Sound(store.mappings()) {
                        @Override
                        public Insertion insert(GroupRoleMapping mapping) {
                            return sound.insert(mapping)
                                    .fold(inserted -> new Inserted(), same -> same, same -> same, same -> same);
                        }
                    },
                    store.lookup());
        }
    }

    private static ObservationPorts observing(
            InMemoryStore store, Function<ObservedGroupRepository, ObservedGroupRepository> fault) {
        return new ObservationPorts(
                store.transactions(), store.connections(), store.mappings(), fault.apply(store.observedGroups()));
    }

    private static ObservationPorts adding(UnaryOperator<List<Sighting>> fault) {
        return observing(new InMemoryStore(), sound -> new SoundObservations(sound) {
            @Override
            public void add(List<Sighting> sightings) {
                sound.add(fault.apply(sightings));
            }
        });
    }

    /** Hands everything on. */
    private static class SoundObservations implements ObservedGroupRepository {

        final ObservedGroupRepository sound;

        SoundObservations(ObservedGroupRepository sound) {
            this.sound = sound;
        }

        @Override
        public void add(List<Sighting> sightings) {
            sound.add(sightings);
        }

        @Override
        public ObservedGroupPage list(ObservedGroupQuery query) {
            return sound.list(query);
        }
    }

    static class CountsOnce extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            return adding(sightings -> sightings.stream()
                    .map(sighting ->
                            new Sighting(sighting.org(), sighting.connection(), sighting.group(), sighting.hour(), 1))
                    .toList());
        }
    }

    /** Keeps every sighting, whatever becomes of its connection, and makes of them what it likes. */
    private abstract static class Observes extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            List<Sighting> all = new CopyOnWriteArrayList<>();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public void add(List<Sighting> sightings) {
                    all.addAll(sightings);
                }

                @Override
                public ObservedGroupPage list(ObservedGroupQuery query) {
                    return page(
                            all.stream()
                                    .filter(sighting -> sighting.org().equals(query.org())
                                            && sighting.connection().equals(query.connection()))
                                    .collect(Collectors.groupingBy(Sighting::group))
                                    .values()
                                    .stream()
                                    .map(sightings -> observed(sightings, isMapped(store, sightings.get(0))))
                                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                                    .toList(),
                            query);
                }
            });
        }

        private static boolean isMapped(InMemoryStore store, Sighting sighting) {
            return store.mappings()
                    .list(MappingQuery.all(sighting.org(), sighting.connection())
                            .ofGroup(sighting.group()))
                    .filter(page -> !page.mappings().isEmpty())
                    .isPresent();
        }

        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            List<Instant> hours =
                    sightings.stream().map(Sighting::hour).sorted().toList();
            return new ObservedGroup(
                    sightings.get(0).group(),
                    hours.get(0),
                    hours.get(hours.size() - 1),
                    sightings.stream().mapToLong(Sighting::count).sum(),
                    mapped);
        }

        ObservedGroupPage page(List<ObservedGroup> groups, ObservedGroupQuery query) {
            return ObservedGroupPage.startOf(
                    kept(groups).stream()
                            .filter(group -> query.mapped()
                                    .map(wanted -> wanted == group.mapped())
                                    .orElse(true))
                            .filter(group -> isAfter(group, query))
                            .toList(),
                    query.limit());
        }

        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            return groups;
        }

        boolean isAfter(ObservedGroup group, ObservedGroupQuery query) {
            return query.after()
                    .map(place -> ObservedGroupPosition.of(group).compareTo(place) > 0)
                    .orElse(true);
        }
    }

    static class KeepsTheLatest extends Observes {
        @Override
        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            return super.observed(sightings.subList(sightings.size() - 1, sightings.size()), mapped);
        }
    }

    static class WidensForwardOnly extends Observes {
        @Override
        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            ObservedGroup widened = super.observed(sightings, mapped);
            return new ObservedGroup(
                    widened.group(), sightings.get(0).hour(), widened.lastSeen(), widened.count(), mapped);
        }
    }

    static class Unbounded extends Observes {}

    static class KeepsForUnknown extends Observes {}

    static class ForgetsTheLatest extends Observes {
        @Override
        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            Stream<ObservedGroup> unmapped = groups.stream()
                    .filter(group -> !group.mapped())
                    .sorted(Comparator.comparing(ObservedGroup::lastSeen))
                    .limit(ObservedGroupRepository.MAX_UNMAPPED);
            return Stream.concat(groups.stream().filter(ObservedGroup::mapped), unmapped)
                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                    .toList();
        }
    }

    static class ForgetsMapped extends Observes {
        @Override
        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            return groups.stream()
                    .sorted(Comparator.comparing(ObservedGroup::lastSeen).reversed())
                    .limit(ObservedGroupRepository.MAX_UNMAPPED)
                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                    .toList();
        }
    }

    static class Revives extends Observes {}

    static class GoesOnWithTheNextHour extends Observes {
        @Override
        boolean isAfter(ObservedGroup group, ObservedGroupQuery query) {
            return query.after()
                    .map(place -> group.firstSeen().isAfter(place.firstSeen()))
                    .orElse(true);
        }
    }

    static class FiltersPages extends Observes {
        @Override
        ObservedGroupPage page(List<ObservedGroup> groups, ObservedGroupQuery query) {
            ObservedGroupPage page = ObservedGroupPage.startOf(
                    groups.stream().filter(group -> isAfter(group, query)).toList(), query.limit());
            return new ObservedGroupPage(
                    page.groups().stream()
                            .filter(group -> query.mapped()
                                    .map(wanted -> wanted == group.mapped())
                                    .orElse(true))
                            .limit(1)
                            .toList(),
                    page.next());
        }
    }

    static class FailsWithoutConnection extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public void add(List<Sighting> sightings) {
                    sightings.forEach(sighting -> store.connections()
                            .find(sighting.org(), sighting.connection())
                            .orElseThrow());
                    sound.add(sightings);
                }
            });
        }
    }

    static class MapsForEverybody extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public ObservedGroupPage list(ObservedGroupQuery query) {
                    ObservedGroupQuery all = ObservedGroupQuery.all(query.org(), query.connection());
                    return ObservedGroupPage.startOf(
                            sound.list(all).groups().stream()
                                    .filter(group -> query.mapped()
                                            .map(wanted -> wanted == isMapped(query.org(), group.group()))
                                            .orElse(true))
                                    .toList(),
                            query.limit());
                }

                private boolean isMapped(OrgId org, ExternalGroup group) {
                    return store.connections().list(org).stream()
                            .flatMap(connection ->
                                    store
                                            .mappings()
                                            .list(MappingQuery.all(org, connection.id())
                                                    .ofGroup(group))
                                            .stream())
                            .anyMatch(page -> !page.mappings().isEmpty());
                }
            });
        }
    }

    static class ObservesInItsOwnTransaction extends Observes {}

    /** Lists what it takes for unused. */
    private abstract static class Uses extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new ObservationPorts(
                    store.transactions(),
                    store.connections(),
                    new Sound(store.mappings()) {
                        @Override
                        public Optional<MappingPage> list(MappingQuery query) {
                            return query.unusedSince().isPresent() ? unused(sound, store, query) : sound.list(query);
                        }
                    },
                    store.observedGroups());
        }

        abstract Optional<MappingPage> unused(
                GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query);

        static boolean isSeen(InMemoryStore store, GroupRoleMapping mapping, Instant since) {
            return Pages.all(
                            store.observedGroups(),
                            ObservedGroupQuery.all(mapping.org(), mapping.connection())
                                    .mapped(true))
                    .stream()
                    .anyMatch(seen -> seen.group().equals(mapping.externalGroup())
                            && !seen.lastSeen().isBefore(since));
        }
    }

    static class ComparesTheMoment extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            return Pages.all(sound, query.org(), query.connection())
                    .map(all -> MappingPage.startOf(
                            all.stream()
                                    .filter(query::matches)
                                    .filter(mapping -> !isSeen(
                                            store, mapping, query.unusedSince().orElseThrow()))
                                    .toList(),
                            query.limit()));
        }
    }

    static class CallsAllUnused extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            return Pages.all(sound, query.org(), query.connection())
                    .map(all -> MappingPage.startOf(
                            all.stream().filter(query::matches).toList(), query.limit()));
        }
    }

    static class TakesUsedOutOfPages extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            Instant hour = Sighting.hourOf(query.unusedSince().orElseThrow());
            return sound.list(whateverItsUse(query))
                    .map(page -> new MappingPage(
                            page.mappings().stream()
                                    .filter(query::matches)
                                    .filter(mapping -> !isSeen(store, mapping, hour))
                                    .toList(),
                            Optional.empty()));
        }
    }
}
