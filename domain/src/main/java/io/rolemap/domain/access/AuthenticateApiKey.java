package io.rolemap.domain.access;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.Optional;

/**
 * In-port: finds out whose API key was presented. The one use case without an actor: it finds the actor for the others.
 * Safe for use by many threads.
 */
public interface AuthenticateApiKey {

    /**
     * Finds the holder of a key: the {@linkplain Actor#operator() operator} for the operator's key, the
     * {@linkplain ApiKey#holder() holder} of an issued one. Characters other than visible ASCII are in no key.
     *
     * @param presented whatever was sent in place of a key, such as the token of an {@code Authorization: Bearer} field
     *     (RFC 6750, section 2.1); may be any string
     * @return the actor whose key this is; empty for a key that is malformed, unknown, expired or revoked: the caller
     *     cannot tell which. A key that another replica revoked may be accepted for up to two seconds
     * @throws StorageUnavailableException when the key cannot be looked up
     */
    Optional<Actor> authenticate(String presented);
}
