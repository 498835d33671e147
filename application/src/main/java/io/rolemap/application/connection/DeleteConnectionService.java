package io.rolemap.application.connection;

import io.rolemap.application.shared.Attempts;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.shared.Transactions;
import java.util.Optional;

final class DeleteConnectionService implements DeleteConnection {

    private final ConnectionRepository connections;
    private final Transactions transactions;
    private final Authorizer authorizer;

    DeleteConnectionService(ConnectionRepository connections, Transactions transactions, Authorizer authorizer) {
        this.connections = connections;
        this.transactions = transactions;
        this.authorizer = authorizer;
    }

    @Override
    public Result delete(Actor actor, Command command) {
        if (!authorizer.permits(actor, Action.on(command.org(), Permission.CONNECTIONS_WRITE))) {
            return new NotPermitted();
        }
        return Attempts.untilUndisturbed(() -> attempt(command));
    }

    private Optional<Result> attempt(Command command) {
        Optional<Connection> found = connections.find(command.org(), command.id());
        if (found.isEmpty()) {
            return Optional.of(new ConnectionNotFound());
        }
        Connection stored = found.get();
        if (!command.condition().test(stored)) {
            return Optional.of(new ConditionNotMet());
        }
        boolean deleted = transactions.inTransaction(() -> connections.delete(stored));
        return deleted ? Optional.of(new Deleted(stored)) : Optional.empty();
    }
}
