package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.Together;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once, by many threads, on few rows: no call fails, and what is left fits together. */
@Timeout(120)
class PostgresStormTest {

    private static final int THREADS = 8;
    private static final int STEPS = 150;
    private static final int CONNECTIONS = 3;
    private static final int GROUPS = 12;
    private static final int ROLES = 5;

    /** In the catalogue all the while, so that it is in force. */
    private static final RoleId LASTING = new RoleId(0);

    private static final String GRANTED_BUT_UNKNOWN = """
            (select org_id, role_id from rolemap_group_role_mapping
             union all
             select org_id, default_role_id from rolemap_connection where default_role_id is not null
             except
             select org_id, role_id from rolemap_role) dangling
            """;

    private static final String KEYS_THAT_DIFFER = """
            (select c.id from rolemap_connection c
             full join rolemap_provider_key k on k.org_id = c.org_id and k.connection_id = c.id
             where c.provider_key is distinct from k.provider_key) differing
            """;

    @ParameterizedTest
    @ValueSource(strings = {"read committed", "serializable"})
    void whatever_happens_at_the_same_time_leaves_no_dangling_role_and_no_lost_key(String isolation) {
        String url = PostgresServer.shared().newDatabase("default_transaction_isolation='" + isolation + "'");
        try (TestDatabase database = TestDatabase.at(url)) {
            JdbcStorage storage = database.emptyStorage();
            storage.transactions().forOneCall(() -> storage.roles().insert(role(LASTING)));
            long seed = new Random().nextLong();

            Together.run(THREADS, thread -> {
                Random random = new Random(seed + thread);
                IntStream.range(0, STEPS).forEach(step -> new Step(storage, random).run());
                return true;
            });

            assertThat(database.count(GRANTED_BUT_UNKNOWN)).as("seed " + seed).isZero();
            assertThat(database.count(KEYS_THAT_DIFFER)).as("seed " + seed).isZero();
        }
    }

    private static Role role(RoleId id) {
        return new Role(Samples.connection("acme", "c").org(), id, new RoleName("role"), Samples.NOW, Samples.NOW);
    }

    /** One thing that a caller does. */
    private record Step(JdbcStorage storage, Random random) {

        private void run() {
            switch (random.nextInt(20)) {
                case 0, 1 -> replaceSet();
                case 2 -> createConnection();
                case 3 -> changeConnection();
                case 4 -> deleteConnection();
                case 5, 6 ->
                    storage.transactions().forOneCall(() -> storage.roles().insert(role(anyRole())));
                case 7, 8 ->
                    storage.transactions()
                            .forOneCall(
                                    () -> storage.roles().delete(anyConnection().org(), anyRole()));
                case 9, 10, 11 -> changeMapping();
                case 12, 13 -> deleteMapping();
                default -> createMapping();
            }
        }

        private RoleId anyRole() {
            return new RoleId(1L + random.nextInt(ROLES));
        }

        /** A role now and then, so that roles are free to be removed at times. */
        private RoleId anyGranted() {
            return random.nextInt(3) == 0 ? anyRole() : LASTING;
        }

        private Connection anyConnection() {
            return Samples.connection("acme", "c" + random.nextInt(CONNECTIONS), "key" + random.nextInt(CONNECTIONS));
        }

        private ExternalGroup anyGroup() {
            return new ExternalGroup("group " + random.nextInt(GROUPS));
        }

        private static MappingId newId() {
            return new MappingId(UUID.randomUUID().toString());
        }

        private Optional<Connection> storedConnection() {
            return storage.connections()
                    .find(anyConnection().org(), anyConnection().id());
        }

        private Optional<GroupRoleMapping> storedMapping() {
            return storage.mappings()
                    .list(MappingQuery.all(
                                    anyConnection().org(), anyConnection().id())
                            .ofGroup(anyGroup()))
                    .flatMap(page -> page.mappings().stream().findFirst());
        }

        private void createConnection() {
            Connection connection = ConnectionChanges.none()
                    .withDefaultRole(Optional.of(anyGranted()))
                    .appliedTo(anyConnection(), Samples.NOW);
            storage.transactions().forOneCall(() -> storage.connections().insert(connection));
        }

        private void changeConnection() {
            storedConnection()
                    .ifPresent(stored -> storage.transactions()
                            .forOneCall(() -> storage.connections()
                                    .replace(
                                            stored,
                                            ConnectionChanges.none()
                                                    .withProviderKey(
                                                            new ProviderKey("key" + random.nextInt(CONNECTIONS)))
                                                    .withDefaultRole(Optional.of(anyGranted()))
                                                    .appliedTo(stored, Samples.NOW))));
        }

        private void deleteConnection() {
            storedConnection()
                    .ifPresent(stored -> storage.transactions()
                            .forOneCall(() -> storage.connections().delete(stored)));
        }

        private void createMapping() {
            Connection connection = anyConnection();
            GroupRoleMapping mapping = new GroupRoleMapping(
                    newId(), connection.org(), connection.id(), anyGroup(), anyGranted(), Samples.NOW, Samples.NOW);
            storage.transactions().forOneCall(() -> storage.mappings().insert(mapping));
        }

        private void changeMapping() {
            storedMapping()
                    .ifPresent(stored -> storage.transactions()
                            .forOneCall(() ->
                                    storage.mappings().replace(stored, stored.granting(anyGranted(), Samples.NOW))));
        }

        private void deleteMapping() {
            storedMapping()
                    .ifPresent(stored -> storage.transactions()
                            .forOneCall(() -> storage.mappings().delete(stored)));
        }

        private void replaceSet() {
            Connection connection = anyConnection();
            List<WantedMapping> wanted = IntStream.range(0, GROUPS)
                    .filter(number -> random.nextBoolean())
                    .mapToObj(number -> new WantedMapping(new ExternalGroup("group " + number), anyGranted()))
                    .toList();
            storage.transactions()
                    .inTransaction(() -> storage.mappings()
                            .listExclusively(connection.org(), connection.id())
                            .map(current -> storage.mappings()
                                    .apply(
                                            connection.org(),
                                            connection.id(),
                                            MappingPlan.between(current, new WantedMappings(wanted))
                                                    .at(connection.org(), connection.id(), Samples.NOW, Step::newId))));
        }
    }
}
