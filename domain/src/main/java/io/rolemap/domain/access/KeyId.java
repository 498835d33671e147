package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * The public part of an API key, by which it is found, listed and revoked. Compared character by character. Immutable.
 *
 * @param value 1 to 128 unreserved URI characters (RFC 3986, section 2.3), see {@link Require#id}; those of issued keys
 *     are 16 ASCII letters and digits
 */
public record KeyId(String value) {

    /**
     * Takes the value as it is.
     *
     * @param value 1 to 128 unreserved URI characters, not {@code .} or {@code ..}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public KeyId {
        Require.id("API key id", value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
