package io.rolemap.domain.shared;

import java.util.regex.Pattern;

/**
 * The role that a group earns, named by a number of the application that grants it. Rolemap gives it no meaning and
 * does not know whether there is such a role. Immutable.
 *
 * @param value any 64-bit signed integer, zero and negative ones included
 */
public record RoleId(long value) implements Comparable<RoleId> {

    private static final Pattern CANONICAL_DECIMAL = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /**
     * Reads the canonical decimal form: ASCII digits, no leading zero, no plus sign, no space; {@code -} for negative
     * numbers and never for zero. It is the inverse of {@link #toString()}.
     *
     * @param decimal any string
     * @return the role whose canonical form {@code decimal} is
     * @throws InvalidValueException when {@code decimal} is not that form or outside the 64-bit range
     */
    public static RoleId parse(String decimal) {
        try {
            RoleId parsed = new RoleId(Long.parseLong(decimal));
            if (parsed.toString().equals(decimal)) {
                return parsed;
            }
        } catch (NumberFormatException noneOrOutsideLong) {
            if (CANONICAL_DECIMAL.matcher(decimal).matches()) {
                throw outOfRange();
            }
        }
        throw new InvalidValueException("role id", "must be an integer in canonical decimal form, such as \"2227\"");
    }

    /**
     * {@return the exception for an integer that is no 64-bit signed one} For readers of formats that have larger
     * integers, such as JSON (RFC 8259, section 6).
     */
    public static InvalidValueException outOfRange() {
        return new InvalidValueException(
                "role id", "must be between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE + ", both included");
    }

    /**
     * Compares as numbers, negative ones first; consistent with {@code equals}.
     *
     * @param other the role to compare with
     * @return a negative number, zero or a positive number when this role's number is less, the same or greater
     */
    @Override
    public int compareTo(RoleId other) {
        return Long.compare(value, other.value);
    }

    /** {@return the canonical decimal form, which {@link #parse} reads} */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
