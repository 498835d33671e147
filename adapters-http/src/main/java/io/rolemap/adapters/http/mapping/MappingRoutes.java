package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.IfMatch;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.Command;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.GroupAlreadyMapped;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.List;

/** The routes of mappings. */
public final class MappingRoutes {

    static final String ALL = "/orgs/{org_id}/identity-providers/{provider_id}/group-mappings";
    private static final String ONE = ALL + "/{mapping_id}";

    private final CreateGroupRoleMapping create;
    private final GetGroupRoleMapping get;
    private final UpdateGroupRoleMapping update;
    private final DeleteGroupRoleMapping delete;

    private MappingRoutes(Rolemap rolemap) {
        create = rolemap.createGroupRoleMapping();
        get = rolemap.getGroupRoleMapping();
        update = rolemap.updateGroupRoleMapping();
        delete = rolemap.deleteGroupRoleMapping();
    }

    /** The routes over the use cases of {@code rolemap}. */
    public static List<Route> of(Rolemap rolemap) {
        MappingRoutes routes = new MappingRoutes(rolemap);
        List<Route> all = new ArrayList<>();
        all.add(Route.post(ALL, Permission.MAPPINGS_WRITE, routes::create));
        all.add(Route.get(ONE, Permission.MAPPINGS_READ, routes::get));
        all.add(Route.patch(ONE, Permission.MAPPINGS_WRITE, routes::update).conditional());
        all.add(Route.delete(ONE, Permission.MAPPINGS_WRITE, routes::delete).conditional());
        all.addAll(MappingListRoutes.of(rolemap));
        all.addAll(MappingSetRoutes.of(rolemap));
        all.addAll(FindingRoutes.of(rolemap));
        return all;
    }

    private Answer create(Call call) {
        Command command = MappingJson.command(call.org(), connection(call), call.body());
        return create.create(call.actor(), command)
                .fold(
                        created -> created(created.mapping(), created.findings()),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        alreadyMapped -> {
                            throw alreadyMapped(alreadyMapped, command.role());
                        },
                        unknownRole -> {
                            throw unknownRole();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer get(Call call) {
        return get.get(call.actor(), call.org(), connection(call), mapping(call))
                .fold(
                        found -> ok(found.mapping()),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        mappingNotFound -> {
                            throw mappingNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer update(Call call) {
        RoleId role = MappingJson.newRole(call.body());
        IfMatch condition = call.ifMatch();
        return update.update(
                        call.actor(),
                        UpdateGroupRoleMapping.Command.of(call.org(), connection(call), mapping(call), role)
                                .onlyIf(current -> condition.isMetBy(MappingJson.tag(current))))
                .fold(
                        updated -> ok(updated.mapping()),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        mappingNotFound -> {
                            throw mappingNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        unknownRole -> {
                            throw unknownRole();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer delete(Call call) {
        IfMatch condition = call.ifMatch();
        return delete.delete(
                        call.actor(),
                        DeleteGroupRoleMapping.Command.of(call.org(), connection(call), mapping(call))
                                .onlyIf(current -> condition.isMetBy(MappingJson.tag(current))))
                .fold(
                        deleted -> Answer.noContent(),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        mappingNotFound -> {
                            throw mappingNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    static ConnectionId connection(Call call) {
        return call.id("provider_id", ConnectionId::new);
    }

    private static MappingId mapping(Call call) {
        return call.id("mapping_id", MappingId::new);
    }

    private static Answer ok(GroupRoleMapping mapping) {
        return Answer.ok(json -> MappingJson.write(json, mapping)).withTag(MappingJson.tag(mapping));
    }

    private static Answer created(GroupRoleMapping mapping, List<MappingFinding> findings) {
        String location = "/orgs/" + mapping.org() + "/identity-providers/" + mapping.connection() + "/group-mappings/"
                + mapping.id();
        Answer answer = Answer.created(location, json -> MappingJson.write(json, mapping))
                .withTag(MappingJson.tag(mapping));
        return findings.isEmpty() ? answer : answer.withHeader("Rolemap-Findings", FindingJson.header(findings));
    }

    private static ProblemException mappingNotFound() {
        return new ProblemException(ProblemType.MAPPING_NOT_FOUND, "This connection has no such mapping.");
    }

    private static ProblemException unknownRole() {
        return new ProblemException(Problem.unknownRoles(List.of("/role_id")));
    }

    private static ProblemException alreadyMapped(GroupAlreadyMapped already, RoleId asked) {
        Problem problem = Problem.of(ProblemType.GROUP_ALREADY_MAPPED, "This connection maps this group already.");
        return new ProblemException(already.existing()
                .map(existing -> problem.with(json -> MappingJson.writeExisting(json, existing, asked)))
                .orElse(problem));
    }
}
