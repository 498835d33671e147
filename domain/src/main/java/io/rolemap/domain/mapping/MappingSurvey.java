package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is suspicious in a connection's set of mappings without keeping the set: it is read twice, first to
 * {@linkplain #add learn} what resembles what, then to {@linkplain #findingsOf tell}. For one thread and one set.
 */
public final class MappingSurvey {

    private final Set<Integer> met = new HashSet<>();
    private final Set<Integer> metAgain = new HashSet<>();
    private final Set<RoleId> roles = new HashSet<>();
    private final Map<GroupSkeleton, GroupRoleMapping> oldest = new HashMap<>();
    private int guids;
    private int names;

    /** One that has met no mapping. */
    public MappingSurvey() {}

    /**
     * Learns about a mapping.
     *
     * @param mapping the next one of the first reading
     */
    public void add(GroupRoleMapping mapping) {
        // Of skeletons only a number is kept; two of them that share it are told apart at the second reading.
        Integer number = GroupSkeleton.of(mapping.externalGroup()).hashCode();
        if (!met.add(number)) {
            metAgain.add(number);
        }
        roles.add(mapping.role());
        if (MappingFinding.isGuid(mapping.externalGroup())) {
            guids++;
        } else {
            names++;
        }
    }

    /** {@return the different roles of the first reading} */
    public Set<RoleId> roles() {
        return Require.elements(roles);
    }

    /** {@return whether all groups of the first reading are GUIDs but one, which is suspicious} */
    boolean hasOneNameAmongGuids() {
        return names == 1 && guids >= MappingFinding.FEWEST_GUIDS;
    }

    /**
     * {@return what is suspicious about a mapping} Of several that resemble each other, that is every one but the oldest.
     *
     * @param mapping the next one of the second reading, oldest first
     * @param unknown those of the {@link #roles()} that the organisation doesn't know
     */
    public List<MappingFinding> findingsOf(GroupRoleMapping mapping, Set<RoleId> unknown) {
        List<MappingFinding> findings = new ArrayList<>(MappingFinding.ofOne(mapping));
        oldestLike(mapping)
                .flatMap(other -> MappingFinding.beside(mapping, other))
                .ifPresent(findings::add);
        if (hasOneNameAmongGuids() && !MappingFinding.isGuid(mapping.externalGroup())) {
            findings.add(MappingFinding.alone(MappingFinding.Kind.NAME_AMONG_GUIDS, mapping));
        }
        if (unknown.contains(mapping.role())) {
            findings.add(MappingFinding.alone(MappingFinding.Kind.UNKNOWN_ROLE, mapping));
        }
        return findings;
    }

    private Optional<GroupRoleMapping> oldestLike(GroupRoleMapping mapping) {
        GroupSkeleton skeleton = GroupSkeleton.of(mapping.externalGroup());
        return metAgain.contains(skeleton.hashCode())
                ? Optional.ofNullable(oldest.putIfAbsent(skeleton, mapping))
                : Optional.empty();
    }
}
