package io.rolemap.adapters.http.shared.json;

import io.rolemap.adapters.http.shared.json.JsonValue.JsonLiteral;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonNumber;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonString;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;

/**
 * What JSON values mean to this API. No type is ever taken for another. All methods throw {@link InvalidValueException}
 * when the value means nothing.
 */
public final class Values {

    private Values() {}

    /** A string. */
    public static String string(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw new InvalidValueException("value", "must be a string");
    }

    /** {@code true} or {@code false}. */
    public static boolean bool(JsonValue value) {
        if (value == JsonLiteral.TRUE || value == JsonLiteral.FALSE) {
            return value == JsonLiteral.TRUE;
        }
        throw new InvalidValueException("value", "must be true or false");
    }

    /** A 64-bit integer: a JSON number in any spelling, as long as its value is exactly one. */
    public static long integer(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return ExactInteger.parse("value", number.text())
                    .orElseThrow(() -> new InvalidValueException(
                            "value", "must be between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE));
        }
        throw new InvalidValueException("value", "must be an integer");
    }

    /** A role: a 64-bit integer as a JSON number, or a string that holds its canonical decimal form. */
    public static RoleId roleId(JsonValue value) {
        if (value instanceof JsonString string) {
            return RoleId.parse(string.value());
        }
        if (value instanceof JsonNumber number) {
            return new RoleId(ExactInteger.parse("role id", number.text()).orElseThrow(RoleId::outOfRange));
        }
        throw new InvalidValueException("role id", "must be an integer or a string that holds one");
    }
}
