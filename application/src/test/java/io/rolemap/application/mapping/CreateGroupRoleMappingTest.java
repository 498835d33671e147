package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.createMapping;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.ConnectionNotFound;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.Created;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.GroupAlreadyMapped;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.NotPermitted;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.testkit.Generated;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateGroupRoleMappingTest {

    private static final ConnectionId OKTA = new ConnectionId("okta");
    private static final Actor WRITER = holderOf(ACME, Permission.MAPPINGS_WRITE);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void maps_a_group_to_a_role() {
        GroupRoleMapping expected = new GroupRoleMapping(
                new MappingId("id-1"),
                ACME,
                OKTA,
                new ExternalGroup("Admins"),
                new RoleId(2227),
                START_IN_MILLIS,
                START_IN_MILLIS);

        assertThat(create(WRITER, ACME, "Admins", 2227)).isEqualTo(new Created(expected, List.of()));
        assertThat(stored()).containsExactly(expected);
    }

    @Test
    void keeps_any_group_and_any_role_as_they_are() {
        Generated.cases(50, random -> {
            String group = Generated.text(random, random.nextInt(1, 1025));
            long role = random.nextLong();

            assertThat(create(WRITER, ACME, group, role)).isInstanceOfSatisfying(Created.class, created -> {
                assertThat(created.mapping().externalGroup().value()).isEqualTo(group);
                assertThat(created.mapping().role().value()).isEqualTo(role);
            });
        });
    }

    @Test
    void gives_every_mapping_an_id_of_its_own() {
        create(WRITER, ACME, "Admins", 1);
        create(WRITER, ACME, "admins", 1);

        assertThat(stored())
                .extracting(GroupRoleMapping::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void a_connection_maps_a_group_only_once_whatever_the_role() {
        create(WRITER, ACME, "Admins", 1);
        List<GroupRoleMapping> before = stored();

        assertThat(create(WRITER, ACME, "Admins", 1)).isInstanceOf(GroupAlreadyMapped.class);
        assertThat(create(WRITER, ACME, "Admins", 2)).isInstanceOf(GroupAlreadyMapped.class);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void shows_the_existing_mapping_to_an_actor_who_may_read_mappings() {
        GroupRoleMapping existing = ((Created) create(WRITER, ACME, "Admins", 1)).mapping();
        Actor reader = holderOf(ACME, Permission.MAPPINGS_WRITE, Permission.MAPPINGS_READ);

        assertThat(create(reader, ACME, "Admins", 2)).isEqualTo(new GroupAlreadyMapped(Optional.of(existing)));
    }

    @Test
    void hides_the_existing_mapping_from_an_actor_who_may_not_read_mappings() {
        create(WRITER, ACME, "Admins", 1);

        assertThat(create(WRITER, ACME, "Admins", 2)).isEqualTo(new GroupAlreadyMapped(Optional.empty()));
    }

    @Test
    void another_connection_may_map_the_same_group() {
        world.connection(ACME, "entra");
        create(WRITER, ACME, "Admins", 1);

        assertThat(world.rolemap
                        .createGroupRoleMapping()
                        .create(WRITER, createMapping(ACME, new ConnectionId("entra"), "Admins", 2)))
                .isInstanceOf(Created.class);
    }

    @Test
    void another_organisations_connection_does_not_exist_here() {
        world.connection(GLOBEX, "entra");

        assertThat(world.rolemap
                        .createGroupRoleMapping()
                        .create(WRITER, createMapping(ACME, new ConnectionId("entra"), "Admins", 1)))
                .isEqualTo(new ConnectionNotFound())
                .isEqualTo(world.rolemap
                        .createGroupRoleMapping()
                        .create(WRITER, createMapping(ACME, new ConnectionId("unheard-of"), "Admins", 1)));
    }

    @Test
    void connections_of_the_same_id_in_two_organisations_have_nothing_in_common() {
        world.connection(GLOBEX, "okta");
        create(Actor.operator(), GLOBEX, "Admins", 1);

        assertThat(create(WRITER, ACME, "Admins", 2)).isInstanceOf(Created.class);
    }

    @Test
    void a_role_that_the_actor_may_not_hand_out_is_refused() {
        Authorizer noAdministrators = (actor, action) -> !action.grantedRole().equals(Optional.of(new RoleId(1)))
                && actor.grants().include(action);
        TestWorld guarded = new TestWorld(noAdministrators);
        Connection connection = guarded.connection(ACME, "okta");

        assertThat(guarded.rolemap.createGroupRoleMapping().create(WRITER, createMapping(ACME, OKTA, "Admins", 1)))
                .isEqualTo(new NotPermitted());
        assertThat(guarded.stored(connection)).isEmpty();
        assertThat(guarded.rolemap.createGroupRoleMapping().create(WRITER, createMapping(ACME, OKTA, "Admins", 2)))
                .isInstanceOf(Created.class);
    }

    @Test
    void a_refused_actor_cannot_tell_whether_the_connection_exists() {
        Actor stranger = holderOf(GLOBEX, Permission.MAPPINGS_WRITE);

        assertThat(create(stranger, ACME, "Admins", 1)).isEqualTo(new NotPermitted());
        assertThat(create(stranger, new OrgId("unheard-of"), "Admins", 1)).isEqualTo(new NotPermitted());
    }

    @Test
    void an_unavailable_storage_is_passed_on_as_it_is() {
        StorageUnavailableException away = StorageUnavailableException.nothingStored(new Exception("refused"));
        TestWorld broken = new TestWorld(Authorizer.permitAll(), builder -> builder.mappings(unavailable(away)));

        assertThatThrownBy(() ->
                        broken.rolemap.createGroupRoleMapping().create(WRITER, createMapping(ACME, OKTA, "Admins", 1)))
                .isSameAs(away);
    }

    private CreateGroupRoleMapping.Result create(Actor actor, OrgId org, String group, long role) {
        return world.rolemap.createGroupRoleMapping().create(actor, createMapping(org, OKTA, group, role));
    }

    private List<GroupRoleMapping> stored() {
        return world.stored(okta);
    }

    private static GroupRoleMappingRepository unavailable(StorageUnavailableException away) {
        return (GroupRoleMappingRepository) Proxy.newProxyInstance(
                GroupRoleMappingRepository.class.getClassLoader(),
                new Class<?>[] {GroupRoleMappingRepository.class},
                (proxy, method, args) -> {
                    throw away;
                });
    }
}
