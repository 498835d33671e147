package io.rolemap.adapters.http.resolution;

import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.domain.resolution.People;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people that a body asks about. Those whose groups can't be read are among them as people without any, so that whoever
 * asks is treated the same whoever is asked about; what is said of them then is not for the answer.
 *
 * @param people all of them
 * @param unreadable what is wrong with groups that can't be read, by whose they are
 */
record AskedPeople(People people, Map<PersonId, Problem> unreadable) {

    AskedPeople {
        unreadable = Map.copyOf(unreadable);
    }

    List<PersonId> ids() {
        return people.people().stream().map(Person::id).toList();
    }

    /** What is wrong with somebody's groups; empty when they can be read. */
    Optional<Problem> problemOf(PersonId person) {
        return Optional.ofNullable(unreadable.get(person));
    }
}
