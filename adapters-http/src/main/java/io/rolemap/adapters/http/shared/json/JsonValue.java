package io.rolemap.adapters.http.shared.json;

import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259) as it was written: numbers stay text, so that none is ever rounded. Immutable. */
public sealed interface JsonValue {

    /**
     * An object.
     *
     * @param members by name, in the order in which they were written
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {}

    /**
     * An array.
     *
     * @param items in order
     */
    record JsonArray(List<JsonValue> items) implements JsonValue {}

    /**
     * A string.
     *
     * @param value unescaped; may contain unpaired surrogates, which JSON can spell ({@code "\\ud800"})
     */
    record JsonString(String value) implements JsonValue {}

    /**
     * A number.
     *
     * @param text as it was written
     */
    record JsonNumber(String text) implements JsonValue {}

    /** The three names. */
    enum JsonLiteral implements JsonValue {
        /** {@code true} */
        TRUE,
        /** {@code false} */
        FALSE,
        /** {@code null} */
        NULL
    }
}
