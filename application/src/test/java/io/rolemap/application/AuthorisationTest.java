package io.rolemap.application;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.createMapping;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.people;
import static io.rolemap.application.TestWorld.sent;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.ListMappingFindings;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every use case alike. */
class AuthorisationTest {

    private static final ConnectionId OKTA = new ConnectionId("okta");

    @ParameterizedTest
    @MethodSource("useCases")
    void is_asked_for_first_and_a_refusal_touches_no_data(UseCase useCase) {
        Rolemap untouchable = TestWorld.untouchable((actor, action) -> false);

        assertThat(useCase.call(untouchable, Actor.operator(), ACME)).isEqualTo(useCase.refusal());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void concerns_the_permission_and_the_organisation_at_hand(UseCase useCase) {
        TestWorld world = new TestWorld(Authorizer.permitAll());

        useCase.call(world.rolemap, Actor.operator(), ACME);

        assertThat(world.asked).first().isEqualTo(useCase.action());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void is_not_had_by_every_other_permission_together(UseCase useCase) {
        Permission[] others = Arrays.stream(Permission.values())
                .filter(permission -> permission != useCase.action().permission())
                .toArray(Permission[]::new);

        assertThat(useCase.call(new TestWorld().rolemap, holderOf(ACME, others), ACME))
                .isEqualTo(useCase.refusal());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void is_not_had_in_another_organisation(UseCase useCase) {
        Actor holder = holderOf(ACME, Permission.values());

        assertThat(useCase.call(new TestWorld().rolemap, holder, GLOBEX)).isEqualTo(useCase.refusal());
        assertThat(useCase.call(new TestWorld().rolemap, holder, ACME)).isNotEqualTo(useCase.refusal());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void its_failure_is_passed_on_and_touches_no_data(UseCase useCase) {
        IllegalStateException failure = new IllegalStateException("the directory of rights is away");
        Rolemap untouchable = TestWorld.untouchable((actor, action) -> {
            throw failure;
        });

        assertThatThrownBy(() -> useCase.call(untouchable, Actor.operator(), ACME))
                .isSameAs(failure);
    }

    @Test
    void is_had_by_the_actor_who_calls() {
        TestWorld world = new TestWorld((actor, action) -> actor.id().equals("jo"));

        assertThat(world.rolemap.listConnections().list(Actor.named("jo"), ACME))
                .isEqualTo(new ListConnections.Found(List.of()));
        assertThat(world.rolemap.listConnections().list(Actor.named("kim"), ACME))
                .isEqualTo(new ListConnections.NotPermitted());
    }

    @Test
    void can_be_asked_for_by_an_adapter_too() {
        assertThat(new TestWorld()
                        .rolemap
                        .authorizer()
                        .permits(holderOf(ACME, Permission.MAPPINGS_READ), Action.on(ACME, Permission.MAPPINGS_READ)))
                .isTrue();
    }

    static Stream<UseCase> useCases() {
        Action write = Action.on(ACME, Permission.MAPPINGS_WRITE);
        Action writeConnections = Action.on(ACME, Permission.CONNECTIONS_WRITE);
        return Stream.of(
                new UseCase(
                        "create a mapping",
                        write.granting(new RoleId(2227)),
                        new CreateGroupRoleMapping.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.createGroupRoleMapping()
                                .create(actor, createMapping(org, OKTA, "Admins", 2227))),
                new UseCase(
                        "get a mapping",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new GetGroupRoleMapping.NotPermitted(),
                        (rolemap, actor, org) ->
                                rolemap.getGroupRoleMapping().get(actor, org, OKTA, new MappingId("m1"))),
                new UseCase(
                        "list mappings",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new ListGroupRoleMappings.NotPermitted(),
                        (rolemap, actor, org) ->
                                rolemap.listGroupRoleMappings().list(actor, MappingQuery.all(org, OKTA))),
                new UseCase(
                        "list findings",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new ListMappingFindings.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.listMappingFindings().list(actor, org, OKTA)),
                new UseCase(
                        "resolve roles",
                        Action.on(ACME, Permission.ROLES_RESOLVE),
                        new ResolveRoles.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.resolveRoles()
                                .resolve(
                                        actor,
                                        ResolveRoles.Query.of(
                                                org, new ConnectionReference.ById(OKTA), sent("Admins")))),
                new UseCase(
                        "resolve roles of people",
                        Action.on(ACME, Permission.ROLES_RESOLVE),
                        new ResolveRolesOfPeople.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.resolveRolesOfPeople()
                                .resolve(
                                        actor,
                                        new ResolveRolesOfPeople.Query(
                                                org,
                                                new ConnectionReference.ById(OKTA),
                                                people("jo", sent("Admins")),
                                                Optional.empty(),
                                                true))),
                new UseCase(
                        "predict the impact of a set",
                        Action.on(ACME, Permission.ROLES_RESOLVE),
                        new PredictMappingImpact.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.predictMappingImpact()
                                .predict(
                                        actor,
                                        new PredictMappingImpact.Query(
                                                org, OKTA, wanted("Admins", 2227), people("jo", sent("Admins"))))),
                new UseCase(
                        "list observed groups",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new ListObservedGroups.NotPermitted(),
                        (rolemap, actor, org) ->
                                rolemap.listObservedGroups().list(actor, ObservedGroupQuery.all(org, OKTA))),
                new UseCase(
                        "update a mapping",
                        write.granting(new RoleId(2227)),
                        new UpdateGroupRoleMapping.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.updateGroupRoleMapping()
                                .update(
                                        actor,
                                        UpdateGroupRoleMapping.Command.of(
                                                org, OKTA, new MappingId("m1"), new RoleId(2227)))),
                new UseCase(
                        "delete a mapping",
                        write,
                        new DeleteGroupRoleMapping.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.deleteGroupRoleMapping()
                                .delete(actor, DeleteGroupRoleMapping.Command.of(org, OKTA, new MappingId("m1")))),
                new UseCase(
                        "tell the version of a set",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new GetMappingSetVersion.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.getMappingSetVersion().version(actor, org, OKTA)),
                new UseCase(
                        "plan a set",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new PlanGroupRoleMappings.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.planGroupRoleMappings()
                                .plan(actor, ReplaceGroupRoleMappings.Command.of(org, OKTA, wanted("Admins", 2227)))),
                new UseCase(
                        "replace a set",
                        Action.on(ACME, Permission.MAPPINGS_READ),
                        new ReplaceGroupRoleMappings.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.replaceGroupRoleMappings()
                                .replace(
                                        actor, ReplaceGroupRoleMappings.Command.of(org, OKTA, wanted("Admins", 2227)))),
                new UseCase(
                        "create a connection",
                        writeConnections,
                        new CreateConnection.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.createConnection()
                                .create(actor, CreateConnection.Command.of(org, new ProviderKey("acme-okta")))),
                new UseCase(
                        "create a connection with a default role",
                        writeConnections.granting(new RoleId(7)),
                        new CreateConnection.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.createConnection()
                                .create(
                                        actor,
                                        new CreateConnection.Command(
                                                org,
                                                Optional.of(OKTA),
                                                ProviderKind.SAML,
                                                new ProviderKey("acme-okta"),
                                                Optional.empty(),
                                                GroupsClaim.DEFAULT,
                                                Optional.of(new RoleId(7)),
                                                true,
                                                true))),
                new UseCase(
                        "get a connection",
                        Action.on(ACME, Permission.CONNECTIONS_READ),
                        new GetConnection.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.getConnection().get(actor, org, OKTA)),
                new UseCase(
                        "list connections",
                        Action.on(ACME, Permission.CONNECTIONS_READ),
                        new ListConnections.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.listConnections().list(actor, org)),
                new UseCase(
                        "update a connection",
                        writeConnections,
                        new UpdateConnection.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.updateConnection()
                                .update(
                                        actor,
                                        UpdateConnection.Command.of(
                                                org,
                                                OKTA,
                                                ConnectionChanges.none().withDefaultRole(Optional.empty())))),
                new UseCase(
                        "give a connection a default role",
                        writeConnections.granting(new RoleId(7)),
                        new UpdateConnection.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.updateConnection()
                                .update(
                                        actor,
                                        UpdateConnection.Command.of(
                                                org,
                                                OKTA,
                                                ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(7)))))),
                new UseCase(
                        "delete a connection",
                        writeConnections,
                        new DeleteConnection.NotPermitted(),
                        (rolemap, actor, org) ->
                                rolemap.deleteConnection().delete(actor, DeleteConnection.Command.of(org, OKTA))),
                new UseCase(
                        "put a role",
                        Action.on(ACME, Permission.ROLES_WRITE),
                        new PutRole.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.putRole()
                                .put(actor, new PutRole.Command(org, new RoleId(7), new RoleName("Sales")))),
                new UseCase(
                        "get a role",
                        Action.on(ACME, Permission.ROLES_READ),
                        new GetRole.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.getRole().get(actor, org, new RoleId(7))),
                new UseCase(
                        "list roles",
                        Action.on(ACME, Permission.ROLES_READ),
                        new ListRoles.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.listRoles().list(actor, org)),
                new UseCase(
                        "delete a role",
                        Action.on(ACME, Permission.ROLES_WRITE),
                        new DeleteRole.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.deleteRole().delete(actor, org, new RoleId(7))),
                new UseCase(
                        "issue a key",
                        Action.on(ACME, Permission.KEYS_WRITE),
                        new IssueApiKey.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.issueApiKey()
                                .issue(
                                        actor,
                                        new IssueApiKey.Command(
                                                org, new KeyName("provisioning"), Set.of(), Optional.empty()))),
                new UseCase(
                        "list keys",
                        Action.on(ACME, Permission.KEYS_WRITE),
                        new ListApiKeys.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.listApiKeys().list(actor, org)),
                new UseCase(
                        "revoke a key",
                        Action.on(ACME, Permission.KEYS_WRITE),
                        new RevokeApiKey.NotPermitted(),
                        (rolemap, actor, org) -> rolemap.revokeApiKey().revoke(actor, org, new KeyId("k1"))));
    }

    record UseCase(String name, Action action, Object refusal, Call call) {

        Object call(Rolemap rolemap, Actor actor, OrgId org) {
            return call.on(rolemap, actor, org);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    interface Call {
        Object on(Rolemap rolemap, Actor actor, OrgId org);
    }
}
