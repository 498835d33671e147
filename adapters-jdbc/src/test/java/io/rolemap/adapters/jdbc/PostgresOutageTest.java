package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.adapters.jdbc.testing.CountingProxy;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresOutageTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");

    private static PostgresServer server;
    private static String url;
    private static TestDatabase database;

    private JdbcStorage storage;

    @BeforeAll
    static void open() {
        server = PostgresServer.startDurable();
        url = server.newDatabase();
        database = TestDatabase.at(url);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void connect() {
        storage = database.emptyStorage();
        storage.transactions().inTransaction(() -> storage.connections().insert(OKTA));
    }

    private void map(GroupRoleMapping mapping) {
        storage.transactions().forOneCall(() -> storage.mappings().insert(mapping));
    }

    /** The pool notices at the first use of a connection that it is dead, and pauses between attempts to connect. */
    private void awaitRecovery() {
        List<Throwable> faults = new ArrayList<>();
        while (!storage.isReachable() || readFault(faults)) {
            assertThat(faults).as("attempts to read").hasSizeLessThan(30);
        }
    }

    private boolean readFault(List<Throwable> faults) {
        Throwable fault = catchThrowable(this::stored);
        if (fault == null) {
            return false;
        }
        assertThat(fault).isInstanceOf(StorageUnavailableException.class);
        faults.add(fault);
        return true;
    }

    private List<GroupRoleMapping> stored() {
        return storage.mappings()
                .list(MappingQuery.all(OKTA.org(), OKTA.id()))
                .orElseThrow()
                .mappings();
    }

    @Test
    void without_its_server_the_storage_is_unavailable_and_nothing_is_stored_until_it_is_back() {
        GroupRoleMapping mapping = Samples.mapping(OKTA, "m1", "Admins");
        server.stop();

        try {
            // In a transaction, because a connection that the pool still takes for alive fails at the insert.
            assertThatThrownBy(() -> storage.transactions()
                            .inTransaction(() -> storage.mappings().insert(mapping)))
                    .isInstanceOfSatisfying(
                            StorageUnavailableException.class,
                            fault -> assertThat(fault.isOutcomeUnknown()).isFalse());
            assertThatThrownBy(this::stored).isInstanceOf(StorageUnavailableException.class);
            assertThatThrownBy(() -> storage.connections().list(OKTA.org()))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThatThrownBy(() -> storage.apiKeys().find(new KeyId("k1")))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThatThrownBy(() -> storage.operatorKeys().generatedKey())
                    .isInstanceOf(StorageUnavailableException.class);
            assertThatThrownBy(() -> Schema.migrate(database.dataSource()))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThat(storage.isReachable()).isFalse();
        } finally {
            server.start();
        }

        awaitRecovery();
        map(mapping);
        assertThat(stored()).containsExactly(mapping);
    }

    @Test
    void a_server_that_goes_away_inside_of_a_transaction_stores_nothing_of_it() {
        assertThatThrownBy(() -> storage.transactions().inTransaction(() -> {
                    storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
                    server.kill();
                    return storage.mappings().insert(Samples.mapping(OKTA, "m2", "Users"));
                }))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        fault -> assertThat(fault.isOutcomeUnknown()).isFalse());

        server.start();
        awaitRecovery();
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_server_that_goes_away_before_it_answers_the_commit_leaves_the_outcome_unknown() {
        assertThatThrownBy(() -> storage.transactions().inTransaction(() -> {
                    storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins"));
                    server.kill();
                    return true;
                }))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        fault -> assertThat(fault.isOutcomeUnknown()).isTrue());

        server.start();
        awaitRecovery();
        assertThat(stored()).isEmpty();
    }

    @Test
    void an_insert_whose_answer_is_lost_is_stored_and_its_outcome_unknown() {
        GroupRoleMapping mapping = Samples.mapping(OKTA, "m1", "lost answer");

        assertThatThrownBy(() -> mapLosingTheAnswerTo("lost answer", mapping))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        fault -> assertThat(fault.isOutcomeUnknown()).isTrue());

        assertThat(stored()).containsExactly(mapping);
    }

    @Test
    void a_look_at_what_is_mapped_already_whose_answer_is_lost_has_stored_nothing() {
        GroupRoleMapping first = Samples.mapping(OKTA, "m1", "Admins");
        map(first);

        assertThatThrownBy(() -> mapLosingTheAnswerTo(
                        "left join rolemap_group_role_mapping", Samples.mapping(OKTA, "m2", "Admins")))
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        fault -> assertThat(fault.isOutcomeUnknown()).isFalse());

        assertThat(stored()).containsExactly(first);
    }

    private static void mapLosingTheAnswerTo(String request, GroupRoleMapping mapping) {
        try (CountingProxy proxy = CountingProxy.inFrontOf(server.port());
                TestDatabase behindProxy =
                        TestDatabase.at(url.replace(":" + server.port() + "/", ":" + proxy.port() + "/"))) {
            JdbcStorage lossy = JdbcStorage.on(behindProxy.dataSource());
            proxy.loseAnswerTo(request);
            lossy.transactions().forOneCall(() -> lossy.mappings().insert(mapping));
        }
    }

    @Test
    void every_acknowledged_mapping_survives_a_crash_of_the_server() {
        List<GroupRoleMapping> acknowledged = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int index = 0; index < 100; index++) {
                GroupRoleMapping mapping = Samples.mapping(OKTA, round + "-%03d".formatted(index), round + "-" + index);
                map(mapping);
                acknowledged.add(mapping);
            }
            server.kill();
            server.start();
            awaitRecovery();

            assertThat(stored()).containsExactlyElementsOf(acknowledged);
        }
    }

    @Test
    void every_acknowledged_mapping_survives_the_kill_of_its_client() throws Exception {
        List<String> acknowledged = MappingWriter.acknowledgedBeforeKill(url, "round-", 150, "");

        assertThat(stored())
                .containsAll(acknowledged.stream().map(MappingWriter::mapping).toList());
    }
}
