package io.rolemap.application.resolution;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.people;
import static io.rolemap.application.TestWorld.roles;
import static io.rolemap.application.TestWorld.sent;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.application.resolution.RecordingLookup.Look;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.People;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.PredictMappingImpact.Change;
import io.rolemap.domain.resolution.PredictMappingImpact.ConnectionNotFound;
import io.rolemap.domain.resolution.PredictMappingImpact.NotPermitted;
import io.rolemap.domain.resolution.PredictMappingImpact.Predicted;
import io.rolemap.domain.resolution.PredictMappingImpact.Undecided;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictMappingImpactTest {

    private static final Actor JUDGE = holderOf(ACME, Permission.ROLES_RESOLVE, Permission.MAPPINGS_READ);
    private static final PersonId JO = new PersonId("jo");
    private static final PersonId KIM = new PersonId("kim");

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final RecordingLookup lookup = new RecordingLookup(world.store.lookup());
    private final Rolemap rolemap = world.with(builder -> builder.lookup(lookup));

    @Test
    void says_who_gains_and_who_loses_which_role() {
        world.mapping(okta, "Admins", 7);
        world.mapping(okta, "Sales", 8);
        world.mapping(okta, "Staff", 9);
        People people = people(
                "kim", sent("Sales"), "al", sent("Staff", "Chess club"), "jo", sent("Admins", "Sales"), "bo", sent());

        assertThat(predict(wanted("Admins", 70, "Staff", 9, "Sales", 7), people))
                .isEqualTo(new Predicted(
                        List.of(new Change(KIM, roles(7), roles(8)), new Change(JO, roles(70), roles(8))),
                        List.of(),
                        2,
                        true));
    }

    @Test
    void a_role_that_another_group_earns_as_well_is_not_lost() {
        world.mapping(okta, "Admins", 7);
        world.mapping(okta, "Sales", 7);

        assertThat(predict(wanted("Sales", 7), people("jo", sent("Admins", "Sales"))))
                .isEqualTo(new Predicted(List.of(), List.of(), 1, true));
    }

    @Test
    void the_default_role_is_gained_by_those_who_lose_their_last_mapping_and_lost_by_those_who_get_their_first() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        assertThat(predict(wanted("Sales", 8), people("jo", sent("Admins"), "kim", sent("Sales"))))
                .isEqualTo(new Predicted(
                        List.of(new Change(JO, roles(1), roles(7)), new Change(KIM, roles(8), roles(1))),
                        List.of(),
                        0,
                        true));
    }

    @Test
    void while_the_connection_is_disabled_nothing_changes_for_anybody_and_it_says_so() {
        world.changed(okta, ConnectionChanges.none().withEnabled(false));
        world.mapping(okta, "Admins", 7);

        assertThat(predict(wanted(), people("jo", sent("Admins"))))
                .isEqualTo(new Predicted(List.of(), List.of(), 1, false));
    }

    @Test
    void somebody_whose_groups_cannot_be_told_is_undecided() {
        world.mapping(okta, "Admins", 7);
        People people = people(
                "kim",
                Claims.of(Map.of("groups", List.of("Admins"), "_claim_names", Map.of("groups", "src1"))),
                "jo",
                Claims.of(Map.of("groups", "Admins")));

        assertThat(predict(wanted(), people))
                .isEqualTo(new Predicted(
                        List.of(new Change(JO, roles(), roles(7))),
                        List.of(new Undecided(KIM, new Outcome.GroupsOverage("/_claim_names/groups"))),
                        0,
                        true));
    }

    @Test
    void nothing_is_changed_by_it() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 7);

        predict(wanted("Sales", 8), people("jo", sent("Admins")));

        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void the_groups_of_all_are_looked_up_once_and_nothing_that_resembles_them() {
        predict(wanted("Staff", 8), people("jo", sent("Admins"), "kim", sent("Sales")));

        assertThat(lookup.looks).containsExactly(Look.at(sent("Admins", "Sales"), false));
    }

    @Test
    void needs_two_permissions() {
        PredictMappingImpact.Query query = query(wanted(), people("jo", sent("Admins")));

        assertThat(rolemap.predictMappingImpact().predict(holderOf(ACME, Permission.ROLES_RESOLVE), query))
                .isEqualTo(new NotPermitted());
        assertThat(rolemap.predictMappingImpact().predict(holderOf(ACME, Permission.MAPPINGS_READ), query))
                .isEqualTo(new NotPermitted());
        assertThat(lookup.looks).isEmpty();
    }

    @Test
    void asks_for_both_permissions_before_it_looks_at_anything() {
        world.asked.clear();

        predict(wanted(), people("jo", sent("Admins")));

        assertThat(world.asked)
                .containsExactly(Action.on(ACME, Permission.ROLES_RESOLVE), Action.on(ACME, Permission.MAPPINGS_READ));
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        world.connection(GLOBEX, "entra");

        assertThat(rolemap.predictMappingImpact()
                        .predict(
                                JUDGE,
                                new PredictMappingImpact.Query(
                                        ACME, new ConnectionId("entra"), wanted(), people("jo", sent("Admins")))))
                .isEqualTo(new ConnectionNotFound());
    }

    private PredictMappingImpact.Result predict(WantedMappings wanted, People people) {
        return rolemap.predictMappingImpact().predict(JUDGE, query(wanted, people));
    }

    private PredictMappingImpact.Query query(WantedMappings wanted, People people) {
        return new PredictMappingImpact.Query(ACME, okta.id(), wanted, people);
    }
}
