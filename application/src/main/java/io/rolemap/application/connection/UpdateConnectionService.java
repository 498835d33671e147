package io.rolemap.application.connection;

import io.rolemap.application.shared.Attempts;
import io.rolemap.application.shared.KnownRoles;
import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ConnectionRepository.Replacement;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;
import java.util.Optional;

final class UpdateConnectionService implements UpdateConnection {

    private final ConnectionRepository connections;
    private final Transactions transactions;
    private final KnownRoles roles;
    private final Authorizer authorizer;
    private final InstantSource clock;

    UpdateConnectionService(
            ConnectionRepository connections,
            Transactions transactions,
            KnownRoles roles,
            Authorizer authorizer,
            InstantSource clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.roles = roles;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Override
    public Result update(Actor actor, Command command) {
        if (!authorizer.permits(actor, actionOf(command))) {
            return new NotPermitted();
        }
        return Attempts.untilUndisturbed(() -> attempt(actor, command));
    }

    private static Action actionOf(Command command) {
        Action write = Action.on(command.org(), Permission.CONNECTIONS_WRITE);
        return command.changes().grantedRole().map(write::granting).orElse(write);
    }

    private Optional<Result> attempt(Actor actor, Command command) {
        Optional<Connection> found = connections.find(command.org(), command.id());
        if (found.isEmpty()) {
            return Optional.of(new ConnectionNotFound());
        }
        Connection stored = found.get();
        if (!mayLeaveDefaultRole(actor, command, stored)) {
            return Optional.of(new NotPermitted());
        }
        if (!command.condition().test(stored)) {
            return Optional.of(new ConditionNotMet());
        }
        Connection changed = command.changes().appliedTo(stored, Now.of(clock));
        if (changed.equals(stored)) {
            return Optional.of(new Updated(stored));
        }
        return switch (transactions.inTransaction(() -> replace(stored, changed))) {
            case REPLACED -> Optional.of(new Updated(changed));
            case NOT_AS_EXPECTED -> Optional.empty();
            case PROVIDER_KEY_IN_USE -> Optional.of(new ProviderKeyInUse());
            case UNKNOWN_ROLE ->
                Optional.of(new UnknownRole(changed.defaultRole().orElseThrow()));
        };
    }

    /** Who changes a connection decides who gets its default role, also where the role stays. */
    private boolean mayLeaveDefaultRole(Actor actor, Command command, Connection stored) {
        if (command.changes().defaultRole().isPresent()) {
            return true;
        }
        Action write = Action.on(command.org(), Permission.CONNECTIONS_WRITE);
        return stored.defaultRole()
                .map(role -> authorizer.permits(actor, write.granting(role)))
                .orElse(true);
    }

    private Replacement replace(Connection stored, Connection changed) {
        Optional<RoleId> newRole =
                changed.defaultRole().filter(role -> !stored.defaultRole().equals(Optional.of(role)));
        boolean unknown =
                newRole.filter(role -> roles.lack(changed.org(), role)).isPresent();
        return unknown ? Replacement.UNKNOWN_ROLE : connections.replace(stored, changed);
    }
}
