package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;

/**
 * A group as the identity provider names it, kept code point for code point: never trimmed, case-folded or normalised.
 * Two groups are the same only if their code points are the same. Whatever the provider sends will do: a distinguished
 * name (RFC 4514), a URI, the id of a SCIM group (RFC 7643, section 4.2), a word with spaces around it. Immutable.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points of any kind but NUL (U+0000) and unpaired surrogates
 */
public record ExternalGroup(String value) implements Comparable<ExternalGroup> {

    /** The longest group, in Unicode code points; up to four times as many bytes of UTF-8. */
    public static final int MAX_CODE_POINTS = 1024;

    /**
     * Takes the value as it is.
     *
     * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, see {@link Require#text}
     * @throws InvalidValueException when {@code value} breaks the rule
     */
    public ExternalGroup {
        Require.text("external group", value, MAX_CODE_POINTS);
    }

    /**
     * Compares as strings, see {@link String#compareTo}; consistent with {@code equals}. The order means nothing to people.
     *
     * @param other the group to compare with
     * @return a negative number, zero or a positive number when this group is before, the same as or after the other
     */
    @Override
    public int compareTo(ExternalGroup other) {
        return value.compareTo(other.value);
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
