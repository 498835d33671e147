package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrgId ACME = new OrgId("acme");

    @Test
    void is_expired_from_the_moment_of_its_expiry_on() {
        Instant expiry = Instant.parse("2026-04-01T00:00:00Z");
        ApiKey key = key(Optional.of(expiry), Set.of());

        assertThat(key.isExpiredAt(CREATED)).isFalse();
        assertThat(key.isExpiredAt(expiry.minusNanos(1))).isFalse();
        assertThat(key.isExpiredAt(expiry)).isTrue();
        assertThat(key.isExpiredAt(expiry.plusNanos(1))).isTrue();
    }

    @Test
    void never_expires_without_an_expiry() {
        assertThat(key(Optional.empty(), Set.of()).isExpiredAt(Instant.MAX)).isFalse();
    }

    @Test
    void its_holder_may_do_what_it_allows_in_its_organisation_and_no_more() {
        Actor holder = key(Optional.empty(), Set.of(Permission.MAPPINGS_READ)).holder();

        assertThat(holder.id()).isEqualTo("key:k1");
        assertThat(holder.grants()).isEqualTo(Grants.in(ACME, Set.of(Permission.MAPPINGS_READ)));
    }

    @Test
    void its_hint_shows_the_public_part_only() {
        assertThat(key(Optional.empty(), Set.of()).hint()).isEqualTo("rolemap_k1_…");
    }

    @Test
    void its_text_form_shows_nothing_of_the_digest() {
        assertThat(key(Optional.empty(), Set.of()).toString())
                .contains("digest=KeyDigest,")
                .doesNotContain("credential");
    }

    @Test
    void its_permissions_cannot_be_changed_from_outside() {
        Set<Permission> permissions = EnumSet.of(Permission.MAPPINGS_READ);
        ApiKey key = key(Optional.empty(), permissions);

        permissions.add(Permission.KEYS_WRITE);

        assertThat(key.permissions()).containsExactly(Permission.MAPPINGS_READ);
        assertThatThrownBy(() -> key.permissions().add(Permission.KEYS_WRITE))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static ApiKey key(Optional<Instant> expiresAt, Set<Permission> permissions) {
        return new ApiKey(
                new KeyId("k1"),
                ACME,
                new KeyName("provisioning"),
                permissions,
                KeyDigest.of("credential"),
                CREATED,
                expiresAt);
    }
}
