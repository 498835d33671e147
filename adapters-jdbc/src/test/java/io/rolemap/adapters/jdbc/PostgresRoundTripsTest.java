package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.CountingProxy;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.testkit.Samples;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRoundTripsTest {

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

    /** The driver prepares a statement on the server at its fifth use; the pool opens what it opens in the beginning. */
    @BeforeEach
    void warmUp() {
        storage = database.emptyStorage();
        storage.transactions().inTransaction(() -> storage.connections().insert(OKTA));
        for (int index = 0; index < 10; index++) {
            create("warm-up " + index);
        }
        proxy.takeRoundTrips();
    }

    private Insertion create(String group) {
        return storage.transactions()
                .forOneCall(() -> storage.mappings().insert(Samples.mapping(OKTA, group.replace(' ', '-'), group)));
    }

    @Test
    void a_new_mapping_costs_one_round_trip() {
        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            assertThat(create("group " + index)).isEqualTo(new Inserted());
            roundTrips.add(proxy.takeRoundTrips());
        }

        // The pool's own upkeep may fall into one of them; never into the most.
        assertThat(roundTrips).filteredOn(count -> count == 1).hasSizeGreaterThan(40);
    }

    @Test
    void a_new_mapping_in_a_transaction_costs_one_round_trip_and_the_commit() {
        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            String group = "group " + index;
            storage.transactions().inTransaction(() -> create(group));
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 2).hasSizeGreaterThan(40);
    }

    @Test
    void a_group_that_is_already_mapped_costs_one_more() {
        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 20; index++) {
            create("warm-up 1");
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 2).hasSizeGreaterThan(15);
    }
}
