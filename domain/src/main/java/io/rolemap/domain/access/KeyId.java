package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * The public part of an API key, by which it is found, listed and revoked.
 *
 * @param value 1 to 128 unreserved URI characters, see {@link Require#id}
 */
public record KeyId(String value) {

    /** @throws InvalidValueException when {@code value} is not an identifier */
    public KeyId {
        Require.id("API key id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
