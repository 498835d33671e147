package io.rolemap.application.connection;

import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;

/** This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. */
public final class ConnectionServices {

    private final CreateConnection create;
    private final GetConnection get;
    private final ListConnections list;

    /** Wires the services to their ports. */
    public ConnectionServices(
            ConnectionRepository connections,
            Transactions transactions,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        create = new CreateConnectionService(connections, transactions, authorizer, ids, clock);
        get = new GetConnectionService(connections, authorizer);
        list = new ListConnectionsService(connections, authorizer);
    }

    /** Creates a connection. */
    public CreateConnection create() {
        return create;
    }

    /** Shows one connection. */
    public GetConnection get() {
        return get;
    }

    /** Shows the connections of an organisation. */
    public ListConnections list() {
        return list;
    }
}
