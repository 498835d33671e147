package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;

/**
 * What an actor asks to do, for an {@link Authorizer} to decide on.
 *
 * @param org the organisation whose data it concerns
 * @param permission the permission it needs
 * @param grantedRole the role that members of a group would earn by it; empty for an action that grants none. Whoever
 *     may write mappings may be forbidden to hand out some roles by them: refuse those here
 */
public record Action(OrgId org, Permission permission, Optional<RoleId> grantedRole) {

    /** An action that grants no role. */
    public static Action on(OrgId org, Permission permission) {
        return new Action(org, permission, Optional.empty());
    }

    /** The same action, granting {@code role}. */
    public Action granting(RoleId role) {
        return new Action(org, permission, Optional.of(role));
    }
}
