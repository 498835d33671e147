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
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ChangeConnectionTest {

    private static final Actor WRITER = holderOf(ACME, Permission.CONNECTIONS_WRITE);
    private static final ConnectionChanges DISABLED = ConnectionChanges.none().withEnabled(false);

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void everything_but_the_id_and_the_moment_of_creation_can_be_changed() {
        world.at(START.plusSeconds(5));
        Connection expected = new Connection(
                okta.id(),
                ACME,
                ProviderKind.SAML,
                new ProviderKey("another"),
                Optional.of(new DisplayName("Acme's Okta")),
                new GroupsClaim("/realm_access/roles"),
                Optional.of(new RoleId(-7)),
                false,
                Optional.of(START_IN_MILLIS),
                START_IN_MILLIS,
                START_IN_MILLIS.plusSeconds(5));

        assertThat(update(DISABLED.withKind(ProviderKind.SAML)
                        .withProviderKey(new ProviderKey("another"))
                        .withDisplayName(Optional.of(new DisplayName("Acme's Okta")))
                        .withGroupsClaim(new GroupsClaim("/realm_access/roles"))
                        .withDefaultRole(Optional.of(new RoleId(-7)))))
                .isEqualTo(new UpdateConnection.Updated(expected));
        assertThat(stored()).contains(expected);
    }

    @Test
    void a_default_role_can_be_taken_away() {
        update(ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(7))));

        update(ConnectionChanges.none().withDefaultRole(Optional.empty()));

        assertThat(stored().orElseThrow().defaultRole()).isEmpty();
    }

    @Test
    void an_update_is_later_than_what_it_changes_even_by_a_clock_that_stands_still_or_goes_back() {
        update(DISABLED);
        assertThat(stored().orElseThrow().updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(1));

        world.at(START.minusSeconds(60));
        update(ConnectionChanges.none().withEnabled(true));
        assertThat(stored().orElseThrow().updatedAt()).isEqualTo(START_IN_MILLIS.plusMillis(2));
    }

    @Test
    void a_connection_that_is_as_it_shall_be_stays_as_it_is() {
        world.at(START.plusSeconds(5));

        assertThat(update(ConnectionChanges.none().withEnabled(true).withProviderKey(okta.providerKey())))
                .isEqualTo(new UpdateConnection.Updated(okta));
        assertThat(update(ConnectionChanges.none())).isEqualTo(new UpdateConnection.Updated(okta));
        assertThat(stored()).contains(okta);
    }

    @Test
    void a_provider_key_that_another_connection_has_is_refused_whoever_has_it() {
        Connection entra = world.connection(ACME, "entra");
        Connection theirs = world.connection(GLOBEX, "okta");

        assertThat(update(ConnectionChanges.none().withProviderKey(entra.providerKey())))
                .isEqualTo(new UpdateConnection.ProviderKeyInUse())
                .isEqualTo(update(ConnectionChanges.none().withProviderKey(theirs.providerKey())));
        assertThat(stored()).contains(okta);
    }

    @Test
    void a_provider_key_that_is_given_up_is_free() {
        update(ConnectionChanges.none().withProviderKey(new ProviderKey("another")));

        assertThat(world.rolemap
                        .createConnection()
                        .create(WRITER, CreateConnection.Command.of(ACME, okta.providerKey())))
                .isInstanceOf(CreateConnection.Created.class);
    }

    @Test
    void a_condition_that_is_not_met_changes_and_removes_nothing() {
        List<Connection> asked = new ArrayList<>();

        assertThat(update(UpdateConnection.Command.of(ACME, okta.id(), DISABLED)
                        .onlyIf(connection -> !asked.add(connection))))
                .isEqualTo(new UpdateConnection.ConditionNotMet());
        assertThat(update(UpdateConnection.Command.of(ACME, okta.id(), ConnectionChanges.none())
                        .onlyIf(connection -> !asked.add(connection))))
                .isEqualTo(new UpdateConnection.ConditionNotMet());
        assertThat(delete(DeleteConnection.Command.of(ACME, okta.id()).onlyIf(connection -> !asked.add(connection))))
                .isEqualTo(new DeleteConnection.ConditionNotMet());
        assertThat(asked).containsExactly(okta, okta, okta);
        assertThat(stored()).contains(okta);
    }

    @Test
    void a_change_that_comes_in_between_is_seen_by_the_condition() {
        UpdateConnection.Command update = UpdateConnection.Command.of(ACME, okta.id(), DISABLED)
                .onlyIf(connection -> {
                    boolean same = connection.equals(okta);
                    update(ConnectionChanges.none().withKind(ProviderKind.SAML));
                    return same;
                });
        assertThat(update(update)).isEqualTo(new UpdateConnection.ConditionNotMet());

        Connection read = stored().orElseThrow();
        DeleteConnection.Command delete = DeleteConnection.Command.of(ACME, okta.id())
                .onlyIf(connection -> {
                    boolean same = connection.equals(read);
                    update(ConnectionChanges.none().withKind(ProviderKind.OIDC));
                    return same;
                });
        assertThat(delete(delete)).isEqualTo(new DeleteConnection.ConditionNotMet());
        assertThat(stored().orElseThrow().enabled()).isTrue();
    }

    @Test
    void changes_of_different_parts_at_the_same_time_are_all_made() {
        for (int round = 0; round < 20; round++) {
            boolean enabled = round % 2 == 1;
            ProviderKind kind = enabled ? ProviderKind.OIDC : ProviderKind.SAML;
            RoleId role = new RoleId(round);
            List<ConnectionChanges> parts = List.of(
                    ConnectionChanges.none().withEnabled(enabled),
                    ConnectionChanges.none().withKind(kind),
                    ConnectionChanges.none().withDefaultRole(Optional.of(role)));

            Together.run(3, number -> update(parts.get(number)));

            assertThat(stored()).hasValueSatisfying(connection -> {
                assertThat(connection.enabled()).isEqualTo(enabled);
                assertThat(connection.kind()).isEqualTo(kind);
                assertThat(connection.defaultRole()).contains(role);
            });
        }
    }

    @Test
    void a_connection_is_removed_with_its_mappings_and_with_no_other() {
        Connection entra = world.connection(ACME, "entra");
        world.mapping(okta, "Admins", 1);
        GroupRoleMapping other = world.mapping(entra, "Admins", 1);

        assertThat(delete(DeleteConnection.Command.of(ACME, okta.id()))).isEqualTo(new DeleteConnection.Deleted(okta));
        assertThat(world.store.connections().list(ACME)).containsExactly(entra);
        assertThat(world.stored(entra)).containsExactly(other);
        assertThat(world.stored(world.connection(ACME, "okta"))).isEmpty();
    }

    @Test
    void of_many_who_remove_the_same_connection_exactly_one_did_it() {
        List<DeleteConnection.Result> results =
                Together.run(8, number -> delete(DeleteConnection.Command.of(ACME, okta.id())));

        assertThat(results)
                .containsOnlyOnce(new DeleteConnection.Deleted(okta))
                .containsOnly(new DeleteConnection.Deleted(okta), new DeleteConnection.ConnectionNotFound());
    }

    @Test
    void no_mapping_outlives_a_connection_that_is_removed_while_it_is_made() {
        for (int round = 0; round < 20; round++) {
            Connection connection = world.connection(ACME, "round-" + round);
            List<Object> results = Together.run(
                    2,
                    number -> number == 0
                            ? delete(DeleteConnection.Command.of(ACME, connection.id()))
                            : world.rolemap
                                    .createGroupRoleMapping()
                                    .create(
                                            Actor.operator(),
                                            TestWorld.createMapping(ACME, connection.id(), "Admins", 1)));

            assertThat(results).contains(new DeleteConnection.Deleted(connection));
            assertThat(world.stored(world.connection(ACME, "round-" + round))).isEmpty();
        }
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");
        ConnectionId unheardOf = new ConnectionId("unheard-of");

        assertThat(update(UpdateConnection.Command.of(ACME, theirs.id(), DISABLED)))
                .isEqualTo(new UpdateConnection.ConnectionNotFound())
                .isEqualTo(update(UpdateConnection.Command.of(ACME, unheardOf, DISABLED)));
        assertThat(delete(DeleteConnection.Command.of(ACME, theirs.id())))
                .isEqualTo(new DeleteConnection.ConnectionNotFound())
                .isEqualTo(delete(DeleteConnection.Command.of(ACME, unheardOf)));
        assertThat(world.store.connections().list(GLOBEX)).containsExactly(theirs);
    }

    @Test
    void a_default_role_that_the_actor_may_not_hand_out_is_refused() {
        Authorizer noDefaultRoles = (actor, action) -> action.grantedRole().isEmpty();
        TestWorld guarded = new TestWorld(noDefaultRoles);
        Connection connection = guarded.connection(ACME, "okta");

        assertThat(guarded.rolemap
                        .updateConnection()
                        .update(
                                WRITER,
                                UpdateConnection.Command.of(
                                        ACME,
                                        connection.id(),
                                        ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(7))))))
                .isEqualTo(new UpdateConnection.NotPermitted());
        assertThat(guarded.store.connections().list(ACME)).containsExactly(connection);
    }

    @Test
    void whoever_may_not_hand_out_the_default_role_that_stays_changes_nothing_else_either() {
        AtomicBoolean mayGrant = new AtomicBoolean(true);
        TestWorld guarded =
                new TestWorld((actor, action) -> action.grantedRole().isEmpty() || mayGrant.get());
        Connection connection = guarded.connection(ACME, "okta");
        UpdateConnection.Command giveRole = UpdateConnection.Command.of(
                ACME, connection.id(), ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(7))));
        guarded.rolemap.updateConnection().update(WRITER, giveRole);
        List<Connection> before = guarded.store.connections().list(ACME);
        mayGrant.set(false);

        assertThat(guarded.rolemap
                        .updateConnection()
                        .update(
                                WRITER,
                                UpdateConnection.Command.of(
                                        ACME,
                                        connection.id(),
                                        ConnectionChanges.none().withGroupsClaim(new GroupsClaim("teams")))))
                .isEqualTo(new UpdateConnection.NotPermitted());
        assertThat(guarded.store.connections().list(ACME)).isEqualTo(before);
    }

    private UpdateConnection.Result update(ConnectionChanges changes) {
        return update(UpdateConnection.Command.of(ACME, okta.id(), changes));
    }

    private UpdateConnection.Result update(UpdateConnection.Command command) {
        return world.rolemap.updateConnection().update(WRITER, command);
    }

    private DeleteConnection.Result delete(DeleteConnection.Command command) {
        return world.rolemap.deleteConnection().delete(WRITER, command);
    }

    private Optional<Connection> stored() {
        return world.store.connections().find(ACME, okta.id());
    }
}
