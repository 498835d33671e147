package io.rolemap.application.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.OrgId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what it was asked. */
final class RecordingLookup implements MappingLookup {

    record Look(Set<ExternalGroup> groups, boolean withResembling) {
        static Look at(SentGroups groups, boolean withResembling) {
            return new Look(groups.groups(), withResembling);
        }
    }

    final List<Look> looks = new ArrayList<>();
    private final MappingLookup lookup;

    RecordingLookup(MappingLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Optional<Found> lookUp(
            OrgId org, ConnectionReference connection, Set<ExternalGroup> groups, boolean withResembling) {
        looks.add(new Look(Set.copyOf(groups), withResembling));
        return lookup.lookUp(org, connection, groups, withResembling);
    }
}
