package io.rolemap.adapters.http;

import io.javalin.config.JavalinConfig;
import io.javalin.security.RouteRole;
import io.rolemap.adapters.http.access.ApiKeyRoutes;
import io.rolemap.adapters.http.connection.ConnectionRoutes;
import io.rolemap.adapters.http.mapping.MappingRoutes;
import io.rolemap.adapters.http.observation.ObservedGroupRoutes;
import io.rolemap.adapters.http.resolution.ResolutionRoutes;
import io.rolemap.adapters.http.role.RoleRoutes;
import io.rolemap.adapters.http.shared.edge.Authentication;
import io.rolemap.adapters.http.shared.edge.Edge;
import io.rolemap.adapters.http.shared.edge.Limits;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.application.Rolemap;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The HTTP API of a {@link Rolemap}: for {@link HttpServer}, for a Javalin of its own, or below a path of a service's Javalin.
 *
 * <pre>{@code
 * RolemapHttp http = RolemapHttp.over(rolemap)
 *         .authenticator(Authenticator.bearer(token -> ...))
 *         .build();
 * Javalin.create(config -> {
 *     config.routes.get("/", ctx -> ctx.result("My own"));
 *     http.mountOn(config, "/iam");
 * }).start(8080);
 * }</pre>
 *
 * <p>Immutable; safe for use by many threads. One may serve several places and servers at a time, which then share the limit
 * of {@link Builder#requestsPerSecond} and of requests in flight.
 */
public final class RolemapHttp {

    private final Edge edge;
    private final List<Route> routes;

    private RolemapHttp(Edge edge, List<Route> routes) {
        this.edge = edge;
        this.routes = routes;
    }

    /**
     * Begins to set up the API.
     *
     * @param rolemap its use cases are served
     * @return a builder with every setting at its default
     */
    public static Builder over(Rolemap rolemap) {
        return new Builder(rolemap);
    }

    /**
     * Takes a whole Javalin: registers the routes at its root (below its {@code contextPath}, if it has one), and sets what
     * they rely on. Trailing slashes matter, nothing is compressed, unknown paths and methods are answered by problem
     * documents, as are what Jetty refuses by itself and exceptions that nothing else handles, and Jetty takes no liberties
     * with the syntax of requests. All that holds for whatever else is on this Javalin, so that a service with routes of its
     * own rather mounts the API: {@link #mountOn}.
     *
     * @param config of a Javalin that is being created
     */
    public void configure(JavalinConfig config) {
        edge.configure(config);
    }

    /**
     * Mounts the API on a Javalin that stays somebody else's: all its routes, {@code /health} and {@code /openapi} too, answer
     * below {@code prefix} (and the {@code contextPath}, if there is one), {@code Location} fields say so, and nothing of that
     * Javalin's settings, routes, error pages and exception handlers is changed. May be called more than once, also with
     * other instances, for prefixes that are not below each other.
     *
     * <p><b>Everything below the prefix is the API's</b>, in the same way as on a server of its own: unknown paths and methods
     * are answered by problem documents, and whatever goes wrong is. Trailing slashes, letter case and doubled slashes count,
     * and the prefix itself is matched letter for letter, whatever {@code config.router} says. Javalin's
     * {@code prefer405over404}, compression, ETags, {@code maxRequestSize}, {@code asyncTimeout}, content types and
     * {@code handlerWrapper} have no say here; the API has limits of its own for bodies. Other routes, static files and
     * single-page handlers below the prefix are never reached. With {@code caseInsensitiveRoutes}, a route of the service's
     * that is to serve another spelling of the prefix must be registered before.
     *
     * <p><b>Before-handlers and after-handlers run</b> as for any other path, whatever their order of registration, those for
     * matched routes too: these see the API's route and {@code roles}, and no other route that matches as well. Whoever lets
     * nobody in without a role gives some here, and minds that Javalin runs no handler for matched routes where the API has no
     * route, which it answers 404 or 405. What a before-handler refuses stays its refusal, with the exception handlers and
     * error pages of the service. A before-handler must not read the body of a request for the API (500), and the handlers
     * that follow may run in another thread.
     *
     * <p><b>The API's own answers stay as they are:</b> status, {@code Content-Type}, body and every field that the API sets,
     * whatever handlers have begun before, and whether an after-handler throws, sets a status, leaves a {@code result} or skips
     * the rest; {@code Location} and {@code Content-Encoding} of others are taken away, error pages never apply. Other fields
     * may be added, best by before-handlers: for an answer of more than 32 KiB, or behind a handler that leaves a
     * {@code result}, an after-handler comes too late. Not to be helped is an after-handler that itself sends the response
     * ({@code flushBuffer}, {@code close}, {@code sendError}) after it has changed it; and where one leaves a {@code result} and
     * then skips the rest, Javalin's request log has nothing of it.
     *
     * <p><b>A CORS preflight</b> ({@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method}) needs no caller
     * here, since it never has credentials, and is answered 204 with {@code Allow}, or 404: that tells which paths the
     * API has, as its description does, and nothing of organisations. Whether browsers of other origins are let in is up to
     * the service, by fields that a before-handler sets, such as those of Javalin's CORS plugin.
     *
     * <p><b>The description</b> at {@code /openapi.json} and {@code /openapi.yaml} says where the API is, and is otherwise that
     * of a server of its own: it has API keys, their paths and bearer challenges also where callers are known by other means
     * and {@code /orgs/{org_id}/api-keys} is answered 404, and roles also where Rolemap has no catalogues and
     * {@code /orgs/{org_id}/roles} is answered 404.
     *
     * <p><b>What only a server of its own guarantees,</b> because it is the service's Jetty that does it here:
     *
     * <ul>
     *   <li>What Jetty refuses by itself, such as a malformed request line, a too large header or a bad URI, is answered in
     *       its way, and what it lets pass (transfer codings, several {@code Host} fields) passes. A WebSocket handshake is
     *       answered by Javalin.
     *   <li>The time that the head of a request, an idle connection, and the reading of an answer may take is limited by Jetty
     *       alone; the time for the body by the API.
     *   <li>A client that is still sending when it has been answered may lose the answer.
     *   <li>A handler of Jetty's that compresses, compresses this API's answers.
     *   <li>Whether requests in flight are finished when the server stops is up to the service.
     *   <li>{@code X-HTTP-Method-Override} is not ignored but refused with 400 when it names another method, since
     *       Javalin tells the service's before-handlers that one.
     * </ul>
     *
     * <p>The API joins Javalin's {@code requestLifeCycle}, which must be set before, if at all; where it is replaced
     * afterwards, the API's routes are answered 500 and nothing else.
     *
     * @param config of a Javalin that is being created, on the Jetty that comes with it
     * @param prefix where to: one or more segments of letters, digits, {@code -}, {@code .}, {@code _} and {@code ~}, each
     *     after a slash, such as {@code /iam} or {@code /internal/iam}
     * @param roles what Javalin's {@code routeRoles()} are for every route of the API; none if not given
     * @throws IllegalArgumentException when {@code prefix} has another form, is the root, or is, contains or is below a path
     *     where the API is mounted on this Javalin already, or when one of its routes is registered; nothing is mounted then
     * @throws IllegalStateException when the {@code requestLifeCycle} was set to one without {@code DefaultTasks.HTTP}
     */
    public void mountOn(JavalinConfig config, String prefix, RouteRole... roles) {
        edge.mountOn(config, prefix, roles);
    }

    List<Route> routes() {
        return routes;
    }

    /** Collects what is particular. For one thread. */
    public static final class Builder {

        private final Rolemap rolemap;
        private Optional<Authenticator> authenticator = Optional.empty();
        private BooleanSupplier readiness = () -> true;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator secureRandom = new SecureRandom();
        private OptionalInt requestsPerSecond = OptionalInt.empty();
        private Limits limits = Limits.DEFAULT;

        private Builder(Rolemap rolemap) {
            this.rolemap = rolemap;
        }

        /**
         * Says who finds out who sent a request; if not given, callers are known by their API keys, for which Rolemap must have
         * API keys.
         *
         * @param port the service's own
         * @return this builder
         */
        public Builder authenticator(Authenticator port) {
            authenticator = Optional.of(port);
            return this;
        }

        /**
         * Says whether the storage can be reached, for {@code /health/ready}; always if not given. Asked by one thread at a
         * time, and not again for a second, however many want to know.
         *
         * @param check may throw, which is answered as if a use case had
         * @return this builder
         */
        public Builder readiness(BooleanSupplier check) {
            readiness = check;
            return this;
        }

        /**
         * Tells the time for the rate limit and the readiness; the system's clock if not given.
         *
         * @param source safe for use by many threads
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Names occurrences of problems; must be cryptographically strong, and is if not given.
         *
         * @param source safe for use by many threads
         * @return this builder
         */
        public Builder secureRandom(RandomGenerator source) {
            secureRandom = source;
            return this;
        }

        /**
         * Limits how many requests a second each actor may send, in bursts of as many; more are answered 429. No limit if not
         * given.
         *
         * @param limit at least 1
         * @return this builder
         * @throws IllegalArgumentException when it is less
         */
        public Builder requestsPerSecond(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("requestsPerSecond must be at least 1, not " + limit);
            }
            requestsPerSecond = OptionalInt.of(limit);
            return this;
        }

        Builder limits(Limits all) {
            limits = all;
            return this;
        }

        /**
         * Builds the API.
         *
         * @return it; this builder may be used again
         * @throws IllegalStateException when Rolemap has no API keys and no authenticator was given
         */
        public RolemapHttp build() {
            if (authenticator.isEmpty() && !rolemap.hasApiKeys()) {
                throw new IllegalStateException(
                        "RolemapHttp needs an authenticator, or a Rolemap that was built with apiKeys");
            }
            Authenticator callers =
                    authenticator.orElseGet(() -> Authenticator.bearer(rolemap.authenticateApiKey()::authenticate));
            List<Route> routes = new ArrayList<>();
            routes.addAll(MappingRoutes.of(rolemap));
            routes.addAll(ConnectionRoutes.of(rolemap));
            routes.addAll(ResolutionRoutes.of(rolemap));
            if (rolemap.hasRoles()) {
                routes.addAll(RoleRoutes.of(rolemap));
            }
            if (rolemap.hasObservedGroups()) {
                routes.addAll(ObservedGroupRoutes.of(rolemap));
            }
            if (rolemap.hasApiKeys()) {
                routes.addAll(ApiKeyRoutes.of(rolemap));
            }
            routes.addAll(HealthRoutes.of(new Readiness(readiness, clock)));
            routes.addAll(OpenApiRoutes.all());
            Edge edge = new Edge(
                    routes,
                    new Authentication(callers::authenticate, callers::challenge, authenticator.isEmpty()),
                    rolemap.authorizer(),
                    limits,
                    requestsPerSecond,
                    clock,
                    secureRandom);
            return new RolemapHttp(edge, List.copyOf(routes));
        }
    }
}
