package io.rolemap.application.mapping;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingQuery;

final class ListGroupRoleMappingsService implements ListGroupRoleMappings {

    private final GroupRoleMappingRepository mappings;
    private final Authorizer authorizer;

    ListGroupRoleMappingsService(GroupRoleMappingRepository mappings, Authorizer authorizer) {
        this.mappings = mappings;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, MappingQuery query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        return mappings.list(query).<Result>map(Found::new).orElseGet(ConnectionNotFound::new);
    }
}
