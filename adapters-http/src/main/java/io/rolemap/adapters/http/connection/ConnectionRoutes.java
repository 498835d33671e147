package io.rolemap.adapters.http.connection;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Call;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import java.util.List;

/** The routes of connections. */
public final class ConnectionRoutes {

    private static final String ALL = "/orgs/{org_id}/identity-providers";
    private static final String ONE = ALL + "/{provider_id}";

    private final CreateConnection create;
    private final GetConnection get;
    private final ListConnections list;

    private ConnectionRoutes(Rolemap rolemap) {
        create = rolemap.createConnection();
        get = rolemap.getConnection();
        list = rolemap.listConnections();
    }

    /** The routes over the use cases of {@code rolemap}. */
    public static List<Route> of(Rolemap rolemap) {
        ConnectionRoutes routes = new ConnectionRoutes(rolemap);
        return List.of(
                Route.post(ALL, Permission.CONNECTIONS_WRITE, routes::create),
                Route.list(ALL, Permission.CONNECTIONS_READ, routes::list),
                Route.get(ONE, Permission.CONNECTIONS_READ, routes::get));
    }

    private Answer create(Call call) {
        return create.create(call.actor(), ConnectionJson.command(call::existingOrg, call.body()))
                .fold(
                        created -> created(created.connection()),
                        idInUse -> {
                            throw new ProblemException(
                                    ProblemType.CONNECTION_ID_IN_USE,
                                    "This organisation has a connection with this id already.");
                        },
                        providerKeyInUse -> {
                            throw new ProblemException(
                                    ProblemType.PROVIDER_KEY_IN_USE,
                                    "A connection, of this organisation or another, has this provider key already.");
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
        return get.get(call.actor(), call.org(), call.id("provider_id", ConnectionId::new))
                .fold(
                        found -> Answer.ok(json -> ConnectionJson.write(json, found.connection())),
                        notFound -> {
                            throw Call.connectionNotFound();
                        },
                        denied -> {
                            throw Call.notPermitted();
                        });
    }

    private static Answer created(Connection connection) {
        String location = "/orgs/" + connection.org() + "/identity-providers/" + connection.id();
        return Answer.created(location, json -> ConnectionJson.write(json, connection));
    }
}
