package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadGroupRoleMappingsTest {

    private static final ConnectionId UNHEARD_OF = new ConnectionId("unheard-of");
    private static final Actor READER = holderOf(ACME, Permission.MAPPINGS_READ);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final Connection globexOkta = world.connection(GLOBEX, "okta");
    private final Connection globexEntra = world.connection(GLOBEX, "entra");

    @Test
    void a_mapping_is_found_by_its_id() {
        GroupRoleMapping mapping = world.mapping(okta, "Admins", 1);

        assertThat(get(ACME, okta.id(), mapping.id())).isEqualTo(new GetGroupRoleMapping.Found(mapping));
    }

    @Test
    void an_unknown_id_is_no_mapping() {
        assertThat(get(ACME, okta.id(), new MappingId("m1"))).isEqualTo(new GetGroupRoleMapping.MappingNotFound());
    }

    @Test
    void a_mapping_is_not_found_through_another_connection_of_its_organisation() {
        Connection entra = world.connection(ACME, "entra");
        GroupRoleMapping mapping = world.mapping(okta, "Admins", 1);

        assertThat(get(ACME, entra.id(), mapping.id())).isEqualTo(new GetGroupRoleMapping.MappingNotFound());
    }

    @Test
    void a_mapping_of_another_organisation_does_not_exist_here() {
        GroupRoleMapping theirs = world.mapping(globexOkta, "Admins", 1);

        assertThat(get(ACME, okta.id(), theirs.id())).isEqualTo(new GetGroupRoleMapping.MappingNotFound());
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        GroupRoleMapping theirs = world.mapping(globexEntra, "Admins", 1);

        assertThat(get(ACME, globexEntra.id(), theirs.id()))
                .isEqualTo(new GetGroupRoleMapping.ConnectionNotFound())
                .isEqualTo(get(ACME, UNHEARD_OF, theirs.id()));
        assertThat(list(ACME, globexEntra.id()))
                .isEqualTo(new ListGroupRoleMappings.ConnectionNotFound())
                .isEqualTo(list(ACME, UNHEARD_OF));
    }

    @Test
    void the_mappings_of_a_connection_are_listed_oldest_first() {
        world.at(START.plusSeconds(2));
        GroupRoleMapping second = world.mapping(okta, "b", 2);
        world.at(START.plusSeconds(1));
        GroupRoleMapping first = world.mapping(okta, "c", 3);
        world.at(START.plusSeconds(3));
        GroupRoleMapping third = world.mapping(okta, "a", 1);
        world.mapping(globexOkta, "d", 4);

        assertThat(list(ACME, okta.id())).isEqualTo(found(first, second, third));
    }

    @Test
    void a_connection_without_mappings_has_an_empty_list() {
        assertThat(list(ACME, okta.id())).isEqualTo(found());
    }

    @Test
    void a_list_shows_as_many_as_are_asked_for_and_where_it_goes_on() {
        GroupRoleMapping first = world.mapping(okta, "a", 1);
        GroupRoleMapping second = world.mapping(okta, "b", 2);
        GroupRoleMapping third = world.mapping(okta, "c", 1);
        MappingQuery two = MappingQuery.all(ACME, okta.id()).limit(2);

        assertThat(list(two))
                .isEqualTo(new ListGroupRoleMappings.Found(
                        new MappingPage(List.of(first, second), Optional.of(MappingPosition.of(second)))));
        assertThat(list(two.after(MappingPosition.of(second)))).isEqualTo(found(third));
    }

    @Test
    void a_list_can_be_had_of_one_group_or_of_one_role() {
        GroupRoleMapping first = world.mapping(okta, "a", 1);
        GroupRoleMapping second = world.mapping(okta, "b", 2);
        GroupRoleMapping third = world.mapping(okta, "c", 1);
        MappingQuery all = MappingQuery.all(ACME, okta.id());

        assertThat(list(all.ofGroup(new ExternalGroup("b")))).isEqualTo(found(second));
        assertThat(list(all.ofRole(new RoleId(1)))).isEqualTo(found(first, third));
        assertThat(list(all.ofRole(new RoleId(1)).ofGroup(new ExternalGroup("b"))))
                .isEqualTo(found());
    }

    @Test
    void the_version_of_a_set_is_that_of_its_list_also_where_that_takes_several_pages() {
        for (int number = 0; number < MappingQuery.MAX_LIMIT + 1; number++) {
            world.mapping(okta, "group " + number, number);
        }

        assertThat(version(ACME, okta.id()))
                .isEqualTo(new GetMappingSetVersion.Found(MappingSetVersion.of(world.stored(okta))));
    }

    @Test
    void the_version_of_a_set_is_another_one_after_each_change_and_the_same_as_long_as_there_is_none() {
        GetMappingSetVersion.Result empty = version(ACME, okta.id());
        world.mapping(globexOkta, "Admins", 1);
        assertThat(version(ACME, okta.id())).isEqualTo(empty);

        world.mapping(okta, "Admins", 1);
        assertThat(version(ACME, okta.id()))
                .isInstanceOf(GetMappingSetVersion.Found.class)
                .isNotEqualTo(empty);
    }

    @Test
    void a_connection_that_is_not_there_has_no_version() {
        assertThat(version(ACME, globexEntra.id()))
                .isEqualTo(new GetMappingSetVersion.ConnectionNotFound())
                .isEqualTo(version(ACME, UNHEARD_OF));
    }

    private GetGroupRoleMapping.Result get(OrgId org, ConnectionId connection, MappingId id) {
        return world.rolemap.getGroupRoleMapping().get(READER, org, connection, id);
    }

    private ListGroupRoleMappings.Result list(OrgId org, ConnectionId connection) {
        return list(MappingQuery.all(org, connection));
    }

    private ListGroupRoleMappings.Result list(MappingQuery query) {
        return world.rolemap.listGroupRoleMappings().list(READER, query);
    }

    private GetMappingSetVersion.Result version(OrgId org, ConnectionId connection) {
        return world.rolemap.getMappingSetVersion().version(READER, org, connection);
    }

    private static ListGroupRoleMappings.Found found(GroupRoleMapping... mappings) {
        return new ListGroupRoleMappings.Found(new MappingPage(List.of(mappings), Optional.empty()));
    }
}
