package io.rolemap.application.resolution;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What resolving is the same in for one person and for many. */
final class Resolving {

    private final Lookups lookups;
    private final BiConsumer<Connection, Set<ExternalGroup>> observer;

    Resolving(Lookups lookups, BiConsumer<Connection, Set<ExternalGroup>> observer) {
        this.lookups = lookups;
        this.observer = observer;
    }

    /** One for each of the sources, in their order; empty when there is no such connection. */
    Optional<List<Outcome>> outcomes(
            OrgId org,
            ConnectionReference connection,
            List<GroupSource> sources,
            Optional<WantedMappings> assumed,
            boolean explained) {
        if (assumed.isPresent()) {
            return lookups.assumed(org, connection, sources, assumed.get()).map(grounds -> grounds.outcomes(explained));
        }
        Optional<Grounds> found = lookups.stored(org, connection, sources, explained);
        found.ifPresent(this::observe);
        return found.map(grounds -> grounds.outcomes(explained));
    }

    private void observe(Grounds grounds) {
        grounds.groups().forEach(claimed -> observer.accept(grounds.connection(), Grounds.known(claimed)));
    }
}
