package io.rolemap.application;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every use case that writes, inside a transaction of whoever calls it. */
class CallersTransactionTest {

    private static final Actor ACTOR = Actor.operator();
    private static final RoleId UNUSED = new RoleId(9);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final GroupRoleMapping admins = world.mapping(okta, "Admins", 1);

    CallersTransactionTest() {
        world.role(ACME, 1);
        world.role(ACME, 2);
        world.role(ACME, UNUSED.value());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void what_is_written_is_taken_back_with_it(String name, Function<CallersTransactionTest, Object> write) {
        List<Object> before = everything();

        assertThatThrownBy(() -> world.store.transactions().inTransaction(() -> {
                    write.apply(this);
                    throw new ArithmeticException("the caller's own fault");
                }))
                .isInstanceOf(ArithmeticException.class);

        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void what_is_written_is_there_after_its_commit(String name, Function<CallersTransactionTest, Object> write) {
        List<Object> before = everything();

        List<Object> inside = world.store.transactions().inTransaction(() -> {
            write.apply(this);
            return everything();
        });

        assertThat(everything()).isEqualTo(inside).isNotEqualTo(before);
    }

    @Test
    void each_write_sees_those_before_it() {
        world.store.transactions().inTransaction(() -> {
            update(2);
            update(1);
            return replace();
        });

        assertThat(world.stored(okta))
                .singleElement()
                .satisfies(
                        mapping -> assertThat(mapping.externalGroup().value()).isEqualTo("Sales"));
    }

    @Test
    void an_outcome_that_is_no_success_takes_nothing_back() {
        world.store.transactions().inTransaction(() -> {
            update(2);
            return world.rolemap
                    .replaceGroupRoleMappings()
                    .replace(ACTOR, ReplaceGroupRoleMappings.Command.of(ACME, okta.id(), wanted("Sales", 3)));
        });

        assertThat(world.stored(okta))
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.role()).isEqualTo(new RoleId(2)));
    }

    @Test
    void it_is_joined_where_a_catalogue_is_asked_too() {
        TestWorld asking = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(world.store.mappings())
                        .connections(world.store.connections())
                        .transactions(world.store.transactions())
                        .ids(() -> "another")
                        .roleCatalog((org, roles) -> Set.of()));

        assertThatThrownBy(() -> world.store.transactions().inTransaction(() -> {
                    asking.mapping(okta, "Sales", 2);
                    throw new ArithmeticException("the caller's own fault");
                }))
                .isInstanceOf(ArithmeticException.class);

        assertThat(world.stored(okta)).containsExactly(admins);
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                write("create a mapping", test -> test.world.mapping(test.okta, "Sales", 2)),
                write("update a mapping", test -> test.update(2)),
                write(
                        "delete a mapping",
                        test -> test.world
                                .rolemap
                                .deleteGroupRoleMapping()
                                .delete(
                                        ACTOR,
                                        DeleteGroupRoleMapping.Command.of(ACME, test.okta.id(), test.admins.id()))),
                write("replace a set", CallersTransactionTest::replace),
                write(
                        "create a connection",
                        test -> test.world
                                .rolemap
                                .createConnection()
                                .create(ACTOR, CreateConnection.Command.of(ACME, new ProviderKey("entra")))),
                write(
                        "update a connection",
                        test -> test.world
                                .rolemap
                                .updateConnection()
                                .update(
                                        ACTOR,
                                        UpdateConnection.Command.of(
                                                ACME,
                                                test.okta.id(),
                                                ConnectionChanges.none().withEnabled(false)))),
                write(
                        "delete a connection",
                        test -> test.world
                                .rolemap
                                .deleteConnection()
                                .delete(ACTOR, DeleteConnection.Command.of(ACME, test.okta.id()))),
                write("enter a role", test -> test.world.role(ACME, 3)),
                write(
                        "rename a role",
                        test -> test.world
                                .rolemap
                                .putRole()
                                .put(ACTOR, new PutRole.Command(ACME, UNUSED, new RoleName("renamed")))),
                write("delete a role", test -> test.world.rolemap.deleteRole().delete(ACTOR, ACME, UNUSED)));
    }

    private static Arguments write(String name, Function<CallersTransactionTest, Object> write) {
        return Arguments.of(name, write);
    }

    private Object update(long role) {
        return world.rolemap
                .updateGroupRoleMapping()
                .update(ACTOR, UpdateGroupRoleMapping.Command.of(ACME, okta.id(), admins.id(), new RoleId(role)));
    }

    private Object replace() {
        return world.rolemap
                .replaceGroupRoleMappings()
                .replace(ACTOR, ReplaceGroupRoleMappings.Command.of(ACME, okta.id(), wanted("Sales", 2)));
    }

    private List<Object> everything() {
        return List.of(
                world.store.connections().list(ACME),
                world.store
                        .connections()
                        .find(ACME, okta.id())
                        .map(world::stored)
                        .orElse(List.of()),
                world.store.roles().list(ACME));
    }
}
