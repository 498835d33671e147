package io.rolemap.adapters.http.connection;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.IfMatch;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.CreateConnection.Command;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.connection.UpdateConnection;
import java.util.List;
import java.util.Optional;

/** The routes of connections. */
public final class ConnectionRoutes {

    private static final String ALL = "/orgs/{org_id}/identity-providers";
    private static final String ONE = ALL + "/{provider_id}";
    private static final String DEFAULT_ROLE = ONE + "/default-role";

    private static final Problem ID_IN_USE =
            Problem.of(ProblemType.CONNECTION_ID_IN_USE, "This organisation has a connection with this id already.");
    private static final Problem PROVIDER_KEY_IN_USE = Problem.of(
            ProblemType.PROVIDER_KEY_IN_USE,
            "A connection, of this organisation or another, has this provider key already.");

    private final CreateConnection create;
    private final GetConnection get;
    private final UpdateConnection update;
    private final DeleteConnection delete;
    private final ListConnections list;

    private ConnectionRoutes(Rolemap rolemap) {
        create = rolemap.createConnection();
        get = rolemap.getConnection();
        update = rolemap.updateConnection();
        delete = rolemap.deleteConnection();
        list = rolemap.listConnections();
    }

    /** The routes over the use cases of {@code rolemap}. */
    public static List<Route> of(Rolemap rolemap) {
        ConnectionRoutes routes = new ConnectionRoutes(rolemap);
        return List.of(
                Route.post(ALL, Permission.CONNECTIONS_WRITE, routes::create),
                Route.list(ALL, Permission.CONNECTIONS_READ, routes::list),
                Route.get(ONE, Permission.CONNECTIONS_READ, routes::get),
                Route.patch(ONE, Permission.CONNECTIONS_WRITE, routes::update).conditional(),
                Route.delete(ONE, Permission.CONNECTIONS_WRITE, routes::delete).conditional(),
                Route.put(DEFAULT_ROLE, Permission.CONNECTIONS_WRITE, routes::defaultRole)
                        .conditional());
    }

    private Answer create(Call call) {
        Command command = ConnectionJson.command(call::existingOrg, call.body());
        return create.create(call.actor(), command)
                .fold(
                        created -> created(created.connection()),
                        idInUse -> {
                            throw inUse(ID_IN_USE, idInUse.existing(), command);
                        },
                        providerKeyInUse -> {
                            throw inUse(PROVIDER_KEY_IN_USE, providerKeyInUse.existing(), command);
                        },
                        unknownRole -> {
                            throw unknownRole("/default_role_id");
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer list(Call call) {
        return list.list(call.actor(), call.existingOrg())
                .fold(found -> Answer.ok(json -> ConnectionJson.write(json, found.connections())), denied -> {
                    throw Call.notPermitted();
                });
    }

    private Answer get(Call call) {
        return get.get(call.actor(), call.org(), connection(call))
                .fold(
                        found -> ok(found.connection()),
                        notFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer update(Call call) {
        return update(call, ConnectionJson.changes(call.body()), "/default_role_id");
    }

    private Answer defaultRole(Call call) {
        return update(call, ConnectionJson.defaultRole(call.body()), "/role_id");
    }

    /** @param rolePointer where the body has a default role */
    private Answer update(Call call, ConnectionChanges changes, String rolePointer) {
        IfMatch condition = call.ifMatch();
        return update.update(
                        call.actor(),
                        UpdateConnection.Command.of(call.org(), connection(call), changes)
                                .onlyIf(current -> condition.isMetBy(ConnectionJson.tag(current))))
                .fold(
                        updated -> ok(updated.connection()),
                        notFound -> {
                            throw Call.connectionNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        providerKeyInUse -> {
                            throw new ProblemException(PROVIDER_KEY_IN_USE);
                        },
                        unknownRole -> {
                            throw unknownRole(rolePointer);
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private Answer delete(Call call) {
        IfMatch condition = call.ifMatch();
        return delete.delete(
                        call.actor(),
                        DeleteConnection.Command.of(call.org(), connection(call))
                                .onlyIf(current -> condition.isMetBy(ConnectionJson.tag(current))))
                .fold(
                        deleted -> Answer.noContent(),
                        notFound -> {
                            throw Call.connectionNotFound();
                        },
                        conditionNotMet -> {
                            throw Call.preconditionFailed();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static ConnectionId connection(Call call) {
        return call.id("provider_id", ConnectionId::new);
    }

    private static ProblemException inUse(Problem problem, Optional<Connection> existing, Command asked) {
        return new ProblemException(
                existing.map(found -> problem.with(json -> ConnectionJson.writeExisting(json, found, asked)))
                        .orElse(problem));
    }

    private static ProblemException unknownRole(String pointer) {
        return new ProblemException(Problem.unknownRoles(List.of(pointer)));
    }

    private static Answer ok(Connection connection) {
        return Answer.ok(json -> ConnectionJson.write(json, connection)).withTag(ConnectionJson.tag(connection));
    }

    private static Answer created(Connection connection) {
        String location = "/orgs/" + connection.org() + "/identity-providers/" + connection.id();
        return Answer.created(location, json -> ConnectionJson.write(json, connection))
                .withTag(ConnectionJson.tag(connection));
    }
}
