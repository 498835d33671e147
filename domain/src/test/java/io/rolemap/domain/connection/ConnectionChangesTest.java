package io.rolemap.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionChangesTest {

    private static final Instant LATER = Samples.NOW.plusSeconds(60);
    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final ConnectionChanges EVERYTHING = ConnectionChanges.none()
            .withKind(ProviderKind.DIRECTORY)
            .withProviderKey(new ProviderKey("another-key"))
            .withDisplayName(Optional.of(new DisplayName("Acme")))
            .withGroupsClaim(new GroupsClaim("roles"))
            .withDefaultRole(Optional.of(new RoleId(7)))
            .withEnabled(false);

    @Test
    void everything_is_changed_but_what_names_the_connection_and_when_it_was_created() {
        assertThat(EVERYTHING.appliedTo(OKTA, LATER))
                .isEqualTo(new Connection(
                        OKTA.id(),
                        OKTA.org(),
                        ProviderKind.DIRECTORY,
                        new ProviderKey("another-key"),
                        Optional.of(new DisplayName("Acme")),
                        new GroupsClaim("roles"),
                        Optional.of(new RoleId(7)),
                        false,
                        OKTA.groupsObservedSince(),
                        OKTA.createdAt(),
                        LATER));
    }

    @Test
    void what_is_not_mentioned_stays() {
        Connection full = EVERYTHING.appliedTo(OKTA, LATER);

        assertThat(ConnectionChanges.none().withEnabled(true).appliedTo(full, LATER))
                .isEqualTo(new Connection(
                        full.id(),
                        full.org(),
                        full.kind(),
                        full.providerKey(),
                        full.displayName(),
                        full.groupsClaim(),
                        full.defaultRole(),
                        true,
                        full.groupsObservedSince(),
                        full.createdAt(),
                        LATER.plusMillis(1)));
    }

    @Test
    void a_name_and_a_default_role_can_be_cleared() {
        Connection cleared = ConnectionChanges.none()
                .withDisplayName(Optional.empty())
                .withDefaultRole(Optional.empty())
                .appliedTo(EVERYTHING.appliedTo(OKTA, LATER), LATER);

        assertThat(cleared.displayName()).isEmpty();
        assertThat(cleared.defaultRole()).isEmpty();
    }

    @Test
    void changes_that_make_no_difference_leave_the_very_same_connection() {
        Connection changed = EVERYTHING.appliedTo(OKTA, LATER);

        assertThat(EVERYTHING.appliedTo(changed, LATER.plusSeconds(60))).isSameAs(changed);
        assertThat(ConnectionChanges.none().appliedTo(OKTA, LATER)).isSameAs(OKTA);
    }

    @Test
    void an_update_is_always_later_than_the_one_before() {
        for (Instant now : List.of(Samples.NOW, Samples.NOW.minusSeconds(60))) {
            assertThat(EVERYTHING.appliedTo(OKTA, now).updatedAt()).isEqualTo(Samples.NOW.plusMillis(1));
        }
    }

    @Test
    void a_role_is_granted_by_a_default_role_that_is_given_and_not_by_one_that_is_cleared() {
        assertThat(EVERYTHING.grantedRole()).contains(new RoleId(7));
        assertThat(EVERYTHING.withDefaultRole(Optional.empty()).grantedRole()).isEmpty();
        assertThat(ConnectionChanges.none().withEnabled(false).grantedRole()).isEmpty();
    }
}
