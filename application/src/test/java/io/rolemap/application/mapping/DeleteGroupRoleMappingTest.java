package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.Command;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.ConditionNotMet;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.ConnectionNotFound;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.Deleted;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.MappingNotFound;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping.Result;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeleteGroupRoleMappingTest {

    private static final Actor WRITER = holderOf(ACME, Permission.MAPPINGS_WRITE);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final GroupRoleMapping admins = world.mapping(okta, "Admins", 1);

    @Test
    void removes_one_mapping_and_no_other() {
        GroupRoleMapping sales = world.mapping(okta, "Sales", 1);

        assertThat(delete(ofAdmins())).isEqualTo(new Deleted(admins));
        assertThat(world.stored(okta)).containsExactly(sales);
    }

    @Test
    void what_is_removed_is_not_there_the_second_time() {
        delete(ofAdmins());

        assertThat(delete(ofAdmins())).isEqualTo(new MappingNotFound());
    }

    @Test
    void a_group_that_is_mapped_again_has_a_mapping_with_another_id() {
        delete(ofAdmins());

        assertThat(world.mapping(okta, "Admins", 1).id()).isNotEqualTo(admins.id());
        assertThat(delete(ofAdmins())).isEqualTo(new MappingNotFound());
    }

    @Test
    void a_condition_that_is_not_met_removes_nothing() {
        List<GroupRoleMapping> asked = new ArrayList<>();

        assertThat(delete(ofAdmins().onlyIf(mapping -> !asked.add(mapping)))).isEqualTo(new ConditionNotMet());
        assertThat(asked).containsExactly(admins);
        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_change_that_comes_in_between_is_seen_by_the_condition() {
        Command onlyIfAsItWas = ofAdmins().onlyIf(mapping -> {
            boolean same = mapping.equals(admins);
            moveToRole(2);
            return same;
        });

        assertThat(delete(onlyIfAsItWas)).isEqualTo(new ConditionNotMet());
        assertThat(world.stored(okta)).hasSize(1);
    }

    @Test
    void a_change_that_comes_in_between_does_not_keep_an_unconditional_removal_from_being_made() {
        List<GroupRoleMapping> asked = new ArrayList<>();
        Command disturbedOnce = ofAdmins().onlyIf(mapping -> {
            if (asked.isEmpty()) {
                moveToRole(2);
            }
            return asked.add(mapping);
        });

        assertThat(delete(disturbedOnce))
                .isInstanceOfSatisfying(
                        Deleted.class,
                        deleted -> assertThat(deleted.mapping().role()).isEqualTo(new RoleId(2)));
        assertThat(world.stored(okta)).isEmpty();
    }

    @Test
    void of_many_who_remove_the_same_mapping_exactly_one_did_it() {
        List<Result> results = Together.run(8, number -> delete(ofAdmins()));

        assertThat(results).containsOnlyOnce(new Deleted(admins)).contains(new MappingNotFound());
        assertThat(results).containsOnly(new Deleted(admins), new MappingNotFound());
    }

    @Test
    void a_mapping_of_another_connection_is_not_found() {
        Connection entra = world.connection(ACME, "entra");

        assertThat(delete(Command.of(ACME, entra.id(), admins.id()))).isEqualTo(new MappingNotFound());
        assertThat(delete(Command.of(ACME, okta.id(), new MappingId("m1")))).isEqualTo(new MappingNotFound());
        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");
        GroupRoleMapping mapping = world.mapping(theirs, "Admins", 1);

        assertThat(delete(Command.of(ACME, theirs.id(), mapping.id())))
                .isEqualTo(new ConnectionNotFound())
                .isEqualTo(delete(Command.of(ACME, new ConnectionId("unheard-of"), mapping.id())));
        assertThat(world.stored(theirs)).containsExactly(mapping);
    }

    private Command ofAdmins() {
        return Command.of(ACME, okta.id(), admins.id());
    }

    private Result delete(Command command) {
        return world.rolemap.deleteGroupRoleMapping().delete(WRITER, command);
    }

    private void moveToRole(long role) {
        world.rolemap
                .updateGroupRoleMapping()
                .update(WRITER, UpdateGroupRoleMapping.Command.of(ACME, okta.id(), admins.id(), new RoleId(role)));
    }
}
