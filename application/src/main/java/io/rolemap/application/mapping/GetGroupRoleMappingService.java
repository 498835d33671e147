package io.rolemap.application.mapping;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import java.util.Optional;

final class GetGroupRoleMappingService implements GetGroupRoleMapping {

    private final GroupRoleMappingRepository mappings;
    private final ConnectionRepository connections;
    private final Authorizer authorizer;

    GetGroupRoleMappingService(
            GroupRoleMappingRepository mappings, ConnectionRepository connections, Authorizer authorizer) {
        this.mappings = mappings;
        this.connections = connections;
        this.authorizer = authorizer;
    }

    @Override
    public Result get(Actor actor, OrgId org, ConnectionId connection, MappingId id) {
        if (!authorizer.permits(actor, Action.on(org, Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        Optional<GroupRoleMapping> mapping = mappings.find(org, connection, id);
        if (mapping.isPresent()) {
            return new Found(mapping.get());
        }
        return connections.find(org, connection).isPresent() ? new MappingNotFound() : new ConnectionNotFound();
    }
}
