package io.rolemap.adapters.http.shared.json;

import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonArray;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonLiteral;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonObject;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of a request body. Members nobody asks for are ignored. What is wrong with the others is collected, so
 * that a client hears of all of it at once: read every member first, then {@link #check()}, then use the values. For one
 * thread.
 */
public final class Members {

    /** More than anybody wants to read at once; a large body can break more rules than its answer could hold. */
    private static final int MOST_VIOLATIONS = 100;

    private final JsonObject body;
    private final List<Violation> violations = new ArrayList<>();

    private Members(JsonObject body) {
        this.body = body;
    }

    /**
     * The members of {@code body}.
     *
     * @throws InvalidBodyException when it is no object
     */
    public static Members of(JsonValue body) {
        if (body instanceof JsonObject object) {
            return new Members(object);
        }
        throw new InvalidBodyException(List.of(new Violation("", "must be a JSON object")));
    }

    /**
     * A member that must be there.
     *
     * @param reader makes the value, or throws {@link InvalidValueException}
     * @return empty when it is missing or invalid, in which case {@link #check()} will throw
     */
    public <T> Optional<T> required(String name, Function<JsonValue, T> reader) {
        JsonValue value = body.members().get(name);
        if (value == null) {
            return violated("/" + name, "is required");
        }
        return read("/" + name, value, reader);
    }

    /** A member that may be missing, but not {@code null}. */
    public <T> Optional<T> optional(String name, Function<JsonValue, T> reader) {
        return Optional.ofNullable(body.members().get(name)).flatMap(value -> read("/" + name, value, reader));
    }

    /** A member that may be missing, or {@code null} to the same effect. */
    public <T> Optional<T> nullable(String name, Function<JsonValue, T> reader) {
        return body.members().get(name) == JsonLiteral.NULL ? Optional.empty() : optional(name, reader);
    }

    /**
     * An array that must be there, without equal items.
     *
     * @param reader makes the value of one item, or throws {@link InvalidValueException}
     */
    public <T> Set<T> requiredDistinctItems(String name, Function<JsonValue, T> reader) {
        Set<T> items = new LinkedHashSet<>();
        JsonArray array = required(name, Members::array).orElse(new JsonArray(List.of()));
        for (int i = 0; i < array.items().size(); i++) {
            read("/" + name + "/" + i, array.items().get(i), value -> {
                        T item = reader.apply(value);
                        if (items.contains(item)) {
                            throw new InvalidValueException("item", "must not repeat an earlier item");
                        }
                        return item;
                    })
                    .ifPresent(items::add);
        }
        return items;
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidBodyException when anything was wrong with the members read so far
     */
    public void check() {
        if (!violations.isEmpty()) {
            throw new InvalidBodyException(violations);
        }
    }

    private <T> Optional<T> read(String pointer, JsonValue value, Function<JsonValue, T> reader) {
        try {
            return Optional.of(reader.apply(value));
        } catch (InvalidValueException invalid) {
            return violated(pointer, invalid.rule());
        }
    }

    private <T> Optional<T> violated(String pointer, String rule) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(pointer, rule));
        }
        return Optional.empty();
    }

    private static JsonArray array(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new InvalidValueException("value", "must be an array");
    }
}
