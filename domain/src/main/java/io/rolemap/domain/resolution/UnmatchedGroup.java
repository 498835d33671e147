package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import java.util.List;

/**
 * A group that was sent and that no mapping has. Immutable.
 *
 * @param group the group
 * @param nearMisses mappings that may have been meant, those with the fewest differences first; at most
 *     {@value #MAX_NEAR_MISSES}, and some are passed over where even more mappings resemble each other; none are told any
 *     more when those of one person have {@value #MAX_COMPARED_CHARACTERS} characters together
 */
public record UnmatchedGroup(ExternalGroup group, List<NearMiss> nearMisses) {

    /** The most near misses that are told of one group. */
    public static final int MAX_NEAR_MISSES = 10;

    /**
     * The most characters of one person's groups for which near misses are told, in the order of the groups. Far more than
     * anybody reads, and few enough that nobody can have everything compared with everything.
     */
    public static final int MAX_COMPARED_CHARACTERS = 500_000;

    /**
     * Copies the list.
     *
     * @param group the group
     * @param nearMisses mappings that may have been meant
     */
    public UnmatchedGroup {
        nearMisses = List.copyOf(nearMisses);
    }
}
