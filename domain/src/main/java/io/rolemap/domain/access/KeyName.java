package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * What people call an API key. Several keys may have the same name.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, no NUL, no unpaired surrogate
 */
public record KeyName(String value) {

    /** The longest name, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /** @throws InvalidValueException when {@code value} breaks the rule */
    public KeyName {
        Require.text("API key name", value, MAX_CODE_POINTS);
    }

    @Override
    public String toString() {
        return value;
    }
}
