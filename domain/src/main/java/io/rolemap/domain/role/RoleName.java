package io.rolemap.domain.role;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * What people call a role. Kept code point for code point, spaces at either end included. Several roles may have the
 * same. Immutable.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, no NUL, no unpaired surrogate
 */
public record RoleName(String value) {

    /** The longest name, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /**
     * Takes the value as it is.
     *
     * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, see {@link Require#text}
     * @throws InvalidValueException when {@code value} breaks the rule
     */
    public RoleName {
        Require.text("role name", value, MAX_CODE_POINTS);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
