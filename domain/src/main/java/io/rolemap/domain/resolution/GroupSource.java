package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import java.util.Optional;
import java.util.Set;

/** Where somebody's groups are learned from: they were sent by themselves, or stand among claims. */
public sealed interface GroupSource permits SentGroups, Claims {

    /** The most different groups that one person can have. */
    int MAX_GROUPS = 10_000;

    /**
     * {@return what is said here about the groups}
     *
     * @param claim where the groups stand, if among claims
     */
    ClaimedGroups read(GroupsClaim claim);

    /**
     * {@return groups among which are all that {@link #read} can find, whichever the claim, so that they can be looked up before
     * it is known; empty when there would be too many}
     */
    Optional<Set<ExternalGroup>> candidates();
}
