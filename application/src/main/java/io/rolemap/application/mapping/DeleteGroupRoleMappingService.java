package io.rolemap.application.mapping;

import io.rolemap.application.shared.Attempts;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.shared.Transactions;
import java.util.Optional;

final class DeleteGroupRoleMappingService implements DeleteGroupRoleMapping {

    private final GroupRoleMappingRepository mappings;
    private final ConnectionRepository connections;
    private final Transactions transactions;
    private final Authorizer authorizer;

    DeleteGroupRoleMappingService(
            GroupRoleMappingRepository mappings,
            ConnectionRepository connections,
            Transactions transactions,
            Authorizer authorizer) {
        this.mappings = mappings;
        this.connections = connections;
        this.transactions = transactions;
        this.authorizer = authorizer;
    }

    @Override
    public Result delete(Actor actor, Command command) {
        if (!authorizer.permits(actor, Action.on(command.org(), Permission.MAPPINGS_WRITE))) {
            return new NotPermitted();
        }
        return Attempts.untilUndisturbed(() -> attempt(command));
    }

    private Optional<Result> attempt(Command command) {
        Optional<GroupRoleMapping> found = mappings.find(command.org(), command.connection(), command.id());
        if (found.isEmpty()) {
            return Optional.of(notFound(command));
        }
        GroupRoleMapping stored = found.get();
        if (!command.condition().test(stored)) {
            return Optional.of(new ConditionNotMet());
        }
        boolean deleted = transactions.forOneCall(() -> mappings.delete(stored));
        return deleted ? Optional.of(new Deleted(stored)) : Optional.empty();
    }

    private Result notFound(Command command) {
        return connections.find(command.org(), command.connection()).isPresent()
                ? new MappingNotFound()
                : new ConnectionNotFound();
    }
}
