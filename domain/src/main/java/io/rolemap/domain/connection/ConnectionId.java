package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * Names a connection within its organisation. Two ids are the same only if their characters are. Immutable.
 *
 * @param value 1 to 128 unreserved URI characters (RFC 3986, section 2.3), see {@link Require#id}
 */
public record ConnectionId(String value) {

    /**
     * Takes the value as it is.
     *
     * @param value 1 to 128 unreserved URI characters, not {@code .} or {@code ..}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public ConnectionId {
        Require.id("connection id", value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
