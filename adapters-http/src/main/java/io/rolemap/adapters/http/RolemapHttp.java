package io.rolemap.adapters.http;

import io.javalin.config.JavalinConfig;
import io.rolemap.adapters.http.access.ApiKeyRoutes;
import io.rolemap.adapters.http.connection.ConnectionRoutes;
import io.rolemap.adapters.http.mapping.MappingRoutes;
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
 * The HTTP API of a {@link Rolemap}: for {@link HttpServer}, or for a service's own Javalin.
 *
 * <pre>{@code
 * RolemapHttp http = RolemapHttp.over(rolemap).build();
 * Javalin.create(http::configure).start(8080);
 * }</pre>
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class RolemapHttp {

    private final Edge edge;
    private final List<Route> routes;

    private RolemapHttp(Edge edge, List<Route> routes) {
        this.edge = edge;
        this.routes = routes;
    }

    /** Serves the use cases of {@code rolemap}. */
    public static Builder over(Rolemap rolemap) {
        return new Builder(rolemap);
    }

    /**
     * Registers the routes, and sets what they rely on: trailing slashes matter, nothing is compressed, unknown paths and
     * methods are answered by problem documents, as are what Jetty refuses by itself and exceptions that nothing else
     * handles, and Jetty takes no liberties with the
     * syntax of requests. Applies to the whole Javalin instance, so that a service with routes of its own may prefer an
     * instance for each.
     */
    public void configure(JavalinConfig config) {
        edge.configure(config);
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

        /** Who sent a request; if not given, whoever holds the API key, for which Rolemap must have API keys. */
        public Builder authenticator(Authenticator port) {
            authenticator = Optional.of(port);
            return this;
        }

        /**
         * Whether the storage can be reached, for {@code /health/ready}; always if not given. Asked by one thread at a time,
         * and not again for a second, however many want to know.
         */
        public Builder readiness(BooleanSupplier check) {
            readiness = check;
            return this;
        }

        /** Tells the time for the rate limit and the readiness; the system's clock if not given. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Names occurrences of problems; must be cryptographically strong, and is if not given. */
        public Builder secureRandom(RandomGenerator source) {
            secureRandom = source;
            return this;
        }

        /**
         * How many requests a second each actor may send, in bursts of as many; more are answered 429. No limit if not
         * given.
         *
         * @param limit at least 1
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
         * The API.
         *
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
            if (rolemap.hasApiKeys()) {
                routes.addAll(ApiKeyRoutes.of(rolemap));
            }
            routes.addAll(HealthRoutes.of(new Readiness(readiness, clock)));
            routes.addAll(OpenApiRoutes.all());
            Edge edge = new Edge(
                    routes,
                    new Authentication(callers::authenticate, callers::challenge),
                    rolemap.authorizer(),
                    limits,
                    requestsPerSecond,
                    clock,
                    secureRandom);
            return new RolemapHttp(edge, List.copyOf(routes));
        }
    }
}
