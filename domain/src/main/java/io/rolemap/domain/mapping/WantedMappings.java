package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All mappings that a connection is wanted to have. Immutable.
 *
 * @param mappings in the order in which missing ones are to be created; no group twice, at most {@value #MAX_SIZE};
 *     empty for a connection that is to map nothing
 */
public record WantedMappings(List<WantedMapping> mappings) {

    /** The most mappings that can be wanted at once. */
    public static final int MAX_SIZE = 10_000;

    /**
     * Copies and checks the list.
     *
     * @param mappings at most {@value #MAX_SIZE}, no group twice
     * @throws InvalidValueException when there are more, or a group stands there twice, with the same role or another
     */
    public WantedMappings {
        mappings = List.copyOf(mappings);
        if (mappings.size() > MAX_SIZE) {
            throw new InvalidValueException("wanted mappings", "must be at most " + MAX_SIZE);
        }
        Set<ExternalGroup> seen = new HashSet<>();
        if (!mappings.stream().map(WantedMapping::externalGroup).allMatch(seen::add)) {
            throw new InvalidValueException("wanted mappings", "must not name a group twice");
        }
    }

    /** {@return the different roles that they grant} */
    public Set<RoleId> roles() {
        return mappings.stream().map(WantedMapping::role).collect(Collectors.toUnmodifiableSet());
    }
}
