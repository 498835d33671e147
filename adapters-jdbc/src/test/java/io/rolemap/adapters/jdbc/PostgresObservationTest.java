package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.CountingProxy;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.testkit.Samples;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    private static CountingProxy proxy;
    private static TestDatabase database;

    private JdbcStorage storage;

    @BeforeAll
    static void open() {
        String direct = PostgresServer.shared().newDatabase();
        URI server = URI.create(direct.substring("jdbc:".length()));
        proxy = CountingProxy.inFrontOf(server.getPort());
        database = TestDatabase.at(direct.replace(server.getAuthority(), "127.0.0.1:" + proxy.port()));
    }

    @AfterAll
    static void close() {
        database.close();
        proxy.close();
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
        return new Sighting(connection.org(), connection.id(), new ExternalGroup(group), HOUR, 1);
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

    @Test
    void groups_that_were_seen_before_cost_one_round_trip_for_all_connections_together() {
        List<Sighting> sightings = new ArrayList<>();
        for (Connection connection : List.of(ENTRA, OKTA)) {
            IntStream.range(0, 50).forEach(number -> sightings.add(sighting(connection, "group " + number)));
        }
        for (int warmUp = 0; warmUp < 10; warmUp++) {
            add(sightings);
        }
        proxy.takeRoundTrips();

        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 20; index++) {
            add(sightings);
            roundTrips.add(proxy.takeRoundTrips());
        }

        // The second one is that of the commit. A busy machine adds to some of them; it takes nothing away.
        assertThat(roundTrips)
                .as(roundTrips.toString())
                .filteredOn(count -> count == 2)
                .hasSizeGreaterThan(5);
    }
}
