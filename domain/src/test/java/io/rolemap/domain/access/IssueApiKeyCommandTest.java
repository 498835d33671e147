package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueApiKeyCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-03-01T12:00:00.000000001Z", "9999-12-31T23:59:59.999Z"})
    void an_expiry_lies_between_1970_and_9999(String expiry) {
        Instant moment = Instant.parse(expiry);

        assertThat(command(Optional.of(moment), Set.of()).expiresAt()).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59.999000001Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void any_other_expiry_is_refused(String expiry) {
        Optional<Instant> moment = Optional.of(Instant.parse(expiry));

        assertThatThrownBy(() -> command(moment, Set.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("expiry must be between the years 1970 and 9999");
    }

    @Test
    void no_expiry_stands_for_never() {
        assertThat(command(Optional.empty(), Set.of()).expiresAt()).isEmpty();
    }

    @Test
    void its_permissions_cannot_be_changed_after_they_were_authorised() {
        Set<Permission> permissions = EnumSet.of(Permission.MAPPINGS_READ);
        IssueApiKey.Command command = command(Optional.empty(), permissions);

        permissions.add(Permission.KEYS_WRITE);

        assertThat(command.permissions()).containsExactly(Permission.MAPPINGS_READ);
    }

    private static IssueApiKey.Command command(Optional<Instant> expiresAt, Set<Permission> permissions) {
        return new IssueApiKey.Command(new OrgId("acme"), new KeyName("provisioning"), permissions, expiresAt);
    }
}
