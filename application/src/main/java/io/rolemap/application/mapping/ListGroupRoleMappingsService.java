package io.rolemap.application.mapping;

import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

final class ListGroupRoleMappingsService implements ListGroupRoleMappings {

    private final GroupRoleMappingRepository mappings;
    private final ConnectionRepository connections;
    private final boolean observing;
    private final Authorizer authorizer;
    private final InstantSource clock;

    ListGroupRoleMappingsService(
            GroupRoleMappingRepository mappings,
            ConnectionRepository connections,
            boolean observing,
            Authorizer authorizer,
            InstantSource clock) {
        this.mappings = mappings;
        this.connections = connections;
        this.observing = observing;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Override
    public Result list(Actor actor, MappingQuery query) {
        if (!authorizer.permits(actor, Action.on(query.org(), Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        return query.unusedSince().map(moment -> unused(query, moment)).orElseGet(() -> page(query));
    }

    private Result page(MappingQuery query) {
        return mappings.list(query).<Result>map(Found::new).orElseGet(ConnectionNotFound::new);
    }

    /** Mappings that only seem to be unused, since nobody looked, would be removed while they are needed. */
    private Result unused(MappingQuery query, Instant moment) {
        Optional<Connection> connection = connections.find(query.org(), query.connection());
        if (connection.isEmpty()) {
            return new ConnectionNotFound();
        }
        Optional<Instant> since = connection.get().groupsObservedSince().filter(any -> observing);
        boolean allTheWhile = since.filter(start -> !start.isAfter(moment)).isPresent();
        return allTheWhile && !moment.isAfter(clock.instant()) ? page(query) : new NotObserved(since);
    }
}
