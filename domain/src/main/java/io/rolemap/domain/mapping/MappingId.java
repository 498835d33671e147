package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * Names a mapping within its connection. Compared character by character. Immutable.
 *
 * @param value 1 to 128 unreserved URI characters (RFC 3986, section 2.3), see {@link Require#id}
 */
public record MappingId(String value) {

    /**
     * Takes the value as it is.
     *
     * @param value 1 to 128 unreserved URI characters, not {@code .} or {@code ..}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public MappingId {
        Require.id("mapping id", value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
