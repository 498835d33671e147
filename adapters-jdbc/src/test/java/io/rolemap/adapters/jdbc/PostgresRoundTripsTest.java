package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.CountingProxy;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.SequentialIds;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    void a_new_mapping_costs_one_round_trip_with_a_catalogue_too() {
        storage.transactions().forOneCall(() -> storage.roles().insert(role(7)));
        for (int index = 0; index < 10; index++) {
            create("warm-up with a catalogue " + index);
        }
        proxy.takeRoundTrips();

        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            assertThat(create("group " + index)).isEqualTo(new Inserted());
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 1).hasSizeGreaterThan(40);
    }

    @Test
    void a_change_and_a_removal_cost_one_round_trip_each() {
        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            GroupRoleMapping before = Samples.mapping(OKTA, "group-" + index, "group " + index);
            GroupRoleMapping after = before.granting(new RoleId(8), Samples.NOW);
            create("group " + index);
            proxy.takeRoundTrips();
            assertThat(storage.transactions()
                            .forOneCall(() -> storage.mappings().replace(before, after)))
                    .isEqualTo(GroupRoleMappingRepository.Replacement.REPLACED);
            roundTrips.add(proxy.takeRoundTrips());
            assertThat(storage.transactions()
                            .forOneCall(() -> storage.mappings().delete(after)))
                    .isTrue();
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 1).hasSizeGreaterThan(80);
    }

    @Test
    void a_page_costs_one_round_trip() {
        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            storage.mappings().list(MappingQuery.all(OKTA.org(), OKTA.id()).limit(3));
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 1).hasSizeGreaterThan(40);
    }

    @Test
    void what_resolving_needs_costs_one_round_trip_by_id_and_by_provider_key_with_look_alikes_and_without() {
        Set<ExternalGroup> groups = IntStream.range(0, 200)
                .mapToObj(number -> new ExternalGroup("/acme/warm-up " + number))
                .collect(Collectors.toSet());
        for (ConnectionReference reference :
                List.of(new ConnectionReference.ById(OKTA.id()), new ConnectionReference.ByKey(OKTA.providerKey()))) {
            for (boolean withResembling : List.of(true, false)) {
                List<Integer> roundTrips = new ArrayList<>();
                for (int index = 0; index < 30; index++) {
                    storage.lookup().lookUp(OKTA.org(), reference, groups, withResembling);
                    roundTrips.add(proxy.takeRoundTrips());
                }

                assertThat(roundTrips)
                        .filteredOn(count -> count == 1)
                        .as("%s, with look-alikes: %s", reference, withResembling)
                        .hasSizeGreaterThan(20);
            }
        }
    }

    @Test
    void sightings_of_groups_that_were_seen_before_cost_one_round_trip_and_the_commit_for_all_connections_together() {
        Connection entra = Samples.connection("acme", "entra");
        storage.transactions().inTransaction(() -> storage.connections().insert(entra));
        // Few enough for one packet of the driver (8 KiB). Of more, the server may answer the "begin" in the first
        // packet before the next one passes, which nobody waits for and the proxy would count.
        List<Sighting> sightings = Stream.of(entra, OKTA)
                .flatMap(connection -> IntStream.range(0, 20)
                        .mapToObj(number ->
                                Samples.sighting(connection, "group " + number, Sighting.hourOf(Samples.NOW), 1)))
                .toList();
        for (int index = 0; index < 10; index++) {
            add(sightings);
        }
        proxy.takeRoundTrips();

        List<Integer> roundTrips = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            add(sightings);
            roundTrips.add(proxy.takeRoundTrips());
        }

        assertThat(roundTrips).filteredOn(count -> count == 2).hasSizeGreaterThan(40);
    }

    private void add(List<Sighting> sightings) {
        storage.transactions().inTransaction(() -> {
            storage.observedGroups().add(sightings);
            return true;
        });
    }

    @Test
    void the_statements_for_a_whole_set_are_as_many_for_a_thousand_mappings_as_for_one() {
        replaceAllBy("few", 1, 7);
        replaceAllBy("few", 1, 8);

        assertThat(roundTripsOf(() -> replaceAllBy("many", 1000, 7))).isLessThanOrEqualTo(9);
        assertThat(roundTripsOf(() -> replaceAllBy("many", 1000, 8))).isLessThanOrEqualTo(9);
        assertThat(roundTripsOf(() -> replaceAllBy("other", 1000, 8))).isLessThanOrEqualTo(9);
        assertThat(storage.mappings()
                        .list(MappingQuery.all(OKTA.org(), OKTA.id()))
                        .orElseThrow()
                        .mappings())
                .hasSize(1000);
    }

    private int roundTripsOf(Runnable work) {
        proxy.takeRoundTrips();
        work.run();
        return proxy.takeRoundTrips();
    }

    private void replaceAllBy(String name, int size, long role) {
        SequentialIds ids = new SequentialIds();
        WantedMappings wanted = new WantedMappings(IntStream.range(0, size)
                .mapToObj(number -> new WantedMapping(new ExternalGroup(name + number), new RoleId(role)))
                .toList());
        storage.transactions().inTransaction(() -> {
            List<GroupRoleMapping> current =
                    storage.mappings().listExclusively(OKTA.org(), OKTA.id()).orElseThrow();
            return storage.mappings()
                    .apply(
                            OKTA.org(),
                            OKTA.id(),
                            MappingPlan.between(current, wanted)
                                    .at(OKTA.org(), OKTA.id(), Samples.NOW, () -> new MappingId(ids.newId() + name)));
        });
    }

    private static Role role(long id) {
        return new Role(OKTA.org(), new RoleId(id), new RoleName("role"), Samples.NOW, Samples.NOW);
    }
}
