package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import java.util.List;

/**
 * A group that was sent and that no mapping has. Immutable.
 *
 * @param group the group
 * @param nearMisses mappings that may have been meant, those with the fewest differences first; at most
 *     {@value #MAX_NEAR_MISSES}, and some are passed over where even more mappings resemble each other
 */
public record UnmatchedGroup(ExternalGroup group, List<NearMiss> nearMisses) {

    /** The most near misses that are told of one group. */
    public static final int MAX_NEAR_MISSES = 10;

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
