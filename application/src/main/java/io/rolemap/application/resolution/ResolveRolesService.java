package io.rolemap.application.resolution;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.ResolveRoles;
import java.util.List;

final class ResolveRolesService implements ResolveRoles {

    private final Resolving resolving;
    private final Authorizer authorizer;

    ResolveRolesService(Resolving resolving, Authorizer authorizer) {
        this.resolving = resolving;
        this.authorizer = authorizer;
    }

    @Override
    public Result resolve(Actor actor, Query query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.ROLES_RESOLVE))) {
            return new NotPermitted();
        }
        return resolving
                .outcomes(query.org(), query.connection(), List.of(query.groups()), query.assumed(), query.explained())
                .map(outcomes -> result(outcomes.get(0)))
                .orElseGet(ConnectionNotFound::new);
    }

    private static Result result(Outcome outcome) {
        return outcome.fold(
                resolved -> new Resolved(resolved.resolution()),
                overage -> new GroupsOverage(overage.pointer()),
                unusable -> new UnusableClaims(unusable.pointer(), unusable.rule()));
    }
}
