package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rolemap.adapters.jdbc.shared.StatementFailedException;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.AlreadyMapped;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.NoSuchConnection;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.Together;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.util.Throwables;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@Timeout(120)
class JdbcStorageTest {

    enum Engine {
        H2_FILE,
        POSTGRESQL,
        POSTGRESQL_SERIALIZABLE,
        POSTGRESQL_SIMPLE_PROTOCOL
    }

    private static final String DELETE_THE_CONNECTION =
            "delete from rolemap_connection where org_id = 'acme' and id = 'okta'";

    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final Map<Engine, TestDatabase> DATABASES = new EnumMap<>(Engine.class);

    @BeforeAll
    static void open(@TempDir Path folder) {
        DATABASES.put(Engine.H2_FILE, TestDatabase.at("jdbc:h2:file:" + folder.resolve("rolemap")));
        DATABASES.put(Engine.POSTGRESQL, TestDatabase.at(PostgresServer.shared().newDatabase()));
        DATABASES.put(
                Engine.POSTGRESQL_SERIALIZABLE,
                TestDatabase.at(PostgresServer.shared().newDatabase("default_transaction_isolation=serializable")));
        String url = PostgresServer.shared().newDatabase();
        DATABASES.put(
                Engine.POSTGRESQL_SIMPLE_PROTOCOL,
                TestDatabase.at(url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple"));
    }

    @AfterAll
    static void close() {
        DATABASES.values().forEach(TestDatabase::close);
    }

    private static JdbcStorage connectedStorage(Engine engine) {
        JdbcStorage storage = DATABASES.get(engine).emptyStorage();
        storage.transactions().inTransaction(() -> storage.connections().insert(OKTA));
        return storage;
    }

    private static List<GroupRoleMapping> stored(JdbcStorage storage) {
        return storage.mappings()
                .list(MappingQuery.all(OKTA.org(), OKTA.id()))
                .orElseThrow()
                .mappings();
    }

    private static Insertion map(JdbcStorage storage, GroupRoleMapping mapping) {
        return storage.transactions().forOneCall(() -> storage.mappings().insert(mapping));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_committed_yet_others_do_not_see(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        List<List<GroupRoleMapping>> seenByOthers = storage.transactions().inTransaction(() -> {
            storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
            return Together.run(2, index -> stored(storage));
        });

        assertThat(seenByOthers).containsOnly(List.of());
        assertThat(stored(storage)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_swallowed_fault_is_told_instead_of_a_commit_on_every_engine(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        assertThatThrownBy(() -> storage.transactions().inTransaction(() -> {
                    storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
                    storage.apiKeys().insert(Samples.apiKey("acme", "k1"));
                    return catchThrowable(() -> storage.apiKeys().insert(Samples.apiKey("acme", "k1")));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was stored");

        assertThat(stored(storage)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_set_that_nothing_would_keep_as_it_is_is_not_listed_exclusively(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        assertThatThrownBy(() -> storage.transactions()
                        .forOneCall(() -> storage.mappings().listExclusively(OKTA.org(), OKTA.id())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inTransaction");
    }

    @ParameterizedTest
    @EnumSource
    void faults_show_what_happened_but_no_value(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        Throwable fault = catchThrowable(() -> storage.transactions().inTransaction(() -> {
            storage.apiKeys().insert(Samples.apiKey("acme", "s3cret"));
            storage.apiKeys().insert(Samples.apiKey("acme", "s3cret"));
            return true;
        }));

        assertThat(fault).isInstanceOf(StatementFailedException.class).hasMessageContaining("23505");
        assertThat(Throwables.getStackTrace(fault)).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @EnumSource
    void mappings_inserted_while_their_connection_is_deleted_go_with_it_or_find_it_gone(Engine engine) {
        TestDatabase database = DATABASES.get(engine);
        for (int round = 0; round < 10; round++) {
            JdbcStorage storage = connectedStorage(engine);
            Jdbi jdbi = Jdbi.create(database.dataSource());
            JdbcStorage deleting = JdbcStorage.on(jdbi);

            List<Optional<Insertion>> insertions = Together.run(8, index -> {
                if (index == 0) {
                    deleting.transactions()
                            .inTransaction(() -> jdbi.withHandle(handle -> handle.execute(DELETE_THE_CONNECTION)));
                    return Optional.<Insertion>empty();
                }
                return Optional.of(map(storage, Samples.mapping(OKTA, "m" + index, "group " + index)));
            });

            assertThat(insertions.stream().flatMap(Optional::stream).toList())
                    .hasSize(7)
                    .allMatch(
                            insertion -> insertion.equals(new Inserted()) || insertion.equals(new NoSuchConnection()));
            assertThat(database.count("rolemap_group_role_mapping")).isZero();
            assertThat(storage.mappings().list(MappingQuery.all(OKTA.org(), OKTA.id())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_callers_who_insert_at_the_same_time_each_learns_its_own_outcome(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);
        map(storage, Samples.mapping(OKTA, "taken", "taken"));

        List<List<Object>> outcomes = Together.run(
                16,
                thread -> IntStream.range(0, 60)
                        .mapToObj(number -> switch (number % 20) {
                            case 9 -> map(storage, Samples.mapping(OKTA, "dup-" + thread + "-" + number, "taken"));
                            case 19 ->
                                catchThrowable(() ->
                                        map(storage, Samples.mapping(OKTA, "taken", "new " + thread + " " + number)));
                            default ->
                                map(
                                        storage,
                                        Samples.mapping(OKTA, thread + "-" + number, "group " + thread + " " + number));
                        })
                        .toList());

        for (List<Object> ofOneThread : outcomes) {
            assertThat(ofOneThread).filteredOn(new Inserted()::equals).hasSize(54);
            assertThat(ofOneThread)
                    .filteredOn(outcome -> outcome instanceof AlreadyMapped taken
                            && taken.existing().id().value().equals("taken"))
                    .hasSize(3);
            assertThat(ofOneThread)
                    .filteredOn(RuntimeException.class::isInstance)
                    .hasSize(3);
        }
        assertThat(stored(storage)).hasSize(1 + 16 * 54);
    }

    @ParameterizedTest
    @EnumSource
    void of_two_callers_who_insert_the_very_same_mapping_at_the_same_time_one_succeeds(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        List<List<Insertion>> insertions = Together.run(
                16,
                thread -> IntStream.range(0, 40)
                        .mapToObj(number -> map(
                                storage,
                                Samples.mapping(OKTA, thread / 2 + "-" + number, "group " + thread / 2 + " " + number)))
                        .toList());

        assertThat(insertions.stream().flatMap(List::stream).toList())
                .filteredOn(new Inserted()::equals)
                .hasSize(8 * 40);
        assertThat(stored(storage)).hasSize(8 * 40);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2_FILE")
    void mappings_inserted_at_the_same_time_share_transactions(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        Together.run(
                16,
                thread -> IntStream.range(0, 50)
                        .mapToObj(number -> map(
                                storage,
                                Samples.mapping(OKTA, thread + "-" + number, "group " + thread + " " + number)))
                        .toList());

        assertThat(stored(storage)).hasSize(16 * 50);
        assertThat(DATABASES.get(engine).count("(select distinct xmin from rolemap_group_role_mapping) transactions"))
                .isLessThan(16 * 50);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "POSTGRESQL_SERIALIZABLE"})
    void a_mapping_that_waited_for_the_deletion_of_its_connection_finds_it_gone(Engine engine) throws Exception {
        JdbcStorage storage = connectedStorage(engine);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (java.sql.Connection deleting = DATABASES.get(engine).dataSource().getConnection()) {
            deleting.setAutoCommit(false);
            deleting.createStatement().execute(DELETE_THE_CONNECTION);

            Future<Insertion> insertion =
                    caller.submit(() -> map(storage, Samples.mapping(OKTA, "m1", "waited for a deletion")));
            while (DATABASES.get(engine).count("pg_locks where not granted") == 0) {
                assertThat(insertion).isNotDone();
            }
            deleting.commit();

            assertThat(insertion.get()).isEqualTo(new NoSuchConnection());
        } finally {
            caller.shutdownNow();
        }
        assertThat(DATABASES.get(engine).count("rolemap_group_role_mapping")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "POSTGRESQL_SERIALIZABLE"})
    void creates_of_one_connection_do_not_wait_for_each_other(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        Insertion insertedMeanwhile = storage.transactions().inTransaction(() -> {
            storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
            return Together.run(1, index -> map(storage, Samples.mapping(OKTA, "m2", "Users")))
                    .get(0);
        });

        assertThat(insertedMeanwhile).isEqualTo(new Inserted());
        assertThat(stored(storage)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void what_belonged_to_a_deleted_connection_does_not_come_back_with_a_new_one_of_the_same_id(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);
        map(storage, Samples.mapping(OKTA, "m1", "Admins"));
        DATABASES.get(engine).execute(DELETE_THE_CONNECTION);

        assertThat(storage.transactions()
                        .inTransaction(() -> storage.connections().insert(OKTA)))
                .isEqualTo(ConnectionRepository.Insertion.INSERTED);

        assertThat(stored(storage)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_application_that_uses_jdbi_writes_in_the_same_transaction(Engine engine) {
        TestDatabase database = DATABASES.get(engine);
        connectedStorage(engine);
        database.execute("drop table if exists application_log");
        database.execute("create table application_log (entry varchar(100))");
        Jdbi jdbi = Jdbi.create(database.dataSource());
        JdbcStorage storage = JdbcStorage.on(jdbi);

        jdbi.useTransaction(handle -> {
            handle.execute("insert into application_log values ('kept')");
            map(storage, Samples.mapping(OKTA, "m1", "Admins"));
        });
        Throwable fault = catchThrowable(() -> jdbi.useTransaction(handle -> {
            handle.execute("insert into application_log values ('taken back')");
            map(storage, Samples.mapping(OKTA, "m2", "Users"));
            throw new IllegalArgumentException("changed my mind");
        }));

        assertThat(fault).hasMessage("changed my mind");
        assertThat(database.count("application_log")).isEqualTo(1);
        assertThat(stored(storage)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_commits_by_itself_is_not_joined(Engine engine) throws SQLException {
        JdbcStorage storage = connectedStorage(engine);
        try (java.sql.Connection autoCommit = DATABASES.get(engine).dataSource().getConnection()) {
            assertThatThrownBy(() ->
                            storage.joining(autoCommit, () -> map(storage, Samples.mapping(OKTA, "m1", "Admins"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
        assertThat(stored(storage)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_connection_is_not_joined(Engine engine) throws SQLException {
        JdbcStorage storage = connectedStorage(engine);
        java.sql.Connection closed = DATABASES.get(engine).dataSource().getConnection();
        closed.close();

        assertThatThrownBy(() -> storage.joining(closed, () -> stored(storage)))
                .isInstanceOf(StorageUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_lent_connection_that_commits_by_itself_in_the_end_stores_nothing_more(Engine engine) throws SQLException {
        JdbcStorage storage = connectedStorage(engine);
        try (java.sql.Connection owned = DATABASES.get(engine).dataSource().getConnection()) {
            owned.setAutoCommit(false);

            assertThatThrownBy(() -> storage.joining(owned, () -> {
                        autoCommit(owned);
                        return map(storage, Samples.mapping(OKTA, "m1", "Admins"));
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("auto-commit");
        }
        assertThat(stored(storage)).isEmpty();
    }

    private static void autoCommit(java.sql.Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_two_lent_connections_the_inner_one_counts_until_it_is_given_back(Engine engine) throws SQLException {
        JdbcStorage storage = connectedStorage(engine);
        DataSource pool = DATABASES.get(engine).dataSource();
        try (java.sql.Connection outer = pool.getConnection();
                java.sql.Connection inner = pool.getConnection()) {
            outer.setAutoCommit(false);
            inner.setAutoCommit(false);

            storage.joining(outer, () -> {
                storage.joining(inner, () -> map(storage, Samples.mapping(OKTA, "m1", "Admins")));
                rollback(inner);
                return map(storage, Samples.mapping(OKTA, "m2", "Users"));
            });
            outer.commit();
            inner.setAutoCommit(true);
            outer.setAutoCommit(true);
        }
        assertThat(stored(storage)).extracting(mapping -> mapping.id().value()).containsExactly("m2");
    }

    private static void rollback(java.sql.Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Test
    void a_write_that_nothing_surrounds_is_refused_with_what_to_do() {
        JdbcStorage storage = connectedStorage(Engine.H2_FILE);

        assertThatThrownBy(() -> storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Transactions.inTransaction or Transactions.forOneCall");
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_of_the_applications_own_statement_arrives_unchanged(Engine engine) {
        connectedStorage(engine);
        Jdbi jdbi = Jdbi.create(DATABASES.get(engine).dataSource());
        JdbcStorage storage = JdbcStorage.on(jdbi);

        assertThatThrownBy(() -> storage.transactions()
                        .inTransaction(() -> jdbi.withHandle(handle -> handle.execute("select nonsense"))))
                .isInstanceOf(StatementException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_whose_transaction_its_owner_ends_is_neither_committed_nor_rolled_back_here(Engine engine)
            throws SQLException {
        JdbcStorage storage = connectedStorage(engine);
        try (java.sql.Connection owned = DATABASES.get(engine).dataSource().getConnection()) {
            owned.setAutoCommit(false);

            List<GroupRoleMapping> seen = storage.joining(owned, () -> {
                map(storage, Samples.mapping(OKTA, "m1", "Admins"));
                catchThrowable(() -> storage.transactions().inTransaction(() -> {
                    storage.mappings().insert(Samples.mapping(OKTA, "m2", "Users"));
                    throw new IllegalArgumentException("changed my mind");
                }));
                return stored(storage);
            });
            assertThat(seen).hasSize(2);
            assertThat(stored(storage)).isEmpty();

            owned.rollback();
            owned.setAutoCommit(true);
        }
        assertThat(stored(storage)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void work_is_run_again_when_the_database_asks_for_it(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);
        AtomicInteger attempts = new AtomicInteger();

        storage.transactions().inTransaction(() -> {
            storage.mappings().insert(Samples.mapping(OKTA, "m" + attempts, "group " + attempts));
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException(new SQLException("of a test", "40001"));
            }
            return true;
        });

        assertThat(attempts).hasValue(3);
        assertThat(stored(storage)).containsExactly(Samples.mapping(OKTA, "m2", "group 2"));
    }

    @ParameterizedTest
    @EnumSource
    void work_that_never_succeeds_ends_as_an_unavailable_storage(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> storage.transactions().inTransaction(() -> {
                    attempts.incrementAndGet();
                    storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
                    throw new IllegalStateException(new SQLException("of a test", "40P01"));
                }))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        fault -> assertThat(fault.isOutcomeUnknown()).isFalse());

        assertThat(attempts).hasValueBetween(2, 20);
        assertThat(stored(storage)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_nested_transaction_leaves_running_again_to_the_outermost(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);
        AtomicInteger outer = new AtomicInteger();
        AtomicInteger inner = new AtomicInteger();

        storage.transactions().inTransaction(() -> {
            outer.incrementAndGet();
            return storage.transactions().inTransaction(() -> {
                if (inner.incrementAndGet() < 3) {
                    throw new IllegalStateException(new SQLException("of a test", "40001"));
                }
                return true;
            });
        });

        assertThat(outer).hasValue(3);
        assertThat(inner).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void a_thread_that_is_interrupted_stores_all_the_same_and_takes_the_storage_from_nobody(Engine engine) {
        JdbcStorage storage = connectedStorage(engine);

        Insertion insertion = storage.transactions().inTransaction(() -> {
            Insertion inserted = storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
            Thread.currentThread().interrupt();
            return inserted;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(insertion).isEqualTo(new Inserted());
        map(storage, Samples.mapping(OKTA, "m2", "Users"));
        assertThat(Together.run(1, index -> stored(storage)).get(0)).hasSize(2);
    }

    @Test
    void two_transactions_that_wait_for_each_other_both_succeed_in_the_end() {
        JdbcStorage storage = connectedStorage(Engine.POSTGRESQL);
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();

        Together.run(2, index -> {
            boolean[] first = {true};
            return storage.transactions().inTransaction(() -> {
                attempts.incrementAndGet();
                String own = index == 0 ? "a" : "b";
                String other = index == 0 ? "b" : "a";
                storage.mappings().insert(Samples.mapping(OKTA, own + index + attempts, own));
                if (first[0]) {
                    first[0] = false;
                    await(bothHaveOne);
                }
                return storage.mappings().insert(Samples.mapping(OKTA, other + index + attempts, other));
            });
        });

        assertThat(attempts).hasValueGreaterThan(2);
        assertThat(stored(storage)).hasSize(2);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void another_engine_is_refused_by_name() {
        DataSource oracle = DataSources.pretendingToBe(
                "Oracle", DATABASES.get(Engine.H2_FILE).dataSource());

        assertThatThrownBy(() -> JdbcStorage.on(oracle))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessage("Rolemap stores its data in H2 or PostgreSQL, not in Oracle.");
    }

    @Test
    void h2_that_may_lose_or_alter_what_is_stored_is_refused_with_all_that_is_missing(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("lossy");

        assertThatThrownBy(() -> JdbcStorage.on(DataSources.at(url + ";MODE=PostgreSQL")))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("add ;WRITE_DELAY=0 to its JDBC URL");
        assertThatThrownBy(() -> JdbcStorage.on(DataSources.at(url + ";WRITE_DELAY=0")))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("add ;MODE=PostgreSQL to its JDBC URL");
        assertThatThrownBy(() -> JdbcStorage.on(DataSources.at(url)))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("add ;MODE=PostgreSQL;WRITE_DELAY=0 to its JDBC URL");
    }

    @Test
    void a_database_without_the_tables_is_refused_with_what_to_do() {
        DataSource empty = DataSources.at("jdbc:h2:mem:without-tables;MODE=PostgreSQL;WRITE_DELAY=0;DB_CLOSE_DELAY=-1");

        assertThatThrownBy(() -> JdbcStorage.on(empty))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("call Schema.migrate(dataSource)");

        Schema.migrate(empty);
        assertThat(JdbcStorage.on(empty).connections().list(OKTA.org())).isEmpty();
    }

    @Test
    void a_pool_without_auto_commit_is_refused_because_nothing_would_ever_be_committed() {
        DataSource pool =
                DataSources.withoutAutoCommit(DATABASES.get(Engine.H2_FILE).dataSource());

        assertThatThrownBy(() -> JdbcStorage.on(pool))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("auto-commit");
        assertThatThrownBy(() -> JdbcStorage.on(Jdbi.create(pool)))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("auto-commit");
    }

    @Test
    void a_postgresql_that_can_lose_what_it_acknowledged_is_told_in_the_log() {
        Logger logger = (Logger) LoggerFactory.getLogger(Dialects.class);
        Level levelBefore = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(log);
        try (PostgresServer careless = PostgresServer.start(List.of("fsync=off", "full_page_writes=off"));
                TestDatabase database = TestDatabase.at(careless.newDatabase())) {
            JdbcStorage.on(database.dataSource());
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(levelBefore);
        }

        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage).toList())
                .hasSize(2)
                .anyMatch(message -> message.contains("fsync=off"))
                .anyMatch(message -> message.contains("full_page_writes=off"));
    }
}
