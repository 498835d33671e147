package io.rolemap.application.connection;

import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.time.InstantSource;

final class CreateConnectionService implements CreateConnection {

    private final ConnectionRepository connections;
    private final Transactions transactions;
    private final Authorizer authorizer;
    private final IdGenerator ids;
    private final InstantSource clock;

    CreateConnectionService(
            ConnectionRepository connections,
            Transactions transactions,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.authorizer = authorizer;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Result create(Actor actor, Command command) {
        if (!authorizer.permits(actor, actionOf(command))) {
            return new NotPermitted();
        }
        Connection connection = newConnection(command);
        return switch (transactions.inTransaction(() -> connections.insert(connection))) {
            case INSERTED -> new Created(connection);
            case ID_IN_USE -> new IdInUse();
            case PROVIDER_KEY_IN_USE -> new ProviderKeyInUse();
        };
    }

    private static Action actionOf(Command command) {
        Action write = Action.on(command.org(), Permission.CONNECTIONS_WRITE);
        return command.defaultRole().map(write::granting).orElse(write);
    }

    private Connection newConnection(Command command) {
        Instant now = Now.of(clock);
        return new Connection(
                command.id().orElseGet(() -> new ConnectionId(ids.newId())),
                command.org(),
                command.kind(),
                command.providerKey(),
                command.displayName(),
                command.groupsClaim(),
                command.defaultRole(),
                command.enabled(),
                now,
                now);
    }
}
