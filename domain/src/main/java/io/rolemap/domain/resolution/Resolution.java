package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Optional;

/**
 * Which roles somebody gets who comes through a connection, and why. The order in which the groups were sent, and whether
 * some were sent twice, makes no difference to it. Immutable.
 *
 * @param roles the roles, each once, in the order of their numbers
 * @param evidence what was known of the groups
 * @param matches the mappings that grant the roles, in the order of their groups as strings; empty when the connection is
 *     disabled
 * @param unmatched the groups that no mapping has, in the same order; empty when no explanation was asked for, and when
 *     the connection is disabled
 * @param defaultRoleApplied whether the role is the connection's default, since nothing matched
 * @param connectionEnabled whether the connection grants anything at all; when not, there are no roles
 * @param absentClaim where the groups were looked for, when nothing was there; empty for other evidence than
 *     {@link Evidence#ABSENT}
 */
public record Resolution(
        List<RoleId> roles,
        Evidence evidence,
        List<GroupMapping> matches,
        List<UnmatchedGroup> unmatched,
        boolean defaultRoleApplied,
        boolean connectionEnabled,
        Optional<GroupsClaim> absentClaim) {

    /**
     * Copies the lists.
     *
     * @param roles each once, in the order of their numbers
     * @param evidence what was known of the groups
     * @param matches the mappings that grant the roles
     * @param unmatched the groups that no mapping has
     * @param defaultRoleApplied whether the role is the connection's default
     * @param connectionEnabled whether the connection grants anything at all
     * @param absentClaim where the groups were looked for in vain
     */
    public Resolution {
        roles = List.copyOf(roles);
        matches = List.copyOf(matches);
        unmatched = List.copyOf(unmatched);
    }
}
