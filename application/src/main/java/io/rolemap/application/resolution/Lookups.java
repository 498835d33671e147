package io.rolemap.application.resolution;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.ClaimedGroups;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.RoleResolver;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.OrgId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what an answer is made of, in as few looks at the storage as can be. */
final class Lookups {

    /** Two are enough, unless somebody changes between them where the groups stand. */
    private static final int MOST_LOOKS = 10;

    private final MappingLookup lookup;

    Lookups(MappingLookup lookup) {
        this.lookup = lookup;
    }

    /** Empty when there is no such connection. By the mappings that there are, all of one look. */
    Optional<Grounds> stored(
            OrgId org, ConnectionReference reference, List<GroupSource> sources, boolean withResembling) {
        Set<ExternalGroup> lookedUp = guess(sources);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Optional<MappingLookup.Found> found = lookup.lookUp(org, reference, lookedUp, withResembling);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Connection connection = found.get().connection();
            List<ClaimedGroups> groups = read(sources, connection);
            Set<ExternalGroup> concerned = union(groups);
            if (lookedUp.containsAll(concerned)) {
                RoleResolver resolver = RoleResolver.of(connection, found.get().mappings());
                return Optional.of(new Grounds(connection, resolver, groups));
            }
            lookedUp = concerned;
        }
        throw new IllegalStateException("The groups claim of the connection was found changed " + MOST_LOOKS
                + " times in a row; is it read from several storages?");
    }

    /** The same by other mappings than there are; those that are there too, whatever their role, have the ids of these. */
    Optional<Grounds> assumed(
            OrgId org, ConnectionReference reference, List<GroupSource> sources, WantedMappings assumed) {
        Set<ExternalGroup> mapped = new HashSet<>();
        assumed.mappings().forEach(mapping -> mapped.add(mapping.externalGroup()));
        return lookup.lookUp(org, reference, mapped, false)
                .map(found -> new Grounds(
                        found.connection(),
                        RoleResolver.of(found.connection(), withIds(assumed, found.mappings())),
                        read(sources, found.connection())));
    }

    private static List<GroupMapping> withIds(WantedMappings assumed, List<GroupMapping> stored) {
        Map<ExternalGroup, Optional<MappingId>> ids = new HashMap<>();
        stored.forEach(mapping -> ids.put(mapping.externalGroup(), mapping.id()));
        return assumed.mappings().stream()
                .map(mapping -> new GroupMapping(
                        ids.getOrDefault(mapping.externalGroup(), Optional.empty()),
                        mapping.externalGroup(),
                        mapping.role()))
                .toList();
    }

    /**
     * What to look up before it is known where the groups stand. For one person that is everything that may be a group;
     * for many it would be too much, and the connection is looked at first.
     */
    private static Set<ExternalGroup> guess(List<GroupSource> sources) {
        if (sources.size() == 1) {
            return sources.get(0).candidates().orElse(Set.of());
        }
        Set<ExternalGroup> all = new HashSet<>();
        for (GroupSource source : sources) {
            if (!(source instanceof SentGroups sent)) {
                return Set.of();
            }
            all.addAll(sent.groups());
        }
        return all;
    }

    private static List<ClaimedGroups> read(List<GroupSource> sources, Connection connection) {
        return sources.stream()
                .map(source -> source.read(connection.groupsClaim()))
                .toList();
    }

    private static Set<ExternalGroup> union(List<ClaimedGroups> groups) {
        if (groups.size() == 1) {
            return Grounds.known(groups.get(0));
        }
        Set<ExternalGroup> all = new HashSet<>();
        groups.forEach(claimed -> all.addAll(Grounds.known(claimed)));
        return all;
    }
}
