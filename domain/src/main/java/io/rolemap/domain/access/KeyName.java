package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * What people call an API key. Several keys may have the same name. Kept code point for code point. Immutable.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, no NUL, no unpaired surrogate
 */
public record KeyName(String value) {

    /** The longest name, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /**
     * Takes the value as it is.
     *
     * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, see {@link Require#text}
     * @throws InvalidValueException when {@code value} breaks the rule
     */
    public KeyName {
        Require.text("API key name", value, MAX_CODE_POINTS);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
