package io.rolemap.application.role;

import io.rolemap.application.shared.Attempts;
import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

final class PutRoleService implements PutRole {

    private final RoleRepository roles;
    private final Transactions transactions;
    private final Authorizer authorizer;
    private final InstantSource clock;

    PutRoleService(RoleRepository roles, Transactions transactions, Authorizer authorizer, InstantSource clock) {
        this.roles = roles;
        this.transactions = transactions;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Override
    public Result put(Actor actor, Command command) {
        if (!authorizer.permits(actor, Action.on(command.org(), Permission.ROLES_WRITE))) {
            return new NotPermitted();
        }
        return Attempts.untilUndisturbed(() -> attempt(command));
    }

    private Optional<Result> attempt(Command command) {
        Instant now = Now.of(clock);
        return roles.find(command.org(), command.id())
                .map(stored -> rename(stored, stored.named(command.name(), now)))
                .orElseGet(() -> enter(new Role(command.org(), command.id(), command.name(), now, now)));
    }

    private Optional<Result> rename(Role stored, Role renamed) {
        boolean asItShallBe =
                renamed.equals(stored) || transactions.inTransaction(() -> roles.replace(stored, renamed));
        return asItShallBe ? Optional.of(new Updated(renamed)) : Optional.empty();
    }

    private Optional<Result> enter(Role role) {
        boolean inserted = transactions.inTransaction(() -> roles.insert(role));
        return inserted ? Optional.of(new Created(role)) : Optional.empty();
    }
}
