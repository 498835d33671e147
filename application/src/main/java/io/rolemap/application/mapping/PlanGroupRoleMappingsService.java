package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.MappingSetVersion;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.shared.RoleId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

final class PlanGroupRoleMappingsService implements PlanGroupRoleMappings {

    private final GroupRoleMappingRepository mappings;
    private final KnownRoles roles;
    private final Authorizer authorizer;

    PlanGroupRoleMappingsService(GroupRoleMappingRepository mappings, KnownRoles roles, Authorizer authorizer) {
        this.mappings = mappings;
        this.roles = roles;
        this.authorizer = authorizer;
    }

    @Override
    public Result plan(Actor actor, ReplaceGroupRoleMappings.Command command) {
        if (!WholeSets.mayReplace(authorizer, actor, command)) {
            return new NotPermitted();
        }
        Map<ExternalGroup, GroupRoleMapping> current = new LinkedHashMap<>();
        if (!WholeSets.read(mappings, command.org(), command.connection(), mapping -> addLatest(current, mapping))) {
            return new ConnectionNotFound();
        }
        MappingSetVersion version = MappingSetVersion.of(current.values());
        if (!command.condition().test(version)) {
            return new ConditionNotMet();
        }
        MappingPlan plan = MappingPlan.between(current.values(), command.wanted());
        Set<RoleId> unknown = WholeSets.unknownAmong(mappings, roles, command.org(), plan.grantedRoles());
        return unknown.isEmpty() ? new Planned(plan, version) : new UnknownRoles(unknown);
    }

    /** A group that is removed and mapped again between two pages is met twice: the second mapping is the one it has. */
    private static void addLatest(Map<ExternalGroup, GroupRoleMapping> current, GroupRoleMapping mapping) {
        current.remove(mapping.externalGroup());
        current.put(mapping.externalGroup(), mapping);
    }
}
