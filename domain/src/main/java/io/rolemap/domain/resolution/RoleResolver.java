package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The roles that groups earn through one connection: a pure function of the connection, its mappings and the groups. A group
 * earns the role of the mapping that has it, code point for code point, and nothing else does; only where no group is mapped
 * does the connection's default role apply. Immutable as far as anybody can tell; safe for use by many threads.
 */
public final class RoleResolver {

    private static final Comparator<GroupMapping> BY_GROUP = Comparator.comparing(GroupMapping::externalGroup);

    private final Connection connection;
    private final Map<ExternalGroup, GroupMapping> mappings;
    private volatile Optional<NearMisses> nearMisses = Optional.empty();

    private RoleResolver(Connection connection, Map<ExternalGroup, GroupMapping> mappings) {
        this.connection = connection;
        this.mappings = mappings;
    }

    /**
     * {@return a resolver for these mappings} Takes time and memory in proportion to their number; resolving doesn't.
     *
     * @param connection the connection
     * @param mappings its mappings, or those at least whose group is asked for, or resembles one that is; no group twice
     * @throws IllegalArgumentException when two of them have the same group
     */
    public static RoleResolver of(Connection connection, Collection<GroupMapping> mappings) {
        Map<ExternalGroup, GroupMapping> byGroup = new HashMap<>(2 * mappings.size());
        for (GroupMapping mapping : mappings) {
            if (byGroup.put(mapping.externalGroup(), mapping) != null) {
                throw new IllegalArgumentException("Two mappings have the same group");
            }
        }
        return new RoleResolver(connection, byGroup);
    }

    /**
     * {@return which roles the groups earn, without an explanation for those that are not mapped}
     *
     * @param groups everything that was sent, in any order; those that are there twice count once
     */
    public Resolution resolve(Collection<ExternalGroup> groups) {
        return resolution(groups, evidence(groups), List.of());
    }

    /**
     * {@return which roles the groups earn, and for those that are not mapped the near misses} The first time that there is such a
     * group takes time in proportion to the number of mappings, too.
     *
     * @param groups everything that was sent, in any order; those that are there twice count once
     */
    public Resolution explain(Collection<ExternalGroup> groups) {
        return resolution(groups, evidence(groups), connection.enabled() ? unmatched(groups) : List.of());
    }

    /** {@return what somebody gets whose claims lack the one that the groups stand in} */
    public Resolution withoutClaim() {
        return resolution(List.of(), Evidence.ABSENT, List.of());
    }

    private static Evidence evidence(Collection<ExternalGroup> groups) {
        return groups.isEmpty() ? Evidence.EMPTY : Evidence.COMPLETE;
    }

    private Resolution resolution(Collection<ExternalGroup> groups, Evidence evidence, List<UnmatchedGroup> unmatched) {
        Optional<GroupsClaim> absentClaim =
                evidence == Evidence.ABSENT ? Optional.of(connection.groupsClaim()) : Optional.empty();
        if (!connection.enabled()) {
            return new Resolution(List.of(), evidence, List.of(), List.of(), false, false, absentClaim);
        }
        List<GroupMapping> matches = matches(groups);
        if (matches.isEmpty()) {
            List<RoleId> roles = connection.defaultRole().map(List::of).orElse(List.of());
            return new Resolution(roles, evidence, matches, unmatched, !roles.isEmpty(), true, absentClaim);
        }
        return new Resolution(roles(matches), evidence, matches, unmatched, false, true, absentClaim);
    }

    /** Costs nothing for a group that is not mapped but the look at the map. */
    private List<GroupMapping> matches(Collection<ExternalGroup> groups) {
        List<GroupMapping> found = new ArrayList<>();
        for (ExternalGroup group : groups) {
            GroupMapping mapping = mappings.get(group);
            if (mapping != null) {
                found.add(mapping);
            }
        }
        found.sort(BY_GROUP);
        return withoutRepetition(found);
    }

    private static List<RoleId> roles(List<GroupMapping> matches) {
        List<RoleId> roles = new ArrayList<>(matches.size());
        for (GroupMapping match : matches) {
            roles.add(match.role());
        }
        roles.sort(Comparator.naturalOrder());
        return withoutRepetition(roles);
    }

    private static <T> List<T> withoutRepetition(List<T> sorted) {
        List<T> different = new ArrayList<>(sorted.size());
        for (T element : sorted) {
            if (different.isEmpty() || !different.get(different.size() - 1).equals(element)) {
                different.add(element);
            }
        }
        return different;
    }

    private List<UnmatchedGroup> unmatched(Collection<ExternalGroup> groups) {
        Set<ExternalGroup> unmatched = groups.stream()
                .filter(group -> !mappings.containsKey(group))
                .collect(Collectors.toCollection(TreeSet::new));
        if (unmatched.isEmpty()) {
            return List.of();
        }
        NearMisses all = nearMisses();
        List<UnmatchedGroup> explained = new ArrayList<>(unmatched.size());
        int left = UnmatchedGroup.MAX_COMPARED_CHARACTERS;
        for (ExternalGroup group : unmatched) {
            List<NearMiss> misses = left > 0 ? all.of(group) : List.of();
            left -= misses.isEmpty() ? 0 : group.value().length();
            explained.add(new UnmatchedGroup(group, misses));
        }
        return explained;
    }

    /** Made when it is needed, and once for everybody; threads that need it at the same moment may make one each. */
    private NearMisses nearMisses() {
        NearMisses all = nearMisses.orElseGet(() -> NearMisses.among(mappings.values()));
        nearMisses = Optional.of(all);
        return all;
    }
}
