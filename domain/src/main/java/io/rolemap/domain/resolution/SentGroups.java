package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody's groups, sent by themselves. Immutable.
 *
 * @param groups all of them; at most {@value #MAX_GROUPS} different ones, may be empty
 */
public record SentGroups(Set<ExternalGroup> groups) implements GroupSource {

    /**
     * Copies and checks the set.
     *
     * @param groups at most {@value #MAX_GROUPS}
     * @throws InvalidValueException when there are more
     */
    public SentGroups {
        groups = Require.elements(groups);
        if (groups.size() > MAX_GROUPS) {
            throw new InvalidValueException("groups", "must be at most " + MAX_GROUPS);
        }
    }

    /**
     * {@return the groups without repetition}
     *
     * @param groups in any order, at most {@value #MAX_GROUPS} different ones
     * @throws InvalidValueException when there are more
     */
    public static SentGroups of(Collection<ExternalGroup> groups) {
        return new SentGroups(Require.elements(groups));
    }

    @Override
    public ClaimedGroups read(GroupsClaim claim) {
        return new ClaimedGroups.Sent(groups);
    }

    @Override
    public Optional<Set<ExternalGroup>> candidates() {
        return Optional.of(groups);
    }
}
