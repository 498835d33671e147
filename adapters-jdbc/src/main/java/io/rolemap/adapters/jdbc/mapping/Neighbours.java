package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingPosition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The mappings beside which a new one may be suspicious. */
final class Neighbours {

    private Neighbours() {}

    /** Whether the oldest mapping of the connection is of interest, and only then: beside a GUID nothing is suspicious. */
    static boolean wantOldest(GroupRoleMapping mapping) {
        return !MappingFinding.isGuid(mapping.externalGroup());
    }

    /**
     * Those of a new mapping.
     *
     * @param found the connection's mappings of the same skeleton, and its oldest one
     */
    static List<GroupRoleMapping> of(GroupRoleMapping mapping, Collection<GroupRoleMapping> found) {
        GroupSkeleton skeleton = GroupSkeleton.of(mapping.externalGroup());
        return found.stream()
                .distinct()
                .filter(other -> GroupSkeleton.of(other.externalGroup()).equals(skeleton)
                        || (wantOldest(mapping) && MappingFinding.isGuid(other.externalGroup())))
                .sorted(Comparator.comparing(MappingPosition::of))
                .toList();
    }
}
