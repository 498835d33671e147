package io.rolemap.domain.mapping;

import java.util.List;
import java.util.Optional;

/**
 * A part of the list that a {@link MappingQuery} asks for. Immutable.
 *
 * @param mappings oldest first, those of one millisecond by the characters of their ids in the order of ASCII; never
 *     more than the limit
 * @param next the place after which the list goes on; empty when there was no more of it
 */
public record MappingPage(List<GroupRoleMapping> mappings, Optional<MappingPosition> next) {

    /**
     * Copies the list.
     *
     * @param mappings in the order of the list
     * @param next the place after which the list goes on
     */
    public MappingPage {
        mappings = List.copyOf(mappings);
    }

    /**
     * {@return the page at the start of what was found} For repositories: who looks for one mapping more than the limit
     * learns whether the list goes on.
     *
     * @param found in the order of the list, from the start of the page on
     * @param limit of the query
     */
    public static MappingPage startOf(List<GroupRoleMapping> found, int limit) {
        if (found.size() <= limit) {
            return new MappingPage(found, Optional.empty());
        }
        return new MappingPage(found.subList(0, limit), Optional.of(MappingPosition.of(found.get(limit - 1))));
    }
}
