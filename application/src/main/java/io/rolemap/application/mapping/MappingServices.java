package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.ListMappingFindings;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
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
    private final ListMappingFindings findings;
    private final UpdateGroupRoleMapping update;
    private final DeleteGroupRoleMapping delete;
    private final GetMappingSetVersion version;
    private final PlanGroupRoleMappings plan;
    private final ReplaceGroupRoleMappings replace;

    /**
     * Wires the services to their ports.
     *
     * @param mappings where mappings are kept
     * @param connections tells a mapping that is not there from a connection that is not, and since when groups are observed
     * @param observing whether observed groups are kept beside the mappings
     * @param transactions the boundary that {@code mappings} joins
     * @param roles what the embedding service knows about roles
     * @param authorizer asked first by each of the services
     * @param ids makes the ids of mappings
     * @param clock tells the time of creations and updates
     */
    public MappingServices(
            GroupRoleMappingRepository mappings,
            ConnectionRepository connections,
            boolean observing,
            Transactions transactions,
            KnownRoles roles,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        MappingWrites writes = new MappingWrites(transactions, roles);
        create = new CreateGroupRoleMappingService(mappings, writes, authorizer, ids, clock);
        get = new GetGroupRoleMappingService(mappings, connections, authorizer);
        list = new ListGroupRoleMappingsService(mappings, connections, observing, authorizer, clock);
        findings = new ListMappingFindingsService(mappings, roles, authorizer);
        update = new UpdateGroupRoleMappingService(mappings, connections, writes, authorizer, clock);
        delete = new DeleteGroupRoleMappingService(mappings, connections, transactions, authorizer);
        version = new GetMappingSetVersionService(mappings, authorizer);
        plan = new PlanGroupRoleMappingsService(mappings, roles, authorizer);
        replace = new ReplaceGroupRoleMappingsService(mappings, transactions, roles, authorizer, ids, clock);
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

    /** {@return the use case that tells what is suspicious in a connection's mappings} */
    public ListMappingFindings findings() {
        return findings;
    }

    /** {@return the use case that moves a mapping's group to another role} */
    public UpdateGroupRoleMapping update() {
        return update;
    }

    /** {@return the use case that removes a mapping} */
    public DeleteGroupRoleMapping delete() {
        return delete;
    }

    /** {@return the use case that tells which version of its set of mappings a connection has} */
    public GetMappingSetVersion version() {
        return version;
    }

    /** {@return the use case that tells what a replacement of the set would do} */
    public PlanGroupRoleMappings plan() {
        return plan;
    }

    /** {@return the use case that replaces the set} */
    public ReplaceGroupRoleMappings replace() {
        return replace;
    }
}
