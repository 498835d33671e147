package io.rolemap.application.role;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Together;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleUseCasesTest {

    private static final Actor ACTOR = holderOf(ACME, Permission.ROLES_READ, Permission.ROLES_WRITE);

    private final TestWorld world = new TestWorld();

    @Test
    void a_role_is_entered_as_it_was_asked_for() {
        Role expected = role(-7, "Vertrieb", 0, 0);

        assertThat(put(-7, "Vertrieb")).isEqualTo(new PutRole.Created(expected));
        assertThat(get(-7)).isEqualTo(new GetRole.Found(expected));
    }

    @Test
    void a_role_that_is_there_is_renamed() {
        put(7, "Sales");
        world.at(START.plusSeconds(5));
        Role expected = role(7, "Vertrieb", 0, 5_000);

        assertThat(put(7, "Vertrieb")).isEqualTo(new PutRole.Updated(expected));
        assertThat(get(7)).isEqualTo(new GetRole.Found(expected));
    }

    @Test
    void a_renaming_is_later_than_what_it_changes_even_by_a_clock_that_stands_still_or_goes_back() {
        put(7, "Sales");
        assertThat(put(7, "Vertrieb")).isEqualTo(new PutRole.Updated(role(7, "Vertrieb", 0, 1)));

        world.at(START.minusSeconds(60));
        assertThat(put(7, "Ventes")).isEqualTo(new PutRole.Updated(role(7, "Ventes", 0, 2)));
    }

    @Test
    void a_role_that_has_the_name_already_stays_as_it_is() {
        put(7, "Sales");
        world.at(START.plusSeconds(5));

        assertThat(put(7, "Sales")).isEqualTo(new PutRole.Updated(role(7, "Sales", 0, 0)));
    }

    @Test
    void of_many_who_enter_the_same_role_one_created_it_and_the_others_renamed_it() {
        List<PutRole.Result> results = Together.run(8, number -> put(7, "Name " + number));

        assertThat(results).filteredOn(PutRole.Created.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(PutRole.Updated.class::isInstance).hasSize(7);
        assertThat(world.store.roles().list(ACME))
                .singleElement()
                .satisfies(role -> assertThat(role.updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(7)));
    }

    @Test
    void whoever_enters_a_role_while_another_removes_it_learns_whether_it_was_there() {
        for (int round = 0; round < 50; round++) {
            put(7, "Sales");

            List<Object> results = Together.run(2, number -> number == 0 ? put(7, "Vertrieb") : delete(7));

            assertThat(results.get(1)).isEqualTo(new DeleteRole.Deleted());
            assertThat(get(7))
                    .isInstanceOf(
                            results.get(0) instanceof PutRole.Created
                                    ? GetRole.Found.class
                                    : GetRole.RoleNotFound.class);
        }
    }

    @Test
    void the_catalogue_is_listed_by_number() {
        put(10, "ten");
        put(-1, "minus one");
        put(9, "nine");
        world.role(GLOBEX, 8);

        assertThat(world.rolemap.listRoles().list(ACTOR, ACME))
                .isEqualTo(new ListRoles.Found(
                        List.of(role(-1, "minus one", 0, 0), role(9, "nine", 0, 0), role(10, "ten", 0, 0))));
    }

    @Test
    void an_organisation_nobody_heard_of_has_an_empty_catalogue() {
        assertThat(world.rolemap.listRoles().list(Actor.operator(), new OrgId("unheard-of")))
                .isEqualTo(new ListRoles.Found(List.of()));
    }

    @Test
    void a_role_of_another_organisation_does_not_exist_here() {
        Role theirs = world.role(GLOBEX, 7);

        assertThat(get(7)).isEqualTo(new GetRole.RoleNotFound());
        assertThat(delete(7)).isEqualTo(new DeleteRole.RoleNotFound());
        assertThat(put(7, "Sales")).isInstanceOf(PutRole.Created.class);
        assertThat(world.store.roles().list(GLOBEX)).containsExactly(theirs);
    }

    @Test
    void a_role_that_nothing_uses_is_removed_once() {
        put(7, "Sales");

        assertThat(delete(7)).isEqualTo(new DeleteRole.Deleted());
        assertThat(delete(7)).isEqualTo(new DeleteRole.RoleNotFound());
        assertThat(get(7)).isEqualTo(new GetRole.RoleNotFound());
    }

    @Test
    void a_role_that_is_granted_is_not_removed_and_its_uses_are_told() {
        put(7, "Sales");
        Connection okta = world.connection(ACME, "okta");
        Connection entra = world.connection(ACME, "entra");
        world.mapping(okta, "Sales", 7);
        world.rolemap
                .updateConnection()
                .update(
                        Actor.operator(),
                        UpdateConnection.Command.of(
                                ACME,
                                entra.id(),
                                ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(7)))));

        assertThat(delete(7)).isEqualTo(new DeleteRole.RoleInUse(new RoleUses(1, 1, List.of(entra.id(), okta.id()))));
        assertThat(get(7)).isInstanceOf(GetRole.Found.class);
    }

    @Test
    void no_mapping_is_left_without_its_role_when_both_are_made_and_removed_at_the_same_moment() {
        Connection okta = world.connection(ACME, "okta");
        put(1, "keeps the catalogue in force");
        for (int round = 0; round < 50; round++) {
            put(7, "Sales");
            String group = "Sales " + round;

            List<Object> results = Together.run(
                    2,
                    number -> number == 0
                            ? delete(7)
                            : world.rolemap
                                    .createGroupRoleMapping()
                                    .create(Actor.operator(), TestWorld.createMapping(ACME, okta.id(), group, 7)));

            boolean removed = results.get(0).equals(new DeleteRole.Deleted());
            assertThat(results.get(1))
                    .isInstanceOf(
                            removed ? CreateGroupRoleMapping.UnknownRole.class : CreateGroupRoleMapping.Created.class);
            world.stored(okta).forEach(this::remove);
        }
    }

    private void remove(GroupRoleMapping mapping) {
        world.store.transactions().inTransaction(() -> world.store.mappings().delete(mapping));
    }

    private PutRole.Result put(long id, String name) {
        return world.rolemap.putRole().put(ACTOR, new PutRole.Command(ACME, new RoleId(id), new RoleName(name)));
    }

    private GetRole.Result get(long id) {
        return world.rolemap.getRole().get(ACTOR, ACME, new RoleId(id));
    }

    private DeleteRole.Result delete(long id) {
        return world.rolemap.deleteRole().delete(ACTOR, ACME, new RoleId(id));
    }

    private static Role role(long id, String name, long createdAfter, long updatedAfter) {
        return new Role(
                ACME,
                new RoleId(id),
                new RoleName(name),
                START_IN_MILLIS.plusMillis(createdAfter),
                START_IN_MILLIS.plusMillis(updatedAfter));
    }
}
