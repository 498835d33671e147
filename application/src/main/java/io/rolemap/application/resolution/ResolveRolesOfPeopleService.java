package io.rolemap.application.resolution;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import java.util.List;
import java.util.stream.IntStream;

final class ResolveRolesOfPeopleService implements ResolveRolesOfPeople {

    private final Resolving resolving;
    private final Authorizer authorizer;

    ResolveRolesOfPeopleService(Resolving resolving, Authorizer authorizer) {
        this.resolving = resolving;
        this.authorizer = authorizer;
    }

    @Override
    public Result resolve(Actor actor, Query query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.ROLES_RESOLVE))) {
            return new NotPermitted();
        }
        List<Person> people = query.people().people();
        return resolving
                .outcomes(
                        query.org(),
                        query.connection(),
                        people.stream().map(Person::groups).toList(),
                        query.assumed(),
                        query.explained())
                .<Result>map(outcomes -> new Resolved(named(people, outcomes)))
                .orElseGet(ConnectionNotFound::new);
    }

    private static List<PersonOutcome> named(List<Person> people, List<Outcome> outcomes) {
        return IntStream.range(0, people.size())
                .mapToObj(index -> new PersonOutcome(people.get(index).id(), outcomes.get(index)))
                .toList();
    }
}
