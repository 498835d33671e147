package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class ReplaceGroupRoleMappingsService implements ReplaceGroupRoleMappings {

    private final GroupRoleMappingRepository mappings;
    private final Transactions transactions;
    private final KnownRoles roles;
    private final Authorizer authorizer;
    private final IdGenerator ids;
    private final InstantSource clock;

    ReplaceGroupRoleMappingsService(
            GroupRoleMappingRepository mappings,
            Transactions transactions,
            KnownRoles roles,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        this.mappings = mappings;
        this.transactions = transactions;
        this.roles = roles;
        this.authorizer = authorizer;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Result replace(Actor actor, Command command) {
        if (!WholeSets.mayReplace(authorizer, actor, command)) {
            return new NotPermitted();
        }
        return transactions.inTransaction(() -> mappings.listExclusively(command.org(), command.connection())
                .map(current -> replace(current, command))
                .orElseGet(ConnectionNotFound::new));
    }

    private Result replace(List<GroupRoleMapping> current, Command command) {
        MappingSetVersion version = MappingSetVersion.of(current);
        if (!command.condition().test(version)) {
            return new ConditionNotMet();
        }
        MappingPlan plan = MappingPlan.between(current, command.wanted());
        if (plan.isEmpty()) {
            return new Replaced(new MappingChanges(List.of(), List.of(), List.of(), plan.unchanged()), version);
        }
        Set<RoleId> unknown = roles.unknownAmong(command.org(), plan.grantedRoles());
        if (!unknown.isEmpty()) {
            return new UnknownRoles(unknown);
        }
        MappingChanges changes =
                plan.at(command.org(), command.connection(), Now.of(clock), () -> new MappingId(ids.newId()));
        Set<RoleId> notInCatalogue = mappings.apply(command.org(), command.connection(), changes);
        return notInCatalogue.isEmpty()
                ? new Replaced(changes, MappingSetVersion.of(after(changes, current)))
                : new UnknownRoles(notInCatalogue);
    }

    /** The set as it will be listed. Not read again: it is known, and ten thousand rows are not for nothing. */
    private static List<GroupRoleMapping> after(MappingChanges changes, List<GroupRoleMapping> current) {
        Map<ExternalGroup, GroupRoleMapping> set = new HashMap<>();
        current.forEach(mapping -> set.put(mapping.externalGroup(), mapping));
        changes.deleted().forEach(mapping -> set.remove(mapping.externalGroup()));
        changes.updated().forEach(update -> set.put(update.after().externalGroup(), update.after()));
        changes.created().forEach(mapping -> set.put(mapping.externalGroup(), mapping));
        return set.values().stream()
                .sorted(Comparator.comparing(MappingPosition::of))
                .toList();
    }
}
