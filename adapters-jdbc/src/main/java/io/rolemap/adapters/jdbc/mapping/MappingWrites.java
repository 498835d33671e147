package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How an engine writes mappings. Locks are taken in one order by all: the organisation's grants, the connection, roles,
 * mappings. Single writes share the connection with each other, where the engine can, and wait for whoever works on the
 * whole set.
 *
 * <p>A write that did not come about does not say why: that needs a later look.
 */
interface MappingWrites {

    /**
     * The neighbours of the mapping that was inserted; empty when it was not, because its connection, its group, its role or
     * its id stood against it.
     */
    Optional<List<GroupRoleMapping>> insert(GroupRoleMapping mapping);

    /** Whether the one was put in the place of the other; not, when that is in another state or the role unknown. */
    boolean replace(GroupRoleMapping expected, GroupRoleMapping replacement);

    /** Whether it was removed; not, when it is in another state. */
    boolean delete(GroupRoleMapping expected);

    /** Whether there is such a connection, which is then locked with all its mappings. */
    boolean lockSet(Handle handle, OrgId org, ConnectionId connection);

    /** How many mappings were written: fewer than there are changes, when those don't fit. */
    int apply(Handle handle, OrgId org, ConnectionId connection, MappingChanges changes);
}
