package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import java.util.regex.Pattern;

/**
 * The name of a connection that no other connection of any organisation has: short, fit for a URI or a host name's
 * label by its characters. Immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters: lowercase ASCII letters, digits, hyphens, in any order
 */
public record ProviderKey(String value) {

    /** The longest provider key, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9-]{1," + MAX_LENGTH + "}");

    /**
     * Takes the value as it is; upper case is refused, not lowered.
     *
     * @param value 1 to {@value #MAX_LENGTH} lowercase ASCII letters, digits and hyphens
     * @throws InvalidValueException when {@code value} has other characters or another length
     */
    public ProviderKey {
        if (!FORMAT.matcher(value).matches()) {
            throw new InvalidValueException(
                    "provider key", "must be 1 to " + MAX_LENGTH + " lowercase ASCII letters, digits and hyphens");
        }
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
