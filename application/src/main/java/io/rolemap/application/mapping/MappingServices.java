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

/** This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. */
public final class MappingServices {

    private final CreateGroupRoleMapping create;
    private final GetGroupRoleMapping get;
    private final ListGroupRoleMappings list;

    /** Wires the services to their ports. */
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

    /** Maps a group to a role. */
    public CreateGroupRoleMapping create() {
        return create;
    }

    /** Shows one mapping. */
    public GetGroupRoleMapping get() {
        return get;
    }

    /** Shows the mappings of a connection. */
    public ListGroupRoleMappings list() {
        return list;
    }
}
