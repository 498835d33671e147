package io.rolemap.adapters.http.role;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Optional;

/** The routes of roles. */
public final class RoleRoutes {

    private static final String ALL = "/orgs/{org_id}/roles";
    private static final String ONE = ALL + "/{role_id}";

    private final PutRole put;
    private final GetRole get;
    private final ListRoles list;
    private final DeleteRole delete;

    private RoleRoutes(Rolemap rolemap) {
        put = rolemap.putRole();
        get = rolemap.getRole();
        list = rolemap.listRoles();
        delete = rolemap.deleteRole();
    }

    /**
     * {@return the routes over these use cases}
     *
     * @param rolemap has the use cases of roles
     */
    public static List<Route> of(Rolemap rolemap) {
        RoleRoutes routes = new RoleRoutes(rolemap);
        return List.of(
                Route.list(ALL, Permission.ROLES_READ, routes::list),
                Route.get(ONE, Permission.ROLES_READ, routes::get),
                Route.put(ONE, Permission.ROLES_WRITE, routes::put),
                Route.delete(ONE, Permission.ROLES_WRITE, routes::delete));
    }

    private Answer list(Call call) {
        return list.list(call.actor(), call.existingOrg())
                .fold(found -> Answer.ok(json -> RoleJson.write(json, found.roles())), denied -> {
                    throw Call.notPermitted();
                });
    }

    private Answer get(Call call) {
        return get.get(call.actor(), call.org(), role(call).orElseThrow(RoleRoutes::notFound))
                .fold(
                        found -> ok(found.role()),
                        notFound -> {
                            throw notFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer put(Call call) {
        RoleId id = role(call)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.MALFORMED_REQUEST,
                        "The role in the path must be a 64-bit integer in canonical decimal form, such as 2227."));
        RoleName name = RoleJson.name(call.body());
        return put.put(call.actor(), new PutRole.Command(call.existingOrg(), id, name))
                .fold(created -> created(created.role()), updated -> ok(updated.role()), denied -> {
                    throw Call.notPermitted();
                });
    }

    private Answer delete(Call call) {
        return delete.delete(call.actor(), call.org(), role(call).orElseThrow(RoleRoutes::notFound))
                .fold(
                        deleted -> Answer.noContent(),
                        notFound -> {
                            throw notFound();
                        },
                        inUse -> {
                            throw inUse(inUse.uses());
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static Optional<RoleId> role(Call call) {
        return call.inPath("role_id", RoleId::parse);
    }

    private static Answer ok(Role role) {
        return Answer.ok(json -> RoleJson.write(json, role));
    }

    private static Answer created(Role role) {
        return Answer.created("/orgs/" + role.org() + "/roles/" + role.id(), json -> RoleJson.write(json, role));
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.ROLE_NOT_FOUND, "This organisation's catalogue has no such role.");
    }

    private static ProblemException inUse(RoleUses uses) {
        return new ProblemException(
                Problem.of(ProblemType.ROLE_IN_USE, "Mappings or connections use this role; 'uses' says how many.")
                        .with(json -> RoleJson.writeUses(json, uses)));
    }
}
