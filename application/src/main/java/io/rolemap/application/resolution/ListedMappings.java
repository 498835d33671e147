package io.rolemap.application.resolution;

import io.rolemap.application.mapping.WholeSets;
import io.rolemap.application.shared.Attempts;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.shared.OrgId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks mappings up where no port does: reads the connection's whole set and picks. A connection that is changed meanwhile
 * is read again. A set of several pages that is changed between two of them is not of one moment.
 */
final class ListedMappings implements MappingLookup {

    private final ConnectionRepository connections;
    private final GroupRoleMappingRepository mappings;

    ListedMappings(ConnectionRepository connections, GroupRoleMappingRepository mappings) {
        this.connections = connections;
        this.mappings = mappings;
    }

    @Override
    public Optional<Found> lookUp(
            OrgId org, ConnectionReference reference, Set<ExternalGroup> groups, boolean withResembling) {
        Predicate<ExternalGroup> wanted = withResembling ? resembling(groups) : groups::contains;
        return Attempts.untilUndisturbed(() -> {
            Optional<Connection> connection = find(org, reference);
            Optional<Found> found = connection.flatMap(known -> pick(known, groups.isEmpty(), wanted));
            boolean undisturbed = found.isPresent() && find(org, reference).equals(connection);
            return undisturbed || connection.isEmpty() ? Optional.of(found) : Optional.empty();
        });
    }

    private Optional<Connection> find(OrgId org, ConnectionReference reference) {
        return reference.fold(id -> connections.find(org, id), key -> connections.find(org, key));
    }

    /** Empty when the connection is not there any more. */
    private Optional<Found> pick(Connection connection, boolean none, Predicate<ExternalGroup> wanted) {
        if (none) {
            return Optional.of(new Found(connection, List.of()));
        }
        // A group that is mapped anew between two pages is met twice: the second mapping is the one it has.
        Map<ExternalGroup, GroupMapping> picked = new LinkedHashMap<>();
        boolean read = WholeSets.read(mappings, connection.org(), connection.id(), mapping -> {
            if (wanted.test(mapping.externalGroup())) {
                picked.put(mapping.externalGroup(), GroupMapping.of(mapping));
            }
        });
        return read ? Optional.of(new Found(connection, List.copyOf(picked.values()))) : Optional.empty();
    }

    private static Predicate<ExternalGroup> resembling(Set<ExternalGroup> groups) {
        Set<GroupSkeleton> wholes = new HashSet<>();
        Set<GroupSkeleton> lastSegments = new HashSet<>();
        for (ExternalGroup group : groups) {
            wholes.add(GroupSkeleton.of(group));
            wholes.addAll(GroupSkeleton.ofEndings(group));
            lastSegments.add(GroupSkeleton.ofLastSegment(group).orElseGet(() -> GroupSkeleton.of(group)));
        }
        return mapped -> wholes.contains(GroupSkeleton.of(mapped))
                || GroupSkeleton.ofLastSegment(mapped)
                        .filter(lastSegments::contains)
                        .isPresent();
    }
}
