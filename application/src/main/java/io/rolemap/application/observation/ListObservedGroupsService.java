package io.rolemap.application.observation;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;

final class ListObservedGroupsService implements ListObservedGroups {

    private final ObservedGroupRepository observed;
    private final ConnectionRepository connections;
    private final Authorizer authorizer;

    ListObservedGroupsService(
            ObservedGroupRepository observed, ConnectionRepository connections, Authorizer authorizer) {
        this.observed = observed;
        this.connections = connections;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, ObservedGroupQuery query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        return connections
                .find(query.org(), query.connection())
                .<Result>map(connection -> new Found(observed.list(query), connection.groupsObservedSince()))
                .orElseGet(ConnectionNotFound::new);
    }
}
