package io.rolemap.domain.resolution;

import io.rolemap.domain.shared.InvalidValueException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * People whose roles are asked for at once. Immutable.
 *
 * @param people at least one and at most {@value #MAX_SIZE}, no id twice
 */
public record People(List<Person> people) {

    /** The most people that can be asked about at once. */
    public static final int MAX_SIZE = 1000;

    /**
     * Copies and checks the list.
     *
     * @param people at least one and at most {@value #MAX_SIZE}
     * @throws InvalidValueException when there are none or more, or two have the same id
     */
    public People {
        people = List.copyOf(people);
        if (people.isEmpty() || people.size() > MAX_SIZE) {
            throw new InvalidValueException("people", "must be 1 to " + MAX_SIZE);
        }
        Set<PersonId> ids = people.stream().map(Person::id).collect(Collectors.toSet());
        if (ids.size() < people.size()) {
            throw new InvalidValueException("people", "must not have the same id");
        }
    }
}
