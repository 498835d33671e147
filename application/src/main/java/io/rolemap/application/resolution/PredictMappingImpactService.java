package io.rolemap.application.resolution;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.RoleResolver;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class PredictMappingImpactService implements PredictMappingImpact {

    private final Lookups lookups;
    private final Authorizer authorizer;

    PredictMappingImpactService(Lookups lookups, Authorizer authorizer) {
        this.lookups = lookups;
        this.authorizer = authorizer;
    }

    @Override
    public Result predict(Actor actor, Query query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.ROLES_RESOLVE))
                || !authorizer.permits(actor, Action.on(query.org(), Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        List<Person> people = query.people().people();
        return lookups.stored(
                        query.org(),
                        new ConnectionReference.ById(query.connection()),
                        people.stream().map(Person::groups).toList(),
                        false)
                .<Result>map(grounds -> predicted(query, grounds))
                .orElseGet(ConnectionNotFound::new);
    }

    private static Predicted predicted(Query query, Grounds grounds) {
        List<GroupMapping> wanted =
                query.wanted().mappings().stream().map(GroupMapping::of).toList();
        List<Outcome> now = grounds.outcomes(false);
        List<Outcome> then = grounds.outcomesBy(RoleResolver.of(grounds.connection(), wanted));
        List<Change> changes = new ArrayList<>();
        List<Undecided> undecided = new ArrayList<>();
        int unchanged = 0;
        for (int index = 0; index < now.size(); index++) {
            PersonId person = query.people().people().get(index).id();
            Optional<List<RoleId>> before = roles(now.get(index));
            Optional<List<RoleId>> after = roles(then.get(index));
            if (before.isEmpty() || after.isEmpty()) {
                undecided.add(new Undecided(person, now.get(index)));
            } else if (before.equals(after)) {
                unchanged++;
            } else {
                changes.add(new Change(person, without(before.get(), after.get()), without(after.get(), before.get())));
            }
        }
        return new Predicted(changes, undecided, unchanged, grounds.connection().enabled());
    }

    /** Empty where the groups can't be told. */
    private static Optional<List<RoleId>> roles(Outcome outcome) {
        return outcome.fold(
                resolved -> Optional.of(resolved.resolution().roles()),
                overage -> Optional.empty(),
                unusable -> Optional.empty());
    }

    private static List<RoleId> without(List<RoleId> removed, List<RoleId> roles) {
        Set<RoleId> others = new HashSet<>(removed);
        return roles.stream().filter(role -> !others.contains(role)).toList();
    }
}
