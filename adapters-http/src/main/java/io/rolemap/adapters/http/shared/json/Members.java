package io.rolemap.adapters.http.shared.json;

import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonArray;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonLiteral;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonObject;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The members of a request body. Members nobody asks for are ignored. What is wrong with the others is collected, so
 * that a client hears of all of it at once: read every member first, then {@link #check()}, then use the values. For one
 * thread.
 */
public final class Members {

    private final JsonObject body;
    private final String pointer;
    private final Violations violations;

    private Members(JsonObject body, String pointer, Violations violations) {
        this.body = body;
        this.pointer = pointer;
        this.violations = violations;
    }

    /**
     * The members of {@code body}.
     *
     * @throws InvalidBodyException when it is no object
     */
    public static Members of(JsonValue body) {
        if (body instanceof JsonObject object) {
            return new Members(object, "", new Violations());
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
            return violated(at(name), "is required");
        }
        return read(at(name), value, reader);
    }

    /** A member that may be missing, but not {@code null}. */
    public <T> Optional<T> optional(String name, Function<JsonValue, T> reader) {
        return Optional.ofNullable(body.members().get(name)).flatMap(value -> read(at(name), value, reader));
    }

    /** A member that may be missing, or {@code null} to the same effect. */
    public <T> Optional<T> nullable(String name, Function<JsonValue, T> reader) {
        return body.members().get(name) == JsonLiteral.NULL ? Optional.empty() : optional(name, reader);
    }

    /**
     * A member that changes something when it is there, and takes it away when it is {@code null}.
     *
     * @return empty when it is missing (or invalid); an empty value when it is {@code null}
     */
    public <T> Optional<Optional<T>> clearable(String name, Function<JsonValue, T> reader) {
        return optional(name, orNull(reader));
    }

    /**
     * A member that must be there, and may be {@code null}.
     *
     * @return an empty value when it is {@code null}; empty when it is missing or invalid, in which case {@link #check()}
     *     will throw
     */
    public <T> Optional<Optional<T>> requiredNullable(String name, Function<JsonValue, T> reader) {
        return required(name, orNull(reader));
    }

    /**
     * An array of objects that must be there. What is wrong with each of them is collected, too, under its place in the
     * body; its members need not be checked one by one.
     *
     * @param most how many objects there may be; of more, none is read
     * @param reader makes a value of the members of one object; empty when it can't, for which it must have found something
     *     wrong
     * @return in the order of the array. When {@link #check()} doesn't throw, one for each of its objects
     */
    public <T> List<T> requiredObjects(String name, int most, Function<Members, Optional<T>> reader) {
        List<T> read = new ArrayList<>();
        JsonArray array = required(name, Members::array).orElse(new JsonArray(List.of()));
        int size = array.items().size();
        if (size > most) {
            refuse(name, "must not have more than " + most + " items");
            return read;
        }
        // Whoever sends many at once wants to hear of all that has to be changed in one go.
        violations.allowFor(size);
        for (int i = 0; i < size; i++) {
            String place = at(name) + "/" + i;
            if (array.items().get(i) instanceof JsonObject object) {
                reader.apply(new Members(object, place, violations)).ifPresent(read::add);
            } else {
                violated(place, "must be a JSON object");
            }
        }
        return read;
    }

    /**
     * An array that must be there; equal items count once.
     *
     * @param most how many different items there may be
     * @param reader makes the value of one item, or throws {@link InvalidValueException}
     */
    public <T> Set<T> requiredItems(String name, int most, Function<JsonValue, T> reader) {
        return items(required(name, Members::array), name, most, reader);
    }

    /**
     * An array that must be there, as for {@link #requiredItems}; but what is wrong with its items, or with how many they are,
     * is for the caller to tell, and {@link #check()} throws for none of it.
     *
     * @param most how many different items there may be
     * @param reader makes the value of one item, or throws {@link InvalidValueException}
     */
    public <T> ItemsApart<T> requiredItemsApart(String name, int most, Function<JsonValue, T> reader) {
        Optional<JsonArray> array = required(name, Members::array);
        Members apart = new Members(body, pointer, new Violations());
        Set<T> items = apart.items(array, name, most, reader);
        return new ItemsApart<>(items, apart.violations.all);
    }

    /**
     * The items of an array, and what is wrong with the others.
     *
     * @param items those that could be read
     * @param violations what is wrong; if that is much, the first of it
     */
    public record ItemsApart<T>(Set<T> items, List<Violation> violations) {}

    private <T> Set<T> items(Optional<JsonArray> array, String name, int most, Function<JsonValue, T> reader) {
        Set<T> items = new HashSet<>();
        List<JsonValue> values = array.map(JsonArray::items).orElse(List.of());
        for (int i = 0; i < values.size(); i++) {
            read(at(name) + "/" + i, values.get(i), reader).ifPresent(items::add);
        }
        if (items.size() > most) {
            refuse(name, "must not have more than " + most + " different items");
        }
        return items;
    }

    /**
     * An object that may be missing. What is wrong with its members is collected, too; they need not be checked by
     * themselves.
     *
     * @param reader makes a value of its members; empty when it can't, for which it must have found something wrong
     */
    public <T> Optional<T> optionalObject(String name, Function<Members, Optional<T>> reader) {
        return optional(name, Members::object)
                .flatMap(object -> reader.apply(new Members(object, at(name), violations)));
    }

    /** Whether a member is an array without items. */
    public boolean isEmptyArray(String name) {
        return body.members().get(name) instanceof JsonArray array
                && array.items().isEmpty();
    }

    /**
     * The one of several members that is there.
     *
     * @return empty when there is none of them, or more than one, in which case {@link #check()} will throw
     */
    public Optional<String> exactlyOneOf(String... names) {
        List<String> there =
                Stream.of(names).filter(body.members()::containsKey).toList();
        return there.size() == 1
                ? Optional.of(there.get(0))
                : violated(
                        pointer, "must have one of the members " + String.join(", ", names) + ", and no two of them");
    }

    /** Where these members are in the body, as a JSON Pointer (RFC 6901); empty for those of the body itself. */
    public String pointer() {
        return pointer;
    }

    /**
     * Finds something wrong with a member that is sound by itself.
     *
     * @param rule the rule that is broken, as the rest of a sentence that begins with the value; never shows the value
     */
    public void refuse(String name, String rule) {
        violated(at(name), rule);
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
            read(at(name) + "/" + i, array.items().get(i), value -> {
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
        if (!violations.all.isEmpty()) {
            throw new InvalidBodyException(violations.all);
        }
    }

    private <T> Optional<T> read(String place, JsonValue value, Function<JsonValue, T> reader) {
        try {
            return Optional.of(reader.apply(value));
        } catch (InvalidValueException invalid) {
            return violated(place, invalid.rule());
        }
    }

    private <T> Optional<T> violated(String place, String rule) {
        violations.add(new Violation(place, rule));
        return Optional.empty();
    }

    /** Names are known ones, which have no character that a pointer would have to escape. */
    private String at(String name) {
        return pointer + "/" + name;
    }

    private static <T> Function<JsonValue, Optional<T>> orNull(Function<JsonValue, T> reader) {
        return value -> value == JsonLiteral.NULL ? Optional.empty() : Optional.of(reader.apply(value));
    }

    private static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new InvalidValueException("value", "must be a JSON object");
    }

    private static JsonArray array(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new InvalidValueException("value", "must be an array");
    }

    /** What was found, in the whole body. */
    private static final class Violations {

        /** More than anybody wants to read at once, if they are not of as many objects. */
        private static final int USUALLY_MOST = 100;

        private static final int MOST_OF_AN_OBJECT = 3;

        private final List<Violation> all = new ArrayList<>();
        private int most = USUALLY_MOST;

        void allowFor(int objects) {
            most += objects * MOST_OF_AN_OBJECT;
        }

        void add(Violation violation) {
            if (all.size() < most) {
                all.add(violation);
            }
        }
    }
}
