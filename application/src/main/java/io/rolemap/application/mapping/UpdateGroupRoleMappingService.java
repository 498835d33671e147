package io.rolemap.application.mapping;

import io.rolemap.application.shared.Attempts;
import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Replacement;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import java.time.InstantSource;
import java.util.Optional;

final class UpdateGroupRoleMappingService implements UpdateGroupRoleMapping {

    private final GroupRoleMappingRepository mappings;
    private final ConnectionRepository connections;
    private final MappingWrites writes;
    private final Authorizer authorizer;
    private final InstantSource clock;

    UpdateGroupRoleMappingService(
            GroupRoleMappingRepository mappings,
            ConnectionRepository connections,
            MappingWrites writes,
            Authorizer authorizer,
            InstantSource clock) {
        this.mappings = mappings;
        this.connections = connections;
        this.writes = writes;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Override
    public Result update(Actor actor, Command command) {
        Action write = Action.on(command.org(), Permission.MAPPINGS_WRITE).granting(command.role());
        if (!authorizer.permits(actor, write)) {
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
        GroupRoleMapping changed = stored.granting(command.role(), Now.of(clock));
        if (changed.equals(stored)) {
            return Optional.of(new Updated(stored));
        }
        Replacement replacement =
                writes.granting(changed, () -> mappings.replace(stored, changed), () -> Replacement.UNKNOWN_ROLE);
        return switch (replacement) {
            case REPLACED -> Optional.of(new Updated(changed));
            case NOT_AS_EXPECTED -> Optional.empty();
            case UNKNOWN_ROLE -> Optional.of(new UnknownRole(command.role()));
        };
    }

    private Result notFound(Command command) {
        return connections.find(command.org(), command.connection()).isPresent()
                ? new MappingNotFound()
                : new ConnectionNotFound();
    }
}
