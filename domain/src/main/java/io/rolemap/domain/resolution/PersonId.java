package io.rolemap.domain.resolution;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * By what a caller tells one person from another in a list; Rolemap only gives it back and keeps it nowhere. Immutable.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points of any kind but NUL (U+0000) and unpaired surrogates
 */
public record PersonId(String value) {

    /** The longest id, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /**
     * Takes the value as it is.
     *
     * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, see {@link Require#text}
     * @throws InvalidValueException when {@code value} breaks the rule
     */
    public PersonId {
        Require.text("person id", value, MAX_CODE_POINTS);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
