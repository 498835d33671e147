package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.IfMatch;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings.Command;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.shared.RoleId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The route of a connection's whole set of mappings. */
final class MappingSetRoutes {

    private static final String DRY_RUN = "dry_run";

    private final ReplaceGroupRoleMappings replace;
    private final PlanGroupRoleMappings plan;
    private final ListGroupRoleMappings list;

    private MappingSetRoutes(Rolemap rolemap) {
        replace = rolemap.replaceGroupRoleMappings();
        plan = rolemap.planGroupRoleMappings();
        list = rolemap.listGroupRoleMappings();
    }

    static List<Route> of(Rolemap rolemap) {
        return List.of(Route.put(MappingRoutes.ALL, Permission.MAPPINGS_WRITE, new MappingSetRoutes(rolemap)::put)
                .alsoNeeding(Permission.MAPPINGS_READ)
                .withParameters(DRY_RUN)
                .conditional()
                .withLargeBody()
                .aboutWholeSet());
    }

    private Answer put(Call call) {
        boolean dryRun = call.query().flag(DRY_RUN);
        IfMatch condition = call.ifMatch();
        Command command = Command.of(call.org(), MappingRoutes.connection(call), MappingJson.wanted(call.body()))
                .onlyIf(version -> condition.isMetBy(MappingListRoutes.tag(version)));
        return dryRun ? plan(call, command) : replace(call, command);
    }

    private Answer replace(Call call, Command command) {
        return replace.replace(call.actor(), command)
                .fold(
                        replaced -> Answer.streamed(200, MappingJson.changes(replaced.changes()))
                                .withTag(MappingListRoutes.tag(replaced.version())),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        unknownRoles -> {
                            throw unknownRoles(call, command, unknownRoles.roles());
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer plan(Call call, Command command) {
        return plan.plan(call.actor(), command)
                .fold(
                        planned -> Answer.streamed(200, MappingJson.plan(command.connection(), planned.plan()))
                                .withTag(MappingListRoutes.tag(planned.version())),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        unknownRoles -> {
                            throw unknownRoles(call, command, unknownRoles.roles());
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    /** Names the entries that would be given an unknown role, and none of those that have it. */
    private ProblemException unknownRoles(Call call, Command command, Set<RoleId> roles) {
        Set<WantedMapping> suspects = command.wanted().mappings().stream()
                .filter(wanted -> roles.contains(wanted.role()))
                .collect(Collectors.toSet());
        Set<WantedMapping> unchanged = new HashSet<>();
        MappingPages pages =
                new MappingPages(list, call.actor(), MappingQuery.all(command.org(), command.connection()));
        pages.from(pages.first())
                .forEachRemaining(page -> page.stream()
                        .map(MappingSetRoutes::asWanted)
                        .filter(suspects::contains)
                        .forEach(unchanged::add));
        // Should they all have been made meanwhile, it is better to name too many than none.
        Set<WantedMapping> refused = suspects.equals(unchanged) ? suspects : minus(suspects, unchanged);
        return new ProblemException(Problem.unknownRoles(MappingJson.rolesIn(command.wanted(), refused::contains)));
    }

    private static Set<WantedMapping> minus(Set<WantedMapping> all, Set<WantedMapping> without) {
        Set<WantedMapping> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static WantedMapping asWanted(GroupRoleMapping mapping) {
        return new WantedMapping(mapping.externalGroup(), mapping.role());
    }
}
