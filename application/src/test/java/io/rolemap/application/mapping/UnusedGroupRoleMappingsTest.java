package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.ListGroupRoleMappings.ConnectionNotFound;
import io.rolemap.domain.mapping.ListGroupRoleMappings.Found;
import io.rolemap.domain.mapping.ListGroupRoleMappings.NotObserved;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.shared.RoleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which mappings nobody uses, as far as anybody can know. */
class UnusedGroupRoleMappingsTest {

    private static final Actor READER = holderOf(ACME, Permission.MAPPINGS_READ);
    private static final Instant LATER = START_IN_MILLIS.plus(Duration.ofDays(30));

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void mappings_are_unused_whose_group_nobody_came_with_since() {
        world.mapping(okta, "Admins", 1);
        GroupRoleMapping once = world.mapping(okta, "Sales", 1);
        GroupRoleMapping never = world.mapping(okta, "Staff", 1);
        comeWith("Admins", "Sales");
        world.at(LATER);
        comeWith("Admins");

        assertThat(unusedSince(LATER)).isEqualTo(found(once, never));
        assertThat(unusedSince(START_IN_MILLIS.plusMillis(1))).isEqualTo(found(never));
    }

    @Test
    void they_can_be_asked_for_together_with_a_role() {
        world.mapping(okta, "Sales", 1);
        GroupRoleMapping staff = world.mapping(okta, "Staff", 2);
        world.at(LATER);

        assertThat(list(query(LATER).ofRole(new RoleId(2)))).isEqualTo(found(staff));
    }

    @Test
    void nobody_knows_what_was_unused_before_groups_were_observed() {
        world.mapping(okta, "Admins", 1);

        assertThat(unusedSince(START_IN_MILLIS.minusMillis(1)))
                .isEqualTo(new NotObserved(Optional.of(START_IN_MILLIS)));
        assertThat(unusedSince(START_IN_MILLIS)).isEqualTo(found());
    }

    @Test
    void nobody_knows_what_will_be_unused() {
        world.mapping(okta, "Admins", 1);

        assertThat(unusedSince(START_IN_MILLIS.plusMillis(1))).isEqualTo(new NotObserved(Optional.of(START_IN_MILLIS)));
    }

    @Test
    void an_observation_that_was_interrupted_counts_from_where_it_began_again() {
        world.changed(okta, ConnectionChanges.none().withObserveGroups(false));
        world.at(START.plusSeconds(60));
        world.changed(okta, ConnectionChanges.none().withObserveGroups(true));

        assertThat(unusedSince(START_IN_MILLIS))
                .isEqualTo(new NotObserved(Optional.of(START_IN_MILLIS.plusSeconds(60))));
    }

    @Test
    void nobody_knows_what_is_unused_where_groups_are_not_observed() {
        world.changed(okta, ConnectionChanges.none().withObserveGroups(false));

        assertThat(unusedSince(LATER)).isEqualTo(new NotObserved(Optional.empty()));
    }

    @Test
    void nobody_knows_what_is_unused_where_there_is_no_place_to_keep_observed_groups_in() {
        Rolemap unobserving = world.minimal();

        assertThat(unobserving.listGroupRoleMappings().list(READER, query(LATER)))
                .isEqualTo(new NotObserved(Optional.empty()));
        assertThat(unobserving.listGroupRoleMappings().list(READER, MappingQuery.all(ACME, okta.id())))
                .isEqualTo(found());
    }

    @Test
    void a_connection_that_is_not_there_is_told_first() {
        MappingQuery query =
                MappingQuery.all(ACME, new ConnectionId("unheard-of")).unusedSince(LATER);

        assertThat(list(query)).isEqualTo(new ConnectionNotFound());
    }

    private void comeWith(String... groups) {
        world.rolemap
                .resolveRoles()
                .resolve(Actor.operator(), ResolveRoles.Query.of(ACME, new ById(okta.id()), sent(groups)));
        world.rolemap.storeObservedGroups().store();
    }

    private ListGroupRoleMappings.Result unusedSince(Instant moment) {
        return list(query(moment));
    }

    private MappingQuery query(Instant moment) {
        return MappingQuery.all(ACME, okta.id()).unusedSince(moment);
    }

    private ListGroupRoleMappings.Result list(MappingQuery query) {
        return world.rolemap.listGroupRoleMappings().list(READER, query);
    }

    private static Found found(GroupRoleMapping... mappings) {
        return new Found(new MappingPage(List.of(mappings), Optional.empty()));
    }
}
