package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is stored of an API key: everything but the key itself.
 *
 * @param id the public part of the key
 * @param org the one organisation the key is for
 * @param name what people call it
 * @param permissions what it allows in that organisation; may be empty
 * @param digest by which a presented key is recognised
 * @param createdAt in whole milliseconds
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

    /** Copies the permissions. */
    public ApiKey {
        permissions = Set.copyOf(permissions);
    }

    /** Enough of the key to recognise it in a list, and nothing secret. */
    public String hint() {
        return ApiKeySecret.hintFor(id);
    }

    /** Whether the key is no longer accepted at {@code moment}. */
    public boolean isExpiredAt(Instant moment) {
        return expiresAt.map(expiry -> !moment.isBefore(expiry)).orElse(false);
    }

    /** Whoever presents this key. */
    public Actor holder() {
        return new Actor("key:" + id, Grants.in(org, permissions));
    }
}
