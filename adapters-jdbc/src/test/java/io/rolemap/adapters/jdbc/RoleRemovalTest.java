package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A role was granted while its organisation had no catalogue, and is removed before that is committed. */
@Timeout(60)
class RoleRemovalTest {

    enum Engine {
        H2("information_schema.sessions where blocker_id is not null"),
        POSTGRESQL("pg_locks where not granted"),
        POSTGRESQL_SERIALIZABLE("pg_locks where not granted");

        private final String waiting;

        Engine(String waiting) {
            this.waiting = waiting;
        }
    }

    /** What grants the role 1. */
    enum Grant {
        A_MAPPING(1, 0) {
            @Override
            void by(JdbcStorage storage) {
                storage.mappings().insert(Samples.mapping(OKTA, "m1", "Admins", 1));
            }
        },
        A_CHANGED_MAPPING(1, 0) {
            @Override
            void by(JdbcStorage storage) {
                storage.mappings().replace(PREPARED, PREPARED.granting(ONE, Samples.NOW));
            }
        },
        A_WHOLE_SET(1, 0) {
            @Override
            void by(JdbcStorage storage) {
                WantedMappings wanted =
                        new WantedMappings(List.of(new WantedMapping(new ExternalGroup("Admins"), ONE)));
                storage.mappings()
                        .apply(
                                OKTA.org(),
                                OKTA.id(),
                                MappingPlan.between(
                                                storage.mappings()
                                                        .listExclusively(OKTA.org(), OKTA.id())
                                                        .orElseThrow(),
                                                wanted)
                                        .at(OKTA.org(), OKTA.id(), Samples.NOW, () -> new MappingId("m1")));
            }
        },
        A_CHANGED_CONNECTION(0, 1) {
            @Override
            void by(JdbcStorage storage) {
                storage.connections().replace(OKTA, byDefault(OKTA));
            }
        },
        A_NEW_CONNECTION(0, 1) {
            @Override
            void by(JdbcStorage storage) {
                storage.connections().insert(byDefault(Samples.connection("acme", "entra")));
            }
        };

        private final int mappings;
        private final int defaultRoles;

        Grant(int mappings, int defaultRoles) {
            this.mappings = mappings;
            this.defaultRoles = defaultRoles;
        }

        abstract void by(JdbcStorage storage);

        private static Connection byDefault(Connection connection) {
            return ConnectionChanges.none().withDefaultRole(Optional.of(ONE)).appliedTo(connection, Samples.NOW);
        }
    }

    private static final RoleId ONE = new RoleId(1);
    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final GroupRoleMapping PREPARED = Samples.mapping(OKTA, "prepared", "Prepared", 2);
    private static final Map<Engine, TestDatabase> DATABASES = new EnumMap<>(Engine.class);

    @BeforeAll
    static void open() {
        DATABASES.put(Engine.H2, TestDatabase.at("jdbc:h2:mem:"));
        DATABASES.put(Engine.POSTGRESQL, TestDatabase.at(PostgresServer.shared().newDatabase()));
        DATABASES.put(
                Engine.POSTGRESQL_SERIALIZABLE,
                TestDatabase.at(PostgresServer.shared().newDatabase("default_transaction_isolation=serializable")));
    }

    @AfterAll
    static void close() {
        DATABASES.values().forEach(TestDatabase::close);
    }

    private static Stream<Arguments> everyGrantOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(Grant.values()).map(grant -> Arguments.of(engine, grant)));
    }

    private static boolean know(JdbcStorage storage, RoleId role) {
        return storage.transactions()
                .forOneCall(() -> storage.roles()
                        .insert(new Role(OKTA.org(), role, new RoleName("role"), Samples.NOW, Samples.NOW)));
    }

    private static RoleRepository.Deletion forget(JdbcStorage storage, RoleId role) {
        return storage.transactions().forOneCall(() -> storage.roles().delete(OKTA.org(), role));
    }

    @ParameterizedTest
    @MethodSource("everyGrantOnEveryEngine")
    void what_was_granted_before_there_was_a_catalogue_keeps_its_role_from_being_removed(Engine engine, Grant grant)
            throws Exception {
        TestDatabase database = DATABASES.get(engine);
        JdbcStorage storage = database.emptyStorage();
        storage.transactions().forOneCall(() -> storage.connections().insert(OKTA));
        storage.transactions().forOneCall(() -> storage.mappings().insert(PREPARED));
        ExecutorService others = Executors.newSingleThreadExecutor();
        try {
            Future<RoleRepository.Deletion> deletion = storage.transactions().inTransaction(() -> {
                grant.by(storage);
                Future<RoleRepository.Deletion> removing = others.submit(() -> {
                    know(storage, ONE);
                    know(storage, new RoleId(2));
                    return forget(storage, ONE);
                });
                while (database.count(engine.waiting) == 0) {
                    assertThat(removing).isNotDone();
                }
                return removing;
            });

            RoleRepository.Deletion refused = deletion.get();

            assertThat(refused).isInstanceOf(RoleRepository.InUse.class);
            RoleUses uses = ((RoleRepository.InUse) refused).uses();
            assertThat(uses.mappings()).isEqualTo(grant.mappings);
            assertThat(uses.defaultRoles()).isEqualTo(grant.defaultRoles);
        } finally {
            others.shutdownNow();
        }
    }
}
