package io.rolemap.application;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.createMapping;
import static io.rolemap.application.TestWorld.roles;
import static io.rolemap.application.TestWorld.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.InMemoryStore;
import io.rolemap.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolemapBuilderTest {

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void a_builder_without_ports_names_all_that_are_missing() {
        assertThatThrownBy(() -> Rolemap.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap can't be built without: mappings, connections, transactions,"
                        + " authorizer (Authorizer.permitAll() if everything shall be allowed)");
    }

    @Test
    void a_builder_names_only_what_is_missing() {
        assertThatThrownBy(() -> Rolemap.builder()
                        .mappings(store.mappings())
                        .authorizer(Authorizer.permitAll())
                        .build())
                .hasMessage("Rolemap can't be built without: connections, transactions");
    }

    @Test
    void an_embedding_service_needs_four_ports_and_no_more() {
        Rolemap rolemap = minimal();
        CreateConnection.Result connection = rolemap.createConnection()
                .create(Actor.named("jo"), CreateConnection.Command.of(ACME, new ProviderKey("acme-okta")));
        ConnectionId id = ((CreateConnection.Created) connection).connection().id();

        assertThat(rolemap.createGroupRoleMapping().create(Actor.named("jo"), createMapping(ACME, id, "Admins", 2227)))
                .isInstanceOfSatisfying(CreateGroupRoleMapping.Created.class, created -> {
                    // Both are ambient here: an id of version 7, and about now by the system's clock.
                    assertThat(created.mapping().id().value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
                    assertThat(Duration.between(created.mapping().createdAt(), Instant.now()))
                            .isBetween(Duration.ofDays(-1), Duration.ofDays(1));
                });
    }

    @Test
    void has_api_keys_only_when_it_was_built_with_them() {
        assertThat(minimal().hasApiKeys()).isFalse();
        assertThat(new TestWorld().rolemap.hasApiKeys()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("apiKeyUseCases")
    void api_key_use_cases_say_what_they_lack_without_api_keys(String name, Function<Rolemap, Object> useCase) {
        Rolemap rolemap = minimal();

        assertThatThrownBy(() -> useCase.apply(rolemap))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap was built without apiKeys");
    }

    @Test
    void has_roles_only_when_it_was_built_with_them() {
        assertThat(minimal().hasRoles()).isFalse();
        assertThat(new TestWorld().rolemap.hasRoles()).isTrue();
    }

    @Test
    void has_observed_groups_only_when_it_was_built_with_them() {
        assertThat(minimal().hasObservedGroups()).isFalse();
        assertThat(new TestWorld().rolemap.hasObservedGroups()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("observationUseCases")
    void observation_use_cases_say_what_they_lack_without_observed_groups(
            String name, Function<Rolemap, Object> useCase) {
        Rolemap rolemap = minimal();

        assertThatThrownBy(() -> useCase.apply(rolemap))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap was built without observedGroups");
    }

    @Test
    void roles_are_resolved_without_a_port_for_it() {
        Rolemap rolemap = minimal();
        Actor jo = Actor.named("jo");
        ProviderKey key = new ProviderKey("acme-okta");
        ConnectionId id = ((CreateConnection.Created)
                        rolemap.createConnection().create(jo, CreateConnection.Command.of(ACME, key)))
                .connection()
                .id();
        rolemap.createGroupRoleMapping().create(jo, createMapping(ACME, id, "Admins", 2227));

        assertThat(rolemap.resolveRoles()
                        .resolve(
                                jo,
                                ResolveRoles.Query.of(
                                        ACME, new ConnectionReference.ByKey(key), sent("Admins", "admins"))))
                .isInstanceOfSatisfying(
                        ResolveRoles.Resolved.class,
                        resolved -> assertThat(resolved.resolution().roles()).isEqualTo(roles(2227)));
    }

    @Test
    void the_lookup_it_was_built_with_is_the_one_that_is_asked() {
        Rolemap rolemap = ports().lookup((org, connection, groups, resembling) -> Optional.of(new MappingLookup.Found(
                        Samples.connection("acme", "okta"),
                        List.of(new GroupMapping(Optional.empty(), new ExternalGroup("Admins"), new RoleId(7))))))
                .build();

        assertThat(rolemap.resolveRoles()
                        .resolve(
                                Actor.named("jo"),
                                ResolveRoles.Query.of(
                                        ACME,
                                        new ConnectionReference.ById(new ConnectionId("unheard-of")),
                                        sent("Admins"))))
                .isInstanceOfSatisfying(
                        ResolveRoles.Resolved.class,
                        resolved -> assertThat(resolved.resolution().roles()).isEqualTo(roles(7)));
    }

    @Test
    void a_catalogue_of_the_embedding_service_brings_no_use_cases_of_roles() {
        assertThat(ports().roleCatalog((org, roles) -> Set.of()).build().hasRoles())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("roleUseCases")
    void role_use_cases_say_what_they_lack_without_roles(String name, Function<Rolemap, Object> useCase) {
        Rolemap rolemap = minimal();

        assertThatThrownBy(() -> useCase.apply(rolemap))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap was built without roles");
    }

    @ParameterizedTest
    @MethodSource({"roleUseCases", "apiKeyUseCases", "observationUseCases", "otherUseCases"})
    void a_use_case_is_the_same_object_at_every_call(String name, Function<Rolemap, Object> useCase) {
        Rolemap rolemap = new TestWorld().rolemap;

        assertThat(useCase.apply(rolemap)).isNotNull().isSameAs(useCase.apply(rolemap));
    }

    static Stream<Arguments> roleUseCases() {
        return Stream.of(
                useCase("put", Rolemap::putRole),
                useCase("get", Rolemap::getRole),
                useCase("list", Rolemap::listRoles),
                useCase("delete", Rolemap::deleteRole));
    }

    static Stream<Arguments> observationUseCases() {
        return Stream.of(useCase("list", Rolemap::listObservedGroups), useCase("store", Rolemap::storeObservedGroups));
    }

    static Stream<Arguments> otherUseCases() {
        return Stream.of(
                useCase("resolve roles", Rolemap::resolveRoles),
                useCase("resolve roles of people", Rolemap::resolveRolesOfPeople),
                useCase("predict the impact of a set", Rolemap::predictMappingImpact),
                useCase("list findings", Rolemap::listMappingFindings),
                useCase("create a mapping", Rolemap::createGroupRoleMapping),
                useCase("get a mapping", Rolemap::getGroupRoleMapping),
                useCase("list mappings", Rolemap::listGroupRoleMappings),
                useCase("update a mapping", Rolemap::updateGroupRoleMapping),
                useCase("delete a mapping", Rolemap::deleteGroupRoleMapping),
                useCase("version of a set", Rolemap::getMappingSetVersion),
                useCase("plan a set", Rolemap::planGroupRoleMappings),
                useCase("replace a set", Rolemap::replaceGroupRoleMappings),
                useCase("create a connection", Rolemap::createConnection),
                useCase("get a connection", Rolemap::getConnection),
                useCase("list connections", Rolemap::listConnections),
                useCase("update a connection", Rolemap::updateConnection),
                useCase("delete a connection", Rolemap::deleteConnection));
    }

    static Stream<Arguments> apiKeyUseCases() {
        return Stream.of(
                useCase("authenticate", Rolemap::authenticateApiKey),
                useCase("issue", Rolemap::issueApiKey),
                useCase("list", Rolemap::listApiKeys),
                useCase("revoke", Rolemap::revokeApiKey));
    }

    private static Arguments useCase(String name, Function<Rolemap, Object> useCase) {
        return Arguments.of(name, useCase);
    }

    private Rolemap minimal() {
        return ports().build();
    }

    private Rolemap.Builder ports() {
        return Rolemap.builder()
                .mappings(store.mappings())
                .connections(store.connections())
                .transactions(store.transactions())
                .authorizer(Authorizer.permitAll());
    }
}
