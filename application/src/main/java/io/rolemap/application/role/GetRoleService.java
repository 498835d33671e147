package io.rolemap.application.role;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;

final class GetRoleService implements GetRole {

    private final RoleRepository roles;
    private final Authorizer authorizer;

    GetRoleService(RoleRepository roles, Authorizer authorizer) {
        this.roles = roles;
        this.authorizer = authorizer;
    }

    @Override
    public Result get(Actor actor, OrgId org, RoleId id) {
        if (!authorizer.permits(actor, Action.on(org, Permission.ROLES_READ))) {
            return new NotPermitted();
        }
        return roles.find(org, id).<Result>map(Found::new).orElseGet(RoleNotFound::new);
    }
}
