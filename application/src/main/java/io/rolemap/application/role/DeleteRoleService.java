package io.rolemap.application.role;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;

final class DeleteRoleService implements DeleteRole {

    private final RoleRepository roles;
    private final Transactions transactions;
    private final Authorizer authorizer;

    DeleteRoleService(RoleRepository roles, Transactions transactions, Authorizer authorizer) {
        this.roles = roles;
        this.transactions = transactions;
        this.authorizer = authorizer;
    }

    @Override
    public Result delete(Actor actor, OrgId org, RoleId id) {
        if (!authorizer.permits(actor, Action.on(org, Permission.ROLES_WRITE))) {
            return new NotPermitted();
        }
        RoleRepository.Deletion deletion = transactions.inTransaction(() -> roles.delete(org, id));
        return deletion.fold(
                deleted -> new Deleted(), noSuchRole -> new RoleNotFound(), inUse -> new RoleInUse(inUse.uses()));
    }
}
