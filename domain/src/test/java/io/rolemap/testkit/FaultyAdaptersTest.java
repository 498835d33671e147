package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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

    private static List<String> brokenBy(Class<?> adaptersTest) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(adaptersTest))
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
}
