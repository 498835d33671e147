package io.rolemap.application.connection;

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
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionUseCasesTest {

    private static final Actor ACTOR = holderOf(ACME, Permission.CONNECTIONS_WRITE, Permission.CONNECTIONS_READ);

    private final TestWorld world = new TestWorld();

    @Test
    void a_connection_is_stored_as_it_was_asked_for() {
        Connection expected = new Connection(
                new ConnectionId("okta"),
                ACME,
                ProviderKind.SAML,
                new ProviderKey("acme-okta"),
                Optional.of(new DisplayName("Acme's Okta")),
                new GroupsClaim("/realm_access/roles"),
                Optional.of(new RoleId(-7)),
                false,
                Optional.of(START_IN_MILLIS),
                START_IN_MILLIS,
                START_IN_MILLIS);

        assertThat(create(command(ACME, Optional.of("okta"), "acme-okta")))
                .isEqualTo(new CreateConnection.Created(expected));
        assertThat(world.store.connections().find(ACME, expected.id())).contains(expected);
    }

    @Test
    void a_connection_gets_an_id_where_none_is_asked_for() {
        assertThat(create(command(ACME, Optional.empty(), "acme-okta")))
                .isInstanceOfSatisfying(
                        CreateConnection.Created.class,
                        created -> assertThat(created.connection().id()).isEqualTo(new ConnectionId("id-1")));
    }

    @Test
    void a_connection_of_nothing_but_a_provider_key_is_an_enabled_openid_connect_one() {
        assertThat(create(CreateConnection.Command.of(ACME, new ProviderKey("acme-okta"))))
                .isEqualTo(new CreateConnection.Created(new Connection(
                        new ConnectionId("id-1"),
                        ACME,
                        ProviderKind.OIDC,
                        new ProviderKey("acme-okta"),
                        Optional.empty(),
                        new GroupsClaim("groups"),
                        Optional.empty(),
                        true,
                        Optional.of(START_IN_MILLIS),
                        START_IN_MILLIS,
                        START_IN_MILLIS)));
    }

    @Test
    void an_id_is_used_once_in_an_organisation() {
        Connection okta = created(command(ACME, Optional.of("okta"), "acme-okta"));

        assertThat(create(command(ACME, Optional.of("okta"), "another")))
                .isEqualTo(new CreateConnection.IdInUse(Optional.of(okta)));
        assertThat(world.store.connections().list(ACME)).containsExactly(okta);
    }

    @Test
    void two_organisations_may_use_the_same_id() {
        create(command(ACME, Optional.of("okta"), "acme-okta"));

        assertThat(world.rolemap
                        .createConnection()
                        .create(Actor.operator(), command(GLOBEX, Optional.of("okta"), "globex-okta")))
                .isInstanceOf(CreateConnection.Created.class);
    }

    @Test
    void a_provider_key_is_used_once_in_all_organisations() {
        Connection okta = created(command(ACME, Optional.empty(), "acme-okta"));

        assertThat(create(command(ACME, Optional.empty(), "acme-okta")))
                .isEqualTo(new CreateConnection.ProviderKeyInUse(Optional.of(okta)));
    }

    @Test
    void a_connection_of_another_organisation_that_has_the_provider_key_is_shown_to_nobody() {
        create(command(ACME, Optional.empty(), "acme-okta"));

        assertThat(world.rolemap
                        .createConnection()
                        .create(Actor.operator(), command(GLOBEX, Optional.empty(), "acme-okta")))
                .isEqualTo(new CreateConnection.ProviderKeyInUse(Optional.empty()));
        assertThat(world.store.connections().list(GLOBEX)).isEmpty();
    }

    @Test
    void what_is_in_the_way_is_hidden_from_an_actor_who_may_not_read_connections() {
        create(command(ACME, Optional.of("okta"), "acme-okta"));
        Actor writer = holderOf(ACME, Permission.CONNECTIONS_WRITE);

        assertThat(world.rolemap.createConnection().create(writer, command(ACME, Optional.of("okta"), "another")))
                .isEqualTo(new CreateConnection.IdInUse(Optional.empty()));
        assertThat(world.rolemap.createConnection().create(writer, command(ACME, Optional.of("other"), "acme-okta")))
                .isEqualTo(new CreateConnection.ProviderKeyInUse(Optional.empty()));
    }

    @Test
    void whoever_lost_an_answer_learns_from_the_second_one_that_it_had_succeeded() {
        CreateConnection.Command command = command(ACME, Optional.of("okta"), "acme-okta");
        create(command);

        assertThat(create(command))
                .isInstanceOfSatisfying(
                        CreateConnection.IdInUse.class,
                        inUse -> assertThat(
                                        command.isFulfilledBy(inUse.existing().orElseThrow()))
                                .isTrue());
    }

    @Test
    void a_default_role_that_the_actor_may_not_hand_out_is_refused() {
        Authorizer noDefaultRoles = (actor, action) -> action.grantedRole().isEmpty();
        TestWorld guarded = new TestWorld(noDefaultRoles);

        assertThat(guarded.rolemap.createConnection().create(ACTOR, command(ACME, Optional.empty(), "acme-okta")))
                .isEqualTo(new CreateConnection.NotPermitted());
        assertThat(guarded.store.connections().list(ACME)).isEmpty();
    }

    @Test
    void a_connection_is_found_by_its_id() {
        Connection okta = world.connection(ACME, "okta");

        assertThat(world.rolemap.getConnection().get(ACTOR, ACME, okta.id())).isEqualTo(new GetConnection.Found(okta));
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "okta");

        assertThat(world.rolemap.getConnection().get(ACTOR, ACME, theirs.id()))
                .isEqualTo(new GetConnection.ConnectionNotFound())
                .isEqualTo(world.rolemap.getConnection().get(ACTOR, ACME, new ConnectionId("unheard-of")));
    }

    @Test
    void the_connections_of_an_organisation_are_listed_oldest_first() {
        world.at(START.plusSeconds(2));
        Connection second = world.connection(ACME, "a");
        world.at(START.plusSeconds(1));
        Connection first = world.connection(ACME, "b");
        world.connection(GLOBEX, "c");

        assertThat(world.rolemap.listConnections().list(ACTOR, ACME))
                .isEqualTo(new ListConnections.Found(List.of(first, second)));
    }

    @Test
    void an_organisation_nobody_heard_of_has_no_connections() {
        assertThat(world.rolemap.listConnections().list(Actor.operator(), new OrgId("unheard-of")))
                .isEqualTo(new ListConnections.Found(List.of()));
    }

    private CreateConnection.Result create(CreateConnection.Command command) {
        return world.rolemap.createConnection().create(ACTOR, command);
    }

    private Connection created(CreateConnection.Command command) {
        return ((CreateConnection.Created) create(command)).connection();
    }

    private static CreateConnection.Command command(OrgId org, Optional<String> id, String providerKey) {
        return new CreateConnection.Command(
                org,
                id.map(ConnectionId::new),
                ProviderKind.SAML,
                new ProviderKey(providerKey),
                Optional.of(new DisplayName("Acme's Okta")),
                new GroupsClaim("/realm_access/roles"),
                Optional.of(new RoleId(-7)),
                false,
                true);
    }
}
