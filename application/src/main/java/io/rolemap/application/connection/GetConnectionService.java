package io.rolemap.application.connection;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.shared.OrgId;

final class GetConnectionService implements GetConnection {

    private final ConnectionRepository connections;
    private final Authorizer authorizer;

    GetConnectionService(ConnectionRepository connections, Authorizer authorizer) {
        this.connections = connections;
        this.authorizer = authorizer;
    }

    @Override
    public Result get(Actor actor, OrgId org, ConnectionId id) {
        if (!authorizer.permits(actor, Action.on(org, Permission.CONNECTIONS_READ))) {
            return new NotPermitted();
        }
        return connections.find(org, id).<Result>map(Found::new).orElseGet(ConnectionNotFound::new);
    }
}
