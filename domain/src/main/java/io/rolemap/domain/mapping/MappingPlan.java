package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be done so that a connection has the mappings that are wanted, and no more than that: a pure function of
 * the two sets. Immutable.
 *
 * @param created what is missing, in the order of the wanted mappings
 * @param updated mappings that grant another role than the wanted one, in the order of the current mappings
 * @param deleted mappings whose group is not wanted, in the order of the current mappings
 * @param unchanged how many are as they are wanted
 */
public record MappingPlan(
        List<WantedMapping> created, List<RoleChange> updated, List<GroupRoleMapping> deleted, int unchanged) {

    /**
     * Copies the lists.
     *
     * @param created what is missing
     * @param updated mappings that grant another role than the wanted one
     * @param deleted mappings whose group is not wanted
     * @param unchanged how many are as they are wanted
     */
    public MappingPlan {
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        deleted = List.copyOf(deleted);
    }

    /**
     * {@return what leads from the one set to the other} Takes time in proportion to the size of both.
     *
     * @param current all mappings of one connection; no group twice
     * @param wanted all mappings it shall have
     */
    public static MappingPlan between(Collection<GroupRoleMapping> current, WantedMappings wanted) {
        Map<ExternalGroup, WantedMapping> missing = new LinkedHashMap<>();
        wanted.mappings().forEach(mapping -> missing.put(mapping.externalGroup(), mapping));
        List<RoleChange> updated = new ArrayList<>();
        List<GroupRoleMapping> deleted = new ArrayList<>();
        int unchanged = 0;
        for (GroupRoleMapping mapping : current) {
            WantedMapping same = missing.remove(mapping.externalGroup());
            if (same == null) {
                deleted.add(mapping);
            } else if (same.role().equals(mapping.role())) {
                unchanged++;
            } else {
                updated.add(new RoleChange(mapping, same.role()));
            }
        }
        return new MappingPlan(List.copyOf(missing.values()), updated, deleted, unchanged);
    }

    /** {@return whether nothing has to be done} */
    public boolean isEmpty() {
        return created.isEmpty() && updated.isEmpty() && deleted.isEmpty();
    }

    /** {@return the different roles that mappings would be given} Those of unchanged mappings are not among them. */
    public Set<RoleId> grantedRoles() {
        return Stream.concat(
                        created.stream().map(WantedMapping::role),
                        updated.stream().map(RoleChange::role))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * {@return the changes that carry the plan out}
     *
     * @param org the organisation of the connection
     * @param connection the connection whose mappings are planned
     * @param now in whole milliseconds: the moment of all changes; a mapping that was updated at this moment or later
     *     already is updated a millisecond after that
     * @param ids makes an id for each created mapping
     */
    public MappingChanges at(OrgId org, ConnectionId connection, Instant now, Supplier<MappingId> ids) {
        return new MappingChanges(
                created.stream()
                        .map(wanted -> new GroupRoleMapping(
                                ids.get(), org, connection, wanted.externalGroup(), wanted.role(), now, now))
                        .toList(),
                updated.stream()
                        .map(change -> new MappingChanges.Update(
                                change.mapping(), change.mapping().granting(change.role(), now)))
                        .toList(),
                deleted,
                unchanged);
    }

    /**
     * A mapping that is to grant another role. Immutable.
     *
     * @param mapping as it is
     * @param role the role it shall grant, never the one it grants
     */
    public record RoleChange(GroupRoleMapping mapping, RoleId role) {}
}
