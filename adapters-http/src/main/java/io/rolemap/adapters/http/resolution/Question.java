package io.rolemap.adapters.http.resolution;

import io.rolemap.adapters.http.mapping.WantedMappingsJson;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonArray;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonLiteral;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonObject;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonString;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.People;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose roles a body asks for: those of one person or of many.
 *
 * @param person where the groups of the one person are learned from; empty when there are many
 * @param people the many; empty when there is one
 * @param assumed the mappings under which it is asked; empty for those that there are
 */
record Question(Optional<GroupSource> person, Optional<AskedPeople> people, Optional<WantedMappings> assumed) {

    private static final String GROUPS = "groups";
    private static final String CLAIMS = "claims";
    private static final String PEOPLE = "people";

    /** What {@code members} ask; of no use unless {@link Members#check()} finds nothing wrong. */
    static Question read(Members members) {
        Optional<String> asked = members.exactlyOneOf(GROUPS, CLAIMS, PEOPLE);
        return new Question(
                asked.filter(name -> !name.equals(PEOPLE)).flatMap(name -> source(members, name)),
                asked.filter(PEOPLE::equals).flatMap(name -> people(members)),
                members.optionalObject("assume", WantedMappingsJson::read));
    }

    /**
     * The people of a body that has some.
     *
     * @return empty only when {@link Members#check()} will throw
     */
    static Optional<AskedPeople> people(Members members) {
        Map<PersonId, String> places = new HashMap<>();
        Map<PersonId, Problem> unreadable = new HashMap<>();
        List<Person> people = members.requiredObjects(PEOPLE, People.MAX_SIZE, entry -> {
            Optional<PersonId> id = entry.required("id", value -> new PersonId(Values.string(value)));
            id.map(named -> places.putIfAbsent(named, entry.pointer()))
                    .ifPresent(first -> entry.refuse("id", "repeats the id of " + first));
            Consumer<Problem> refused = problem -> id.ifPresent(named -> unreadable.put(named, problem));
            Optional<GroupSource> source = entry.exactlyOneOf(GROUPS, CLAIMS)
                    .flatMap(name -> name.equals(CLAIMS) ? source(entry, name) : groups(entry, refused));
            return id.flatMap(named -> source.map(groups -> new Person(named, groups)));
        });
        if (members.isEmptyArray(PEOPLE)) {
            members.refuse(PEOPLE, "must not be empty");
        }
        try {
            return Optional.of(new AskedPeople(new People(people), unreadable));
        } catch (InvalidValueException toldWhereItStands) {
            return Optional.empty();
        }
    }

    /** The groups of one of many; none where they can't be read, which keeps nobody else from an answer. */
    private static Optional<GroupSource> groups(Members entry, Consumer<Problem> refused) {
        var groups = entry.requiredItemsApart(GROUPS, GroupSource.MAX_GROUPS, WantedMappingsJson::group);
        if (groups.violations().isEmpty()) {
            return sentGroups(groups.items());
        }
        refused.accept(Problem.invalid(groups.violations()));
        return Optional.of(new SentGroups(Set.of()));
    }

    private static Optional<GroupSource> source(Members members, String name) {
        return name.equals(CLAIMS)
                ? members.required(CLAIMS, Question::claims)
                : sentGroups(members.requiredItems(GROUPS, GroupSource.MAX_GROUPS, WantedMappingsJson::group));
    }

    private static Optional<GroupSource> sentGroups(Set<ExternalGroup> groups) {
        return groups.size() > GroupSource.MAX_GROUPS ? Optional.empty() : Optional.of(new SentGroups(groups));
    }

    private static GroupSource claims(JsonValue value) {
        if (value instanceof JsonObject object) {
            return Claims.of(plain(object));
        }
        throw new InvalidValueException("claims", "must be a JSON object");
    }

    private static Map<String, @Nullable Object> plain(JsonObject object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> members.put(name, plain(member)));
        return members;
    }

    /** In Java's own types, as far as it matters to claims. A number is no group: how large it is nobody needs to know. */
    private static @Nullable Object plain(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonArray array) {
            return array.items().stream().map(Question::plain).toList();
        }
        if (value instanceof JsonObject object) {
            return plain(object);
        }
        if (value == JsonLiteral.NULL) {
            return null;
        }
        return value instanceof JsonLiteral ? (Object) (value == JsonLiteral.TRUE) : value;
    }
}
