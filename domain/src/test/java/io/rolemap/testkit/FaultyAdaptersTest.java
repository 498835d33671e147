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
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** Asks these sentences alone. That a sound adapter passes them, other tests show. */
    static void assertFound(Class<?> adaptersTest, String... sentences) {
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
    static class Sound implements GroupRoleMappingRepository {

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

    static MappingQuery whateverItsUse(MappingQuery query) {
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
            return Samples.observedSince(
                    connection.groupsObservedSince().or(() -> Optional.of(Instant.EPOCH)), connection);
        }
    }
}
