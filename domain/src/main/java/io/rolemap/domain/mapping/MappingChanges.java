package io.rolemap.domain.mapping;

import java.util.List;

/**
 * Changes to the mappings of one connection, made together or not at all. Immutable.
 *
 * @param created new mappings
 * @param updated mappings that are different from before
 * @param deleted mappings that are no more, as they were
 * @param unchanged how many mappings stay as they were
 */
public record MappingChanges(
        List<GroupRoleMapping> created, List<Update> updated, List<GroupRoleMapping> deleted, int unchanged) {

    /**
     * Copies the lists.
     *
     * @param created new mappings
     * @param updated mappings that are different from before
     * @param deleted mappings that are no more
     * @param unchanged how many mappings stay as they were
     */
    public MappingChanges {
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
    }

    /** {@return whether nothing changes} */
    public boolean isEmpty() {
        return created.isEmpty() && updated.isEmpty() && deleted.isEmpty();
    }

    /**
     * A mapping before and after. Both have the same id, group and moment of creation. Immutable.
     *
     * @param before as it was
     * @param after as it is now
     */
    public record Update(GroupRoleMapping before, GroupRoleMapping after) {}
}
