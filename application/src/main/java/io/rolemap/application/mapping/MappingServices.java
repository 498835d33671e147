package io.rolemap.application.mapping;

import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Immutable; safe for use by many threads as far as the ports are.
 */
public final class MappingServices {

    private final CreateGroupRoleMapping create;
    private final GetGroupRoleMapping get;
    private final ListGroupRoleMappings list;

    /**
     * Wires the services to their ports.
     *
     * @param mappings where mappings are kept
     * @param connections tells a mapping that is not there from a connection that is not
     * @param transactions the boundary that {@code mappings} joins
     * @param authorizer asked first by each of the services
     * @param ids makes the ids of mappings
     * @param clock tells the time of creation
     */
    public MappingServices(
            GroupRoleMappingRepository mappings,
            ConnectionRepository connections,
            Transactions transactions,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        create = new CreateGroupRoleMappingService(mappings, transactions, authorizer, ids, clock);
        get = new GetGroupRoleMappingService(mappings, connections, authorizer);
        list = new ListGroupRoleMappingsService(mappings, authorizer);
    }

    /** {@return the use case that maps a group to a role} */
    public CreateGroupRoleMapping create() {
        return create;
    }

    /** {@return the use case that shows one mapping} */
    public GetGroupRoleMapping get() {
        return get;
    }

    /** {@return the use case that shows the mappings of a connection} */
    public ListGroupRoleMappings list() {
        return list;
    }
}
