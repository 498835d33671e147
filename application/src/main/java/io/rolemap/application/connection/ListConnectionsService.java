package io.rolemap.application.connection;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.shared.OrgId;

final class ListConnectionsService implements ListConnections {

    private final ConnectionRepository connections;
    private final Authorizer authorizer;

    ListConnectionsService(ConnectionRepository connections, Authorizer authorizer) {
        this.connections = connections;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, OrgId org) {
        if (!authorizer.permits(actor, Action.on(org, Permission.CONNECTIONS_READ))) {
            return new NotPermitted();
        }
        return new Found(connections.list(org));
    }
}
