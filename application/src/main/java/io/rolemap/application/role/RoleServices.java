package io.rolemap.application.role;

import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Immutable; safe for use by many threads as far as the ports are.
 */
public final class RoleServices {

    private final PutRole put;
    private final GetRole get;
    private final ListRoles list;
    private final DeleteRole delete;

    /**
     * Wires the services to their ports.
     *
     * @param roles where the catalogues are kept
     * @param transactions the boundary that {@code roles} joins
     * @param authorizer asked first by each of the services
     * @param clock tells the time of entries and renamings
     */
    public RoleServices(RoleRepository roles, Transactions transactions, Authorizer authorizer, InstantSource clock) {
        put = new PutRoleService(roles, transactions, authorizer, clock);
        get = new GetRoleService(roles, authorizer);
        list = new ListRolesService(roles, authorizer);
        delete = new DeleteRoleService(roles, transactions, authorizer);
    }

    /** {@return the use case that enters a role into the catalogue, or renames it} */
    public PutRole put() {
        return put;
    }

    /** {@return the use case that shows one role} */
    public GetRole get() {
        return get;
    }

    /** {@return the use case that shows the catalogue of an organisation} */
    public ListRoles list() {
        return list;
    }

    /** {@return the use case that takes a role out of the catalogue} */
    public DeleteRole delete() {
        return delete;
    }
}
