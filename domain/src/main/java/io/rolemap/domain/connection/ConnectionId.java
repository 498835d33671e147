package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * Names a connection within its organisation. Two ids are the same only if their characters are.
 *
 * @param value 1 to 128 unreserved URI characters, see {@link Require#id}
 */
public record ConnectionId(String value) {

    /** @throws InvalidValueException when {@code value} is not an identifier */
    public ConnectionId {
        Require.id("connection id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
