package io.rolemap.application.observation;

import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;
import java.util.Collection;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Remembers what is observed; safe for use by many threads as far as the ports
 * are.
 */
public final class ObservationServices {

    private final ObservedGroupsBuffer buffer;
    private final ListObservedGroups list;
    private final StoreObservedGroups store;

    /**
     * Wires the services to their ports.
     *
     * @param observed where observed groups are kept
     * @param connections tells a connection without observed groups from one that is not there
     * @param transactions the boundary that {@code observed} joins
     * @param authorizer asked first by each service that has an actor
     * @param clock tells the hour of a sighting
     */
    public ObservationServices(
            ObservedGroupRepository observed,
            ConnectionRepository connections,
            Transactions transactions,
            Authorizer authorizer,
            InstantSource clock) {
        buffer = new ObservedGroupsBuffer(clock);
        list = new ListObservedGroupsService(observed, connections, authorizer);
        store = new StoreObservedGroupsService(buffer, observed, transactions);
    }

    /**
     * Remembers that somebody came with these groups, if the connection's are observed, until they are stored.
     *
     * @param connection the connection the person came through
     * @param groups all groups of the person, without repetition
     */
    public void remember(Connection connection, Collection<ExternalGroup> groups) {
        buffer.remember(connection, groups);
    }

    /** {@return the use case that shows which groups were observed} */
    public ListObservedGroups list() {
        return list;
    }

    /** {@return the use case that stores what is remembered} */
    public StoreObservedGroups store() {
        return store;
    }
}
