package io.rolemap.application.role;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.OrgId;

final class ListRolesService implements ListRoles {

    private final RoleRepository roles;
    private final Authorizer authorizer;

    ListRolesService(RoleRepository roles, Authorizer authorizer) {
        this.roles = roles;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, OrgId org) {
        if (!authorizer.permits(actor, Action.on(org, Permission.ROLES_READ))) {
            return new NotPermitted();
        }
        return new Found(roles.list(org));
    }
}
