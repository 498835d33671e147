package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sightings of many connections are stored in one transaction, which must not tie them to each other. */
@Timeout(60)
class PostgresObservationTest {

    private static final Instant HOUR = Sighting.hourOf(Samples.NOW);
    private static final Connection ENTRA = Samples.connection("acme", "entra");
    private static final Connection OKTA = Samples.connection("acme", "okta");

    private static TestDatabase database;

    private JdbcStorage storage;

    @BeforeAll
    static void open() {
        database = TestDatabase.at(PostgresServer.shared().newDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void connect() {
        storage = database.emptyStorage();
        storage.transactions().inTransaction(() -> {
            storage.connections().insert(ENTRA);
            return storage.connections().insert(OKTA);
        });
    }

    private static Sighting sighting(Connection connection, String group) {
        return Samples.sighting(connection, group, HOUR, 1);
    }

    private boolean add(List<Sighting> sightings) {
        return storage.transactions().inTransaction(() -> {
            storage.observedGroups().add(sightings);
            return true;
        });
    }

    private List<String> groupsOf(Connection connection) {
        return storage
                .observedGroups()
                .list(ObservedGroupQuery.all(connection.org(), connection.id()))
                .groups()
                .stream()
                .map(ObservedGroup::group)
                .map(ExternalGroup::value)
                .toList();
    }

    private static <T> T aside(Callable<T> call) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            return other.submit(call).get(5, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whoever_works_on_a_whole_set_holds_up_no_sightings_of_other_connections() {
        storage.transactions().inTransaction(() -> {
            storage.mappings().listExclusively(OKTA.org(), OKTA.id());
            try {
                return aside(() -> add(List.of(sighting(ENTRA, "Admins"), sighting(OKTA, "Admins"))));
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        });

        assertThat(groupsOf(ENTRA)).containsExactly("Admins");
    }
}
