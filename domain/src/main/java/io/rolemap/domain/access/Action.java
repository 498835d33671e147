package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;

/**
 * What an actor asks to do, for an {@link Authorizer} to decide on. Immutable.
 *
 * @param org the organisation whose data it concerns; nobody has checked whether anything belongs to it
 * @param permission the permission it needs
 * @param grantedRole the role that somebody would earn by it: members of a group by a mapping, or those without a
 *     mapped group by the default role of a connection; empty for an action that grants none. Whoever may write
 *     mappings may be forbidden to hand out some roles by them: refuse those here
 */
public record Action(OrgId org, Permission permission, Optional<RoleId> grantedRole) {

    /**
     * {@return an action that grants no role}
     *
     * @param org the organisation whose data it concerns
     * @param permission the permission it needs
     */
    public static Action on(OrgId org, Permission permission) {
        return new Action(org, permission, Optional.empty());
    }

    /**
     * {@return the same action, granting {@code role}} A role it granted before is replaced.
     *
     * @param role the role that somebody would earn by it
     */
    public Action granting(RoleId role) {
        return new Action(org, permission, Optional.of(role));
    }
}
