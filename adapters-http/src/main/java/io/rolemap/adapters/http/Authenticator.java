package io.rolemap.adapters.http;

import io.rolemap.domain.access.Actor;
import java.util.Optional;

/**
 * Finds out who sent a request. For services whose callers present something else than Rolemap's API keys. Safe for use
 * by many threads.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * The actor whose bearer token (RFC 6750) this is; empty for a token that is unknown, expired or revoked, which the
     * caller cannot tell apart.
     *
     * @param token what was sent: one or more visible ASCII characters
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the token cannot be looked up
     */
    Optional<Actor> authenticate(String token);
}
