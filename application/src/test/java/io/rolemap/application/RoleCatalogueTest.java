package io.rolemap.application;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.createMapping;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleCatalog;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of roles that nobody has heard of. */
class RoleCatalogueTest {

    private static final Actor ACTOR = Actor.operator();

    /** Both let the roles 1 and 2 be granted, and no other. */
    enum KeptBy {
        THE_ORGANISATION {
            @Override
            TestWorld world() {
                TestWorld world = new TestWorld(Authorizer.permitAll());
                world.role(ACME, 1);
                world.role(ACME, 2);
                return world;
            }
        },
        THE_EMBEDDING_SERVICE {
            @Override
            TestWorld world() {
                return new TestWorld(
                        Authorizer.permitAll(), builder -> builder.roleCatalog(oneAndTwo(new ArrayList<>())));
            }
        };

        abstract TestWorld world();
    }

    @ParameterizedTest
    @EnumSource
    void a_new_mapping_grants_a_known_role_only(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        Connection okta = world.connection(ACME, "okta");

        assertThat(create(world, "a", 3)).isEqualTo(new CreateGroupRoleMapping.UnknownRole(new RoleId(3)));
        assertThat(world.stored(okta)).isEmpty();
        assertThat(create(world, "a", 2)).isInstanceOf(CreateGroupRoleMapping.Created.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_group_is_moved_to_a_known_role_only(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        Connection okta = world.connection(ACME, "okta");
        GroupRoleMapping mapping = world.mapping(okta, "a", 1);

        assertThat(update(world, mapping, 3)).isEqualTo(new UpdateGroupRoleMapping.UnknownRole(new RoleId(3)));
        assertThat(world.stored(okta)).containsExactly(mapping);
        assertThat(update(world, mapping, 2)).isInstanceOf(UpdateGroupRoleMapping.Updated.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_set_with_unknown_roles_is_neither_planned_nor_put_in_place_and_all_of_them_are_told(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        Connection okta = world.connection(ACME, "okta");
        GroupRoleMapping mapping = world.mapping(okta, "a", 1);
        WantedMappings wanted = wanted("a", 3, "b", 2, "c", 4, "d", 4);
        Set<RoleId> unknown = Set.of(new RoleId(3), new RoleId(4));

        assertThat(replace(world, wanted)).isEqualTo(new ReplaceGroupRoleMappings.UnknownRoles(unknown));
        assertThat(plan(world, wanted)).isEqualTo(new PlanGroupRoleMappings.UnknownRoles(unknown));
        assertThat(world.stored(okta)).containsExactly(mapping);
    }

    @ParameterizedTest
    @EnumSource
    void a_set_of_known_roles_is_planned_and_put_in_place(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        world.mapping(world.connection(ACME, "okta"), "a", 1);
        WantedMappings wanted = wanted("a", 2, "b", 1);

        assertThat(plan(world, wanted)).isInstanceOf(PlanGroupRoleMappings.Planned.class);
        assertThat(replace(world, wanted)).isInstanceOf(ReplaceGroupRoleMappings.Replaced.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_new_connection_has_a_known_default_role_or_none(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        CreateConnection.Command command = CreateConnection.Command.of(ACME, new ProviderKey("acme-okta"));

        assertThat(world.rolemap.createConnection().create(ACTOR, command.withDefaultRole(new RoleId(3))))
                .isEqualTo(new CreateConnection.UnknownRole(new RoleId(3)));
        assertThat(world.store.connections().list(ACME)).isEmpty();
        assertThat(world.rolemap.createConnection().create(ACTOR, command.withDefaultRole(new RoleId(2))))
                .isInstanceOf(CreateConnection.Created.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_is_given_a_known_default_role_or_none(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        Connection okta = world.connection(ACME, "okta");

        assertThat(giveDefaultRole(world, Optional.of(new RoleId(3))))
                .isEqualTo(new UpdateConnection.UnknownRole(new RoleId(3)));
        assertThat(world.store.connections().list(ACME)).containsExactly(okta);
        assertThat(giveDefaultRole(world, Optional.of(new RoleId(2)))).isInstanceOf(UpdateConnection.Updated.class);
        assertThat(giveDefaultRole(world, Optional.empty())).isInstanceOf(UpdateConnection.Updated.class);
    }

    @Test
    void what_was_made_before_there_was_a_catalogue_stays() {
        TestWorld world = new TestWorld(Authorizer.permitAll());
        Connection okta = world.connection(ACME, "okta");
        GroupRoleMapping mapping = world.mapping(okta, "a", 3);
        giveDefaultRole(world, Optional.of(new RoleId(3)));
        world.role(ACME, 1);

        assertThat(update(world, mapping, 3)).isEqualTo(new UpdateGroupRoleMapping.Updated(mapping));
        assertThat(replace(world, wanted("a", 3, "b", 1))).isInstanceOf(ReplaceGroupRoleMappings.Replaced.class);
        assertThat(world.rolemap
                        .updateConnection()
                        .update(
                                ACTOR,
                                UpdateConnection.Command.of(
                                        ACME,
                                        okta.id(),
                                        ConnectionChanges.none()
                                                .withDefaultRole(Optional.of(new RoleId(3)))
                                                .withEnabled(false))))
                .isInstanceOf(UpdateConnection.Updated.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatever_else_is_in_the_way_is_told_before_an_unknown_role(KeptBy catalogue) {
        TestWorld world = catalogue.world();
        assertThat(create(world, "a", 3)).isInstanceOf(CreateGroupRoleMapping.ConnectionNotFound.class);
        Connection okta = world.connection(ACME, "okta");
        GroupRoleMapping mapping = world.mapping(okta, "a", 1);
        CreateConnection.Command command = CreateConnection.Command.of(ACME, new ProviderKey("acme-other"));

        assertThat(create(world, "a", 3))
                .isEqualTo(new CreateGroupRoleMapping.GroupAlreadyMapped(Optional.of(mapping)));
        assertThat(world.rolemap
                        .createConnection()
                        .create(ACTOR, command.withId(okta.id()).withDefaultRole(new RoleId(3))))
                .isEqualTo(new CreateConnection.IdInUse(Optional.of(okta)));
        assertThat(world.rolemap
                        .createConnection()
                        .create(
                                ACTOR,
                                CreateConnection.Command.of(ACME, okta.providerKey())
                                        .withDefaultRole(new RoleId(3))))
                .isEqualTo(new CreateConnection.ProviderKeyInUse(Optional.of(okta)));
    }

    @Test
    void the_catalogue_of_one_organisation_says_nothing_about_another() {
        TestWorld world = new TestWorld(Authorizer.permitAll());
        world.role(GLOBEX, 1);
        world.connection(ACME, "okta");

        assertThat(create(world, "a", 3)).isInstanceOf(CreateGroupRoleMapping.Created.class);
    }

    @Test
    void the_service_is_asked_only_about_roles_that_are_granted_anew() {
        List<Set<RoleId>> asked = new ArrayList<>();
        TestWorld world = new TestWorld(Authorizer.permitAll(), builder -> builder.roleCatalog(oneAndTwo(asked)));
        GroupRoleMapping mapping = world.mapping(world.connection(ACME, "okta"), "a", 1);
        asked.clear();

        update(world, mapping, 1);
        replace(world, wanted("a", 1));
        plan(world, wanted("a", 1));
        replace(world, wanted());
        plan(world, wanted());
        giveDefaultRole(world, Optional.empty());
        assertThat(asked).isEmpty();

        world.mapping(world.connection(ACME, "entra"), "a", 1);
        assertThat(asked).containsExactly(Set.of(new RoleId(1)));

        replace(world, wanted("a", 1, "b", 2));
        replace(world, wanted("a", 1, "b", 1, "c", 1));
        assertThat(asked).endsWith(Set.of(new RoleId(1), new RoleId(2)), Set.of(new RoleId(1)));
    }

    @Test
    void a_default_role_that_stays_is_not_asked_about_whatever_else_changes() {
        List<Set<RoleId>> asked = new ArrayList<>();
        TestWorld before = new TestWorld(Authorizer.permitAll());
        before.connection(ACME, "okta");
        giveDefaultRole(before, Optional.of(new RoleId(3)));
        TestWorld world = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(before.store.mappings())
                        .connections(before.store.connections())
                        .transactions(before.store.transactions())
                        .roleCatalog(oneAndTwo(asked)));

        assertThat(world.rolemap
                        .updateConnection()
                        .update(
                                ACTOR,
                                UpdateConnection.Command.of(
                                        ACME,
                                        new ConnectionId("okta"),
                                        ConnectionChanges.none()
                                                .withDefaultRole(Optional.of(new RoleId(3)))
                                                .withEnabled(false))))
                .isInstanceOf(UpdateConnection.Updated.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_service_can_write_in_the_transaction_that_it_is_asked_in() {
        TestWorld world = new TestWorld(Authorizer.permitAll());
        RoleCatalog writing = (org, roles) -> {
            // Outside of a transaction this is refused.
            world.store.roles().delete(org, new RoleId(9));
            return Set.of();
        };
        TestWorld asking = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.mappings(world.store.mappings())
                        .connections(world.store.connections())
                        .transactions(world.store.transactions())
                        .roleCatalog(writing));
        GroupRoleMapping mapping = asking.mapping(world.connection(ACME, "okta"), "a", 1);

        assertThat(update(asking, mapping, 2)).isInstanceOf(UpdateGroupRoleMapping.Updated.class);
        assertThat(replace(asking, wanted("b", 2))).isInstanceOf(ReplaceGroupRoleMappings.Replaced.class);
        assertThat(giveDefaultRole(asking, Optional.of(new RoleId(2)))).isInstanceOf(UpdateConnection.Updated.class);
        assertThat(asking.rolemap
                        .createConnection()
                        .create(
                                ACTOR,
                                CreateConnection.Command.of(ACME, new ProviderKey("entra"))
                                        .withDefaultRole(new RoleId(1))))
                .isInstanceOf(CreateConnection.Created.class);
    }

    @Test
    void with_both_catalogues_both_must_know_a_role() {
        TestWorld world =
                new TestWorld(Authorizer.permitAll(), builder -> builder.roleCatalog(oneAndTwo(new ArrayList<>())));
        world.connection(ACME, "okta");
        world.role(ACME, 2);
        world.role(ACME, 3);

        assertThat(create(world, "a", 1)).isEqualTo(new CreateGroupRoleMapping.UnknownRole(new RoleId(1)));
        assertThat(create(world, "a", 3)).isEqualTo(new CreateGroupRoleMapping.UnknownRole(new RoleId(3)));
        assertThat(create(world, "a", 2)).isInstanceOf(CreateGroupRoleMapping.Created.class);
        assertThat(plan(world, wanted("b", 1, "c", 2, "d", 3)))
                .isEqualTo(new PlanGroupRoleMappings.UnknownRoles(Set.of(new RoleId(1), new RoleId(3))));
        assertThat(replace(world, wanted("b", 1))).isInstanceOf(ReplaceGroupRoleMappings.UnknownRoles.class);
        assertThat(replace(world, wanted("b", 3))).isInstanceOf(ReplaceGroupRoleMappings.UnknownRoles.class);
    }

    @Test
    void a_service_that_answers_more_than_it_was_asked_refuses_no_more_than_that() {
        TestWorld world = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.roleCatalog((org, roles) -> Set.of(new RoleId(3), new RoleId(4))));
        world.connection(ACME, "okta");

        assertThat(create(world, "a", 1)).isInstanceOf(CreateGroupRoleMapping.Created.class);
        assertThat(plan(world, wanted("a", 1, "b", 3)))
                .isEqualTo(new PlanGroupRoleMappings.UnknownRoles(Set.of(new RoleId(3))));
        assertThat(replace(world, wanted("a", 1, "b", 3)))
                .isEqualTo(new ReplaceGroupRoleMappings.UnknownRoles(Set.of(new RoleId(3))));
    }

    @Test
    void a_failure_of_the_service_is_passed_on_and_nothing_is_stored() {
        IllegalStateException failure = new IllegalStateException("the table of roles is away");
        TestWorld world = new TestWorld(
                Authorizer.permitAll(),
                builder -> builder.roleCatalog((org, roles) -> {
                    throw failure;
                }));
        Connection okta = world.connection(ACME, "okta");

        assertThatThrownBy(() -> create(world, "a", 1)).isSameAs(failure);
        assertThatThrownBy(() -> replace(world, wanted("a", 1))).isSameAs(failure);
        assertThat(world.stored(okta)).isEmpty();
    }

    private static RoleCatalog oneAndTwo(List<Set<RoleId>> asked) {
        return (OrgId org, Set<RoleId> roles) -> {
            asked.add(roles);
            return roles.stream()
                    .filter(role -> role.value() != 1 && role.value() != 2)
                    .collect(Collectors.toSet());
        };
    }

    private static CreateGroupRoleMapping.Result create(TestWorld world, String group, long role) {
        return world.rolemap
                .createGroupRoleMapping()
                .create(ACTOR, createMapping(ACME, new ConnectionId("okta"), group, role));
    }

    private static UpdateGroupRoleMapping.Result update(TestWorld world, GroupRoleMapping mapping, long role) {
        return world.rolemap
                .updateGroupRoleMapping()
                .update(
                        ACTOR,
                        UpdateGroupRoleMapping.Command.of(ACME, mapping.connection(), mapping.id(), new RoleId(role)));
    }

    private static ReplaceGroupRoleMappings.Result replace(TestWorld world, WantedMappings wanted) {
        return world.rolemap
                .replaceGroupRoleMappings()
                .replace(ACTOR, ReplaceGroupRoleMappings.Command.of(ACME, new ConnectionId("okta"), wanted));
    }

    private static PlanGroupRoleMappings.Result plan(TestWorld world, WantedMappings wanted) {
        return world.rolemap
                .planGroupRoleMappings()
                .plan(ACTOR, ReplaceGroupRoleMappings.Command.of(ACME, new ConnectionId("okta"), wanted));
    }

    private static UpdateConnection.Result giveDefaultRole(TestWorld world, Optional<RoleId> role) {
        return world.rolemap
                .updateConnection()
                .update(
                        ACTOR,
                        UpdateConnection.Command.of(
                                ACME,
                                new ConnectionId("okta"),
                                ConnectionChanges.none().withDefaultRole(role)));
    }
}
