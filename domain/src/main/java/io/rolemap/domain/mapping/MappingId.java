package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * Names a mapping within its connection.
 *
 * @param value 1 to 128 unreserved URI characters, see {@link Require#id}
 */
public record MappingId(String value) {

    /** @throws InvalidValueException when {@code value} is not an identifier */
    public MappingId {
        Require.id("mapping id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
