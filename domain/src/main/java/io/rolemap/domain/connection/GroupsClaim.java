package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;
import java.util.regex.Pattern;

/**
 * Where the groups of a person stand among the claims that the identity provider sends (OpenID Connect Core 1.0,
 * section 2, for ID tokens): the name of a top-level claim, taken literally, or, when it begins with {@code /}, a JSON
 * Pointer (RFC 6901). {@code groups} names a claim, {@code /realm_access/groups} a member within one, and
 * {@code https://acme.example/groups} a claim too. Only the form is checked; whether there is such a claim nobody knows
 * here. Immutable.
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, no NUL, no unpaired surrogate; after a leading
 *     {@code /} every {@code ~} is followed by {@code 0} or {@code 1} (RFC 6901, section 3)
 */
public record GroupsClaim(String value) {

    /** The longest claim name or pointer, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /**
     * The claim {@code groups}, which most identity providers use; among the claims of access tokens it is the
     * registered one (RFC 9068, section 2.2.3.1, after the attribute of that name in SCIM, RFC 7643, section 4.1.2).
     */
    public static final GroupsClaim DEFAULT = new GroupsClaim("groups");

    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    /**
     * Takes the value as it is.
     *
     * @param value a claim's name, or a JSON Pointer that begins with {@code /}; up to {@value #MAX_CODE_POINTS} code
     *     points
     * @throws InvalidValueException when {@code value} breaks the rule
     */
    public GroupsClaim {
        Require.text("groups claim", value, MAX_CODE_POINTS);
        if (value.startsWith("/") && BAD_ESCAPE.matcher(value).find()) {
            throw new InvalidValueException(
                    "groups claim", "must be a JSON Pointer when it begins with '/': '~' only as '~0' or '~1'");
        }
    }

    /** {@return the value and nothing else} */
    @Override
    public String toString() {
        return value;
    }
}
