package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.UnknownRole;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One caller waits for another one's transaction: what it does afterwards, at each level of isolation. */
@Timeout(60)
class PostgresIsolationTest {

    enum Isolation {
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE;

        private TestDatabase newDatabase() {
            return TestDatabase.at(
                    PostgresServer.shared().newDatabase("default_transaction_isolation='" + sql() + "'"));
        }

        private String sql() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final Map<Isolation, TestDatabase> DATABASES = new EnumMap<>(Isolation.class);

    @BeforeAll
    static void open() {
        for (Isolation isolation : Isolation.values()) {
            DATABASES.put(isolation, isolation.newDatabase());
        }
    }

    @AfterAll
    static void close() {
        DATABASES.values().forEach(TestDatabase::close);
    }

    private static JdbcStorage connectedStorage(Isolation isolation) {
        JdbcStorage storage = DATABASES.get(isolation).emptyStorage();
        storage.transactions().forOneCall(() -> storage.connections().insert(OKTA));
        return storage;
    }

    private static boolean know(JdbcStorage storage, long role) {
        return storage.transactions()
                .forOneCall(() -> storage.roles()
                        .insert(new Role(
                                OKTA.org(), new RoleId(role), new RoleName("role"), Samples.NOW, Samples.NOW)));
    }

    private static RoleRepository.Deletion forget(JdbcStorage storage, long role) {
        return storage.transactions().forOneCall(() -> storage.roles().delete(OKTA.org(), new RoleId(role)));
    }

    private static Insertion map(JdbcStorage storage, String id, String group, long role) {
        return storage.transactions()
                .forOneCall(() -> storage.mappings().insert(Samples.mapping(OKTA, id, group, role)));
    }

    private static Set<RoleId> replaceAllBy(JdbcStorage storage, String prefix, String... groups) {
        WantedMappings wanted = new WantedMappings(Stream.of(groups)
                .map(group -> new WantedMapping(new ExternalGroup(group), new RoleId(7)))
                .toList());
        return storage.transactions().inTransaction(() -> {
            List<GroupRoleMapping> current =
                    storage.mappings().listExclusively(OKTA.org(), OKTA.id()).orElseThrow();
            List<MappingId> ids = new ArrayList<>();
            return storage.mappings()
                    .apply(
                            OKTA.org(),
                            OKTA.id(),
                            MappingPlan.between(current, wanted).at(OKTA.org(), OKTA.id(), Samples.NOW, () -> {
                                ids.add(new MappingId(prefix + ids.size()));
                                return ids.get(ids.size() - 1);
                            }));
        });
    }

    private static List<String> groups(JdbcStorage storage) {
        return storage.mappings().list(MappingQuery.all(OKTA.org(), OKTA.id())).orElseThrow().mappings().stream()
                .map(mapping -> mapping.externalGroup().value())
                .sorted()
                .toList();
    }

    /** What the second caller gets that had to wait for the first one's commit. */
    private static <T> T afterWaitingFor(Isolation isolation, JdbcStorage storage, Runnable first, Callable<T> second)
            throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<T> waiting = storage.transactions().inTransaction(() -> {
                first.run();
                Future<T> submitted = caller.submit(second);
                while (DATABASES.get(isolation).count("pg_locks where not granted") == 0) {
                    assertThat(submitted).isNotDone();
                }
                return submitted;
            });
            return waiting.get();
        } finally {
            caller.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_waited_to_remove_a_role_sees_that_it_was_granted(Isolation isolation) throws Exception {
        JdbcStorage storage = connectedStorage(isolation);
        know(storage, 7);

        RoleRepository.Deletion deletion =
                afterWaitingFor(isolation, storage, () -> map(storage, "m1", "Admins", 7), () -> forget(storage, 7));

        assertThat(deletion).isEqualTo(new RoleRepository.InUse(new RoleUses(1, 0, List.of(OKTA.id()))));
    }

    private static void atRepeatableReadOfTheCaller(Consumer<JdbcStorage> work) throws SQLException {
        JdbcStorage storage = connectedStorage(Isolation.READ_COMMITTED);
        know(storage, 7);
        try (java.sql.Connection connection =
                DATABASES.get(Isolation.READ_COMMITTED).dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read");
            }
            storage.joining(connection, () -> {
                work.accept(storage);
                return true;
            });
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void where_a_callers_snapshot_would_hide_what_was_granted_no_role_is_removed() throws SQLException {
        atRepeatableReadOfTheCaller(storage -> assertThatThrownBy(
                        () -> storage.roles().delete(OKTA.org(), new RoleId(7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isolation level REPEATABLE_READ"));
    }

    @Test
    void where_a_callers_snapshot_would_hide_what_was_mapped_no_set_is_worked_on() throws SQLException {
        atRepeatableReadOfTheCaller(storage -> assertThatThrownBy(
                        () -> storage.mappings().listExclusively(OKTA.org(), OKTA.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isolation level REPEATABLE_READ"));
    }

    @Test
    void where_a_transaction_of_rolemaps_own_has_looked_already_no_set_is_worked_on() {
        JdbcStorage storage = connectedStorage(Isolation.REPEATABLE_READ);

        assertThatThrownBy(() -> storage.transactions().inTransaction(() -> {
                    storage.roles().list(OKTA.org());
                    return storage.mappings().listExclusively(OKTA.org(), OKTA.id());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isolation level REPEATABLE_READ");
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_COMMITTED", "SERIALIZABLE"})
    void who_waited_to_grant_a_role_finds_it_removed(Isolation isolation) throws Exception {
        JdbcStorage storage = connectedStorage(isolation);
        know(storage, 7);
        know(storage, 8);

        Insertion insertion =
                afterWaitingFor(isolation, storage, () -> forget(storage, 7), () -> map(storage, "m1", "Admins", 7));

        assertThat(insertion).isEqualTo(new UnknownRole());
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_COMMITTED", "SERIALIZABLE"})
    void who_waited_for_the_removal_of_the_last_role_may_grant_any(Isolation isolation) throws Exception {
        JdbcStorage storage = connectedStorage(isolation);
        know(storage, 7);

        Insertion insertion =
                afterWaitingFor(isolation, storage, () -> forget(storage, 7), () -> map(storage, "m1", "Admins", 7));

        assertThat(insertion).isEqualTo(new Inserted());
    }

    @ParameterizedTest
    @EnumSource
    void of_two_whole_sets_the_later_one_stands_unmixed(Isolation isolation) throws Exception {
        JdbcStorage storage = connectedStorage(isolation);

        afterWaitingFor(
                isolation,
                storage,
                () -> replaceAllBy(storage, "first-", "a", "b"),
                () -> replaceAllBy(storage, "second-", "b", "c"));

        assertThat(groups(storage)).containsExactly("b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void a_mapping_that_waited_for_a_whole_set_comes_on_top_of_it_or_finds_its_group_there(Isolation isolation)
            throws Exception {
        JdbcStorage storage = connectedStorage(isolation);

        Insertion another = afterWaitingFor(
                isolation, storage, () -> replaceAllBy(storage, "first-", "a", "b"), () -> map(storage, "m1", "c", 7));
        Insertion same = afterWaitingFor(
                isolation, storage, () -> replaceAllBy(storage, "second-", "a", "d"), () -> map(storage, "m2", "d", 7));

        assertThat(another).isEqualTo(new Inserted());
        assertThat(same).isNotEqualTo(new Inserted());
        assertThat(groups(storage)).containsExactly("a", "d");
    }

    @ParameterizedTest
    @EnumSource
    void a_whole_set_that_waited_for_a_mapping_knows_of_it(Isolation isolation) throws Exception {
        JdbcStorage storage = connectedStorage(isolation);

        afterWaitingFor(
                isolation, storage, () -> map(storage, "m1", "a", 7), () -> replaceAllBy(storage, "set-", "b", "c"));

        assertThat(groups(storage)).containsExactly("b", "c");
    }

    @ParameterizedTest
    @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void a_single_mapping_that_waited_with_an_older_look_is_refused(Isolation ofWaiter) throws Exception {
        JdbcStorage storage = connectedStorage(Isolation.READ_COMMITTED);
        DataSource pool = DATABASES.get(Isolation.READ_COMMITTED).dataSource();

        try (java.sql.Connection waiter = pool.getConnection()) {
            waiter.setAutoCommit(false);
            try (Statement statement = waiter.createStatement()) {
                statement.execute("set transaction isolation level " + ofWaiter.sql());
            }
            storage.joining(waiter, () -> storage.roles().list(OKTA.org()));

            Throwable refusal = afterWaitingFor(
                    Isolation.READ_COMMITTED,
                    storage,
                    () -> replaceAllBy(storage, "set-", "a", "b"),
                    () -> catchThrowable(() -> storage.joining(
                            waiter, () -> storage.mappings().insert(Samples.mapping(OKTA, "m1", "c", 7)))));

            assertThat(refusal)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            reason -> assertThat(reason.getSQLState()).isEqualTo("40001"));
            waiter.rollback();
            waiter.setAutoCommit(true);
        }
    }
}
