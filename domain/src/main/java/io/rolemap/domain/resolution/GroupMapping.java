package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;

/**
 * As much of a mapping of some connection as resolving needs. Immutable.
 *
 * @param id names the mapping within its connection; empty when it is only assumed to be there
 * @param externalGroup the group
 * @param role the role its members get
 */
public record GroupMapping(Optional<MappingId> id, ExternalGroup externalGroup, RoleId role) {

    /**
     * {@return that of a stored mapping}
     *
     * @param mapping a mapping of the connection
     */
    public static GroupMapping of(GroupRoleMapping mapping) {
        return new GroupMapping(Optional.of(mapping.id()), mapping.externalGroup(), mapping.role());
    }

    /**
     * {@return that of a mapping that is assumed to be there}
     *
     * @param assumed the mapping
     */
    public static GroupMapping of(WantedMapping assumed) {
        return new GroupMapping(Optional.empty(), assumed.externalGroup(), assumed.role());
    }
}
