package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;
import java.util.regex.Pattern;

/**
 * Where the groups of a person stand among the claims that the identity provider sends: the name of a top-level claim,
 * taken literally, or, when it begins with {@code /}, a JSON Pointer (RFC 6901).
 *
 * @param value 1 to {@value #MAX_CODE_POINTS} Unicode code points, no NUL, no unpaired surrogate; after a leading
 *     {@code /} every {@code ~} is followed by {@code 0} or {@code 1}
 */
public record GroupsClaim(String value) {

    /** The longest claim name or pointer, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 256;

    /** The claim that most identity providers use. */
    public static final GroupsClaim DEFAULT = new GroupsClaim("groups");

    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    /** @throws InvalidValueException when {@code value} breaks the rule */
    public GroupsClaim {
        Require.text("groups claim", value, MAX_CODE_POINTS);
        if (value.startsWith("/") && BAD_ESCAPE.matcher(value).find()) {
            throw new InvalidValueException(
                    "groups claim", "must be a JSON Pointer when it begins with '/': '~' only as '~0' or '~1'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
