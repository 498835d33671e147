package io.rolemap.application.mapping;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.holderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.Command;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.ConditionNotMet;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.ConnectionNotFound;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.MappingNotFound;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.NotPermitted;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.Result;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping.Updated;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpdateGroupRoleMappingTest {

    private static final Actor WRITER = holderOf(ACME, Permission.MAPPINGS_WRITE);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final GroupRoleMapping admins = world.mapping(okta, "Admins", 1);

    @Test
    void moves_a_group_to_another_role() {
        world.at(START.plusSeconds(5));
        GroupRoleMapping expected = with(admins, 2, START_IN_MILLIS.plusSeconds(5));

        assertThat(update(to(2))).isEqualTo(new Updated(expected));
        assertThat(world.stored(okta)).containsExactly(expected);
    }

    @Test
    void leaves_every_other_mapping_as_it_is() {
        GroupRoleMapping sales = world.mapping(okta, "Sales", 1);
        world.at(START.plusSeconds(5));

        update(to(2));

        assertThat(world.stored(okta)).hasSize(2).contains(sales);
    }

    @Test
    void an_update_is_later_than_what_it_changes_even_by_a_clock_that_stands_still_or_goes_back() {
        assertThat(updated(update(to(2))).updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(1));
        assertThat(updated(update(to(3))).updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(2));

        world.at(START.minusSeconds(60));
        assertThat(updated(update(to(4))).updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(3));
    }

    @Test
    void a_mapping_that_grants_the_role_already_stays_as_it_is() {
        world.at(START.plusSeconds(5));

        assertThat(update(to(1))).isEqualTo(new Updated(admins));
        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_condition_holds_for_the_mapping_as_it_is_stored() {
        List<GroupRoleMapping> asked = new ArrayList<>();

        update(to(2).onlyIf(mapping -> asked.add(mapping)));

        assertThat(asked).containsExactly(admins);
    }

    @Test
    void a_condition_that_is_not_met_changes_nothing() {
        assertThat(update(to(2).onlyIf(mapping -> false))).isEqualTo(new ConditionNotMet());
        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_condition_counts_where_nothing_would_change_too() {
        assertThat(update(to(1).onlyIf(mapping -> false))).isEqualTo(new ConditionNotMet());
    }

    @Test
    void a_change_that_comes_in_between_is_seen_by_the_condition() {
        Command onlyIfAsItWas = to(2).onlyIf(mapping -> {
            boolean same = mapping.equals(admins);
            update(to(3));
            return same;
        });

        assertThat(update(onlyIfAsItWas)).isEqualTo(new ConditionNotMet());
        assertThat(role()).isEqualTo(3);
    }

    @Test
    void a_change_that_comes_in_between_does_not_keep_an_unconditional_one_from_being_made() {
        List<GroupRoleMapping> asked = new ArrayList<>();
        Command disturbedOnce = to(2).onlyIf(mapping -> {
            if (asked.isEmpty()) {
                update(to(3));
            }
            return asked.add(mapping);
        });

        assertThat(updated(update(disturbedOnce)).updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(2));
        assertThat(asked).extracting(mapping -> mapping.role().value()).containsExactly(1L, 3L);
        assertThat(role()).isEqualTo(2);
    }

    @Test
    void a_mapping_that_is_removed_in_between_is_not_made_again() {
        Command removedMeanwhile = to(2).onlyIf(mapping -> {
            world.rolemap
                    .deleteGroupRoleMapping()
                    .delete(WRITER, DeleteGroupRoleMapping.Command.of(ACME, okta.id(), admins.id()));
            return true;
        });

        assertThat(update(removedMeanwhile)).isEqualTo(new MappingNotFound());
        assertThat(world.stored(okta)).isEmpty();
    }

    @Test
    void of_many_who_change_what_they_have_read_exactly_one_succeeds() {
        List<Result> results =
                Together.run(8, number -> update(to(100 + number).onlyIf(mapping -> mapping.equals(admins))));

        assertThat(results).filteredOn(result -> result instanceof Updated).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Updated))
                .hasSize(7)
                .containsOnly(new ConditionNotMet());
        assertThat(results).contains(new Updated(world.stored(okta).get(0)));
    }

    @Test
    void no_update_is_lost_among_many_who_make_the_next_one_of_the_last() {
        Together.run(4, number -> {
            for (int round = 0; round < 50; round++) {
                addOne();
            }
            return number;
        });

        assertThat(role()).isEqualTo(1 + 4 * 50);
        assertThat(world.stored(okta).get(0).updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(4 * 50));
    }

    private void addOne() {
        Result result;
        do {
            GroupRoleMapping read = world.stored(okta).get(0);
            result = update(to(read.role().value() + 1).onlyIf(read::equals));
        } while (!(result instanceof Updated));
    }

    @Test
    void an_unknown_id_is_no_mapping() {
        assertThat(update(Command.of(ACME, okta.id(), new MappingId("m1"), new RoleId(2))))
                .isEqualTo(new MappingNotFound());
    }

    @Test
    void a_mapping_of_another_connection_is_not_found() {
        Connection entra = world.connection(ACME, "entra");

        assertThat(update(Command.of(ACME, entra.id(), admins.id(), new RoleId(2))))
                .isEqualTo(new MappingNotFound());
        assertThat(world.stored(okta)).containsExactly(admins);
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");
        GroupRoleMapping mapping = world.mapping(theirs, "Admins", 1);

        assertThat(update(Command.of(ACME, theirs.id(), mapping.id(), new RoleId(2))))
                .isEqualTo(new ConnectionNotFound())
                .isEqualTo(update(Command.of(ACME, new ConnectionId("unheard-of"), mapping.id(), new RoleId(2))));
        assertThat(world.stored(theirs)).containsExactly(mapping);
    }

    @Test
    void a_role_that_the_actor_may_not_hand_out_is_refused() {
        Authorizer noAdministrators = (actor, action) -> !action.grantedRole().equals(Optional.of(new RoleId(7)));
        TestWorld guarded = new TestWorld(noAdministrators);
        GroupRoleMapping mapping = guarded.mapping(guarded.connection(ACME, "okta"), "Admins", 1);

        assertThat(guarded.rolemap
                        .updateGroupRoleMapping()
                        .update(WRITER, Command.of(ACME, okta.id(), mapping.id(), new RoleId(7))))
                .isEqualTo(new NotPermitted());
        assertThat(guarded.stored(okta)).containsExactly(mapping);
    }

    private Command to(long role) {
        return Command.of(ACME, okta.id(), admins.id(), new RoleId(role));
    }

    private Result update(UpdateGroupRoleMapping.Command command) {
        return world.rolemap.updateGroupRoleMapping().update(WRITER, command);
    }

    private long role() {
        return world.stored(okta).get(0).role().value();
    }

    private static GroupRoleMapping updated(Result result) {
        return ((Updated) result).mapping();
    }

    private static GroupRoleMapping with(GroupRoleMapping mapping, long role, Instant updatedAt) {
        return new GroupRoleMapping(
                mapping.id(),
                mapping.org(),
                mapping.connection(),
                mapping.externalGroup(),
                new RoleId(role),
                mapping.createdAt(),
                updatedAt);
    }
}
