package io.rolemap.application.connection;

import io.rolemap.application.shared.KnownRoles;
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
import java.util.Optional;
import java.util.function.Supplier;

final class CreateConnectionService implements CreateConnection {

    private final ConnectionRepository connections;
    private final Transactions transactions;
    private final KnownRoles roles;
    private final Authorizer authorizer;
    private final IdGenerator ids;
    private final InstantSource clock;

    CreateConnectionService(
            ConnectionRepository connections,
            Transactions transactions,
            KnownRoles roles,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.roles = roles;
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
        return switch (transactions.inTransaction(() -> insert(connection))) {
            case INSERTED -> new Created(connection);
            case ID_IN_USE ->
                new IdInUse(forReaders(actor, connection, () -> connections.find(connection.org(), connection.id())));
            case PROVIDER_KEY_IN_USE ->
                new ProviderKeyInUse(forReaders(
                        actor, connection, () -> connections.find(connection.org(), connection.providerKey())));
            case UNKNOWN_ROLE -> new UnknownRole(connection.defaultRole().orElseThrow());
        };
    }

    private ConnectionRepository.Insertion insert(Connection connection) {
        boolean unknown = connection
                .defaultRole()
                .filter(role -> roles.lack(connection.org(), role))
                .isPresent();
        return unknown ? refusal(connection) : connections.insert(connection);
    }

    /** Of a connection whose default role is unknown. Whatever else is in the way is told first: an answer may be lost. */
    private ConnectionRepository.Insertion refusal(Connection connection) {
        if (connections.find(connection.org(), connection.id()).isPresent()) {
            return ConnectionRepository.Insertion.ID_IN_USE;
        }
        return connections.find(connection.org(), connection.providerKey()).isPresent()
                ? ConnectionRepository.Insertion.PROVIDER_KEY_IN_USE
                : ConnectionRepository.Insertion.UNKNOWN_ROLE;
    }

    private Optional<Connection> forReaders(
            Actor actor, Connection connection, Supplier<Optional<Connection>> existing) {
        boolean mayRead = authorizer.permits(actor, Action.on(connection.org(), Permission.CONNECTIONS_READ));
        return mayRead ? existing.get() : Optional.empty();
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
                command.observeGroups() ? Optional.of(now) : Optional.empty(),
                now,
                now);
    }
}
