package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListMappingFindings;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingSurvey;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class ListMappingFindingsService implements ListMappingFindings {

    private final GroupRoleMappingRepository mappings;
    private final KnownRoles roles;
    private final Authorizer authorizer;

    ListMappingFindingsService(GroupRoleMappingRepository mappings, KnownRoles roles, Authorizer authorizer) {
        this.mappings = mappings;
        this.roles = roles;
        this.authorizer = authorizer;
    }

    @Override
    public Result list(Actor actor, OrgId org, ConnectionId connection) {
        if (!authorizer.permits(actor, Action.on(org, Permission.MAPPINGS_READ))) {
            return new NotPermitted();
        }
        MappingSurvey survey = new MappingSurvey();
        if (!WholeSets.read(mappings, org, connection, survey::add)) {
            return new ConnectionNotFound();
        }
        Set<RoleId> unknown = WholeSets.unknownAmong(mappings, roles, org, survey.roles());
        List<MappingFinding> findings = new ArrayList<>();
        boolean isThere = WholeSets.readPages(mappings, org, connection, page -> {
            page.mappings().forEach(mapping -> findings.addAll(survey.findingsOf(mapping, unknown)));
            return findings.size() <= MAX_FINDINGS;
        });
        return isThere ? firstOf(findings) : new ConnectionNotFound();
    }

    private static Found firstOf(List<MappingFinding> findings) {
        return findings.size() <= MAX_FINDINGS
                ? new Found(findings, true)
                : new Found(findings.subList(0, MAX_FINDINGS), false);
    }
}
