package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
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
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.RoleId;
import java.util.List;

/** The routes of mappings. */
public final class MappingRoutes {

    private static final String ALL = "/orgs/{org_id}/identity-providers/{provider_id}/group-mappings";
    private static final String ONE = ALL + "/{mapping_id}";

    private final CreateGroupRoleMapping create;
    private final GetGroupRoleMapping get;
    private final ListGroupRoleMappings list;

    private MappingRoutes(Rolemap rolemap) {
        create = rolemap.createGroupRoleMapping();
        get = rolemap.getGroupRoleMapping();
        list = rolemap.listGroupRoleMappings();
    }

    /** The routes over the use cases of {@code rolemap}. */
    public static List<Route> of(Rolemap rolemap) {
        MappingRoutes routes = new MappingRoutes(rolemap);
        return List.of(
                Route.post(ALL, Permission.MAPPINGS_WRITE, routes::create),
                Route.list(ALL, Permission.MAPPINGS_READ, routes::list),
                Route.get(ONE, Permission.MAPPINGS_READ, routes::get));
    }

    private Answer create(Call call) {
        Command command = MappingJson.command(call.org(), connection(call), call.body());
        return create.create(call.actor(), command)
                .fold(
                        created -> created(created.mapping()),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        alreadyMapped -> {
                            throw alreadyMapped(alreadyMapped, command.role());
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer list(Call call) {
        return list.list(call.actor(), call.org(), connection(call))
                .fold(
                        found -> Answer.ok(json -> MappingJson.write(json, found.mappings())),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer get(Call call) {
        return get.get(call.actor(), call.org(), connection(call), call.id("mapping_id", MappingId::new))
                .fold(
                        found -> Answer.ok(json -> MappingJson.write(json, found.mapping()))
                                .withEntityTag(),
                        connectionNotFound -> {
                            throw Call.connectionNotFound();
                        },
                        mappingNotFound -> {
                            throw new ProblemException(
                                    ProblemType.MAPPING_NOT_FOUND, "This connection has no such mapping.");
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static ConnectionId connection(Call call) {
        return call.id("provider_id", ConnectionId::new);
    }

    private static Answer created(GroupRoleMapping mapping) {
        String location = "/orgs/" + mapping.org() + "/identity-providers/" + mapping.connection() + "/group-mappings/"
                + mapping.id();
        return Answer.created(location, json -> MappingJson.write(json, mapping));
    }

    private static ProblemException alreadyMapped(GroupAlreadyMapped already, RoleId asked) {
        Problem problem = Problem.of(ProblemType.GROUP_ALREADY_MAPPED, "This connection maps this group already.");
        return new ProblemException(already.existing()
                .map(existing -> problem.with(json -> MappingJson.writeExisting(json, existing, asked)))
                .orElse(problem));
    }
}
