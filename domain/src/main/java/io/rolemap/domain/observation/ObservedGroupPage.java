package io.rolemap.domain.observation;

import java.util.List;
import java.util.Optional;

/**
 * A part of the list that an {@link ObservedGroupQuery} asks for. Immutable.
 *
 * @param groups in the order of their {@linkplain ObservedGroupPosition positions}; never more than the limit
 * @param next the place after which the list goes on; empty when there was no more of it
 */
public record ObservedGroupPage(List<ObservedGroup> groups, Optional<ObservedGroupPosition> next) {

    /**
     * Copies the list.
     *
     * @param groups in the order of the list
     * @param next the place after which the list goes on
     */
    public ObservedGroupPage {
        groups = List.copyOf(groups);
    }

    /**
     * {@return the page at the start of what was found} For repositories: who looks for one group more than the limit
     * learns whether the list goes on.
     *
     * @param found in the order of the list, from the start of the page on
     * @param limit of the query
     */
    public static ObservedGroupPage startOf(List<ObservedGroup> found, int limit) {
        if (found.size() <= limit) {
            return new ObservedGroupPage(found, Optional.empty());
        }
        return new ObservedGroupPage(
                found.subList(0, limit), Optional.of(ObservedGroupPosition.of(found.get(limit - 1))));
    }
}
