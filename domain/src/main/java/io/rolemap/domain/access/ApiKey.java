package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is stored of an API key: everything but the key itself. Immutable.
 *
 * @param id the public part of the key; unique among all organisations
 * @param org the one organisation the key is for
 * @param name what people call it; other keys may have the same name
 * @param permissions what it allows in that organisation; may be empty
 * @param digest by which a presented key is recognised
 * @param createdAt in whole milliseconds; what is finer would not survive being stored
 * @param expiresAt the first moment at which it is no longer accepted, in whole milliseconds; empty for never
 */
public record ApiKey(
        KeyId id,
        OrgId org,
        KeyName name,
        Set<Permission> permissions,
        KeyDigest digest,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    /**
     * Copies the permissions, and checks the moments.
     *
     * @param id the public part of the key
     * @param org the one organisation the key is for
     * @param name what people call it
     * @param permissions what it allows in that organisation; may be empty
     * @param digest by which a presented key is recognised
     * @param createdAt in whole milliseconds
     * @param expiresAt the first moment at which it is no longer accepted, in whole milliseconds; empty for never
     * @throws InvalidValueException when a moment is finer than a millisecond, or further away than a {@code long} of
     *     them reaches
     */
    public ApiKey {
        permissions = Set.copyOf(permissions);
        Require.moment("moment of creation", createdAt);
        expiresAt.ifPresent(expiry -> Require.moment("expiry", expiry));
    }

    /** {@return enough of the key to recognise it in a list, and nothing secret: its prefix and its public part} */
    public String hint() {
        return ApiKeySecret.hintFor(id);
    }

    /**
     * {@return whether the key is no longer accepted at {@code moment}} It is accepted until just before its expiry.
     *
     * @param moment when the key is presented
     */
    public boolean isExpiredAt(Instant moment) {
        return expiresAt.map(expiry -> !moment.isBefore(expiry)).orElse(false);
    }

    /**
     * {@return whoever presents this key: an actor named {@code key:<id>} that has its permissions in its organisation}
     */
    public Actor holder() {
        return new Actor("key:" + id, Grants.in(org, permissions));
    }
}
