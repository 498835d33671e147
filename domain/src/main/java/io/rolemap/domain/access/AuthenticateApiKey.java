package io.rolemap.domain.access;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.Optional;

/** In-port: finds out whose API key was presented. */
public interface AuthenticateApiKey {

    /**
     * The actor whose key this is. Empty for a key that is malformed, unknown, expired or revoked: the caller cannot
     * tell which.
     *
     * @param presented whatever was sent in place of a key; may be any string
     * @throws StorageUnavailableException when the key cannot be looked up
     */
    Optional<Actor> authenticate(String presented);
}
