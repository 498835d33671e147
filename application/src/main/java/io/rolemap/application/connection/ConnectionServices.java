package io.rolemap.application.connection;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Immutable; safe for use by many threads as far as the ports are.
 */
public final class ConnectionServices {

    private final CreateConnection create;
    private final GetConnection get;
    private final ListConnections list;
    private final UpdateConnection update;
    private final DeleteConnection delete;

    /**
     * Wires the services to their ports.
     *
     * @param connections where connections are kept
     * @param transactions the boundary that {@code connections} joins
     * @param roles what the embedding service knows about roles
     * @param authorizer asked first by each of the services
     * @param ids makes the ids that callers don't choose
     * @param clock tells the time of creations and updates
     */
    public ConnectionServices(
            ConnectionRepository connections,
            Transactions transactions,
            KnownRoles roles,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        create = new CreateConnectionService(connections, transactions, roles, authorizer, ids, clock);
        get = new GetConnectionService(connections, authorizer);
        list = new ListConnectionsService(connections, authorizer);
        update = new UpdateConnectionService(connections, transactions, roles, authorizer, clock);
        delete = new DeleteConnectionService(connections, transactions, authorizer);
    }

    /** {@return the use case that creates a connection} */
    public CreateConnection create() {
        return create;
    }

    /** {@return the use case that shows one connection} */
    public GetConnection get() {
        return get;
    }

    /** {@return the use case that shows the connections of an organisation} */
    public ListConnections list() {
        return list;
    }

    /** {@return the use case that changes a connection} */
    public UpdateConnection update() {
        return update;
    }

    /** {@return the use case that removes a connection with its mappings} */
    public DeleteConnection delete() {
        return delete;
    }
}
