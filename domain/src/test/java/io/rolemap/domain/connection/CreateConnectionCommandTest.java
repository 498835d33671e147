package io.rolemap.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.CreateConnection.Command;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CreateConnectionCommandTest {

    private static final OrgId ACME = new OrgId("acme");
    private static final ProviderKey KEY = new ProviderKey("acme-okta");

    @Test
    void an_id_and_a_default_role_are_added_and_nothing_else_changes() {
        Command command = Command.of(ACME, KEY).withId(new ConnectionId("okta")).withDefaultRole(new RoleId(7));

        assertThat(command)
                .isEqualTo(new Command(
                        ACME,
                        Optional.of(new ConnectionId("okta")),
                        ProviderKind.OIDC,
                        KEY,
                        Optional.empty(),
                        GroupsClaim.DEFAULT,
                        Optional.of(new RoleId(7)),
                        true,
                        true));
    }

    @Test
    void a_connection_that_is_what_was_asked_for_fulfils_the_command_whenever_it_was_made() {
        Command command = Command.of(ACME, KEY).withId(new ConnectionId("okta")).withDefaultRole(new RoleId(7));
        Connection connection = ConnectionChanges.none()
                .withDefaultRole(Optional.of(new RoleId(7)))
                .appliedTo(Samples.connection("acme", "okta", "acme-okta"), Samples.NOW.plusSeconds(60));

        assertThat(command.isFulfilledBy(connection)).isTrue();
        assertThat(Command.of(ACME, KEY).withDefaultRole(new RoleId(7)).isFulfilledBy(connection))
                .as("a command that left the id open")
                .isTrue();
    }

    @Test
    void a_connection_that_differs_in_anything_does_not_fulfil_the_command() {
        Command command = Command.of(ACME, KEY).withId(new ConnectionId("okta")).withDefaultRole(new RoleId(7));
        Connection fulfilling = ConnectionChanges.none()
                .withDefaultRole(Optional.of(new RoleId(7)))
                .appliedTo(Samples.connection("acme", "okta", "acme-okta"), Samples.NOW);

        assertThat(Stream.of(
                                ConnectionChanges.none().withKind(ProviderKind.SAML),
                                ConnectionChanges.none().withProviderKey(new ProviderKey("another")),
                                ConnectionChanges.none().withDisplayName(Optional.of(new DisplayName("Acme"))),
                                ConnectionChanges.none().withGroupsClaim(new GroupsClaim("roles")),
                                ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(8))),
                                ConnectionChanges.none().withDefaultRole(Optional.empty()),
                                ConnectionChanges.none().withEnabled(false))
                        .map(changes -> changes.appliedTo(fulfilling, Samples.NOW)))
                .noneMatch(command::isFulfilledBy);
        assertThat(command.isFulfilledBy(ConnectionChanges.none()
                        .withDefaultRole(Optional.of(new RoleId(7)))
                        .appliedTo(Samples.connection("globex", "okta", "acme-okta"), Samples.NOW)))
                .as("of another organisation")
                .isFalse();
        assertThat(command.withId(new ConnectionId("Okta")).isFulfilledBy(fulfilling))
                .as("with another id")
                .isFalse();
    }
}
