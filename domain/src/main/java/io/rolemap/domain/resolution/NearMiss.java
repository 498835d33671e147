package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.GroupDifference;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A mapping that somebody may have meant, and that grants nothing: its group is another one. Immutable.
 *
 * @param mapping the mapping
 * @param differences in what its group differs from the one that was sent; never empty, in the order of their declaration
 */
public record NearMiss(GroupMapping mapping, Set<GroupDifference> differences) {

    /**
     * Copies the set.
     *
     * @param mapping the mapping
     * @param differences at least one
     */
    public NearMiss {
        differences = Collections.unmodifiableSet(EnumSet.copyOf(differences));
    }
}
