package io.rolemap.application.mapping;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.shared.OrgId;

final class GetMappingSetVersionService implements GetMappingSetVersion {

    private final GroupRoleMappingRepository mappings;
    private final Authorizer authorizer;

    GetMappingSetVersionService(GroupRoleMappingRepository mappings, Authorizer authorizer) {
        this.mappings = mappings;
        this.authorizer = authorizer;
    }

    @Override
    public Result version(Actor actor, OrgId org, ConnectionId connection) {
        if (!authorizer.permits(actor, Action.on(org, Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        MappingSetVersion.Accumulator accumulator = new MappingSetVersion.Accumulator();
        return WholeSets.read(mappings, org, connection, accumulator::add)
                ? new Found(accumulator.version())
                : new ConnectionNotFound();
    }
}
