package io.rolemap.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.CreateConnection.Command;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;
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
                        true));
    }
}
