package io.rolemap.adapters.http.shared.edge;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import io.javalin.security.RouteRole;
import io.rolemap.adapters.http.shared.problem.Occurrences;
import io.rolemap.domain.access.Authorizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Has requests judged by this package: all of a server, whose Javalin and Jetty are set up so that nothing else does it, or
 * those below a path of somebody else's.
 */
public final class Edge {

    /** Everything below needs a caller, whether something is there or not. */
    private static final String GUARDED = "/orgs";

    private static final int REQUEST_HEAD_BYTES = 8 * 1024;

    /**
     * RFC 3986, and what it allows although others may read it differently. Here nobody does: routes look at segments as
     * they were sent, and no identifier can hold what these spell, so that such a path leads to nothing.
     */
    private static final UriCompliance URIS = UriCompliance.RFC3986.with(
            "one segment is one identifier",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final List<Route> routes;
    private final Pipeline pipeline;
    private final JettyProblems jettyProblems;
    private final Limits limits;

    /**
     * @param routes all there are
     * @param authentication finds out who sent a request
     * @param authorizer is asked before a body is read
     * @param requestsPerSecond of each caller; empty for no such limit
     * @param random cryptographically strong
     */
    public Edge(
            List<Route> routes,
            Authentication authentication,
            Authorizer authorizer,
            Limits limits,
            OptionalInt requestsPerSecond,
            InstantSource clock,
            RandomGenerator random) {
        this.routes = List.copyOf(routes);
        this.limits = limits;
        Occurrences occurrences = new Occurrences(random);
        this.jettyProblems = new JettyProblems(occurrences);
        Semaphore room = new Semaphore(limits.requestsInFlight());
        this.pipeline = new Pipeline(
                authentication,
                authorizer,
                requestsPerSecond.isPresent()
                        ? Optional.of(new RateLimit(requestsPerSecond.getAsInt(), clock))
                        : Optional.empty(),
                limits,
                room,
                new Responder(occurrences, room, limits),
                new Nobody(random));
    }

    /** Registers the routes and tunes the server. */
    public void configure(JavalinConfig config) {
        config.router.ignoreTrailingSlashes = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        registerRoutes("", ctx -> isGuarded(ctx, ""), config.routes::addHttpHandler);
        config.routes.exception(
                EndpointNotFound.class, (notFound, ctx) -> pipeline.serveUnknownPath(ctx, isGuarded(ctx, "")));
        config.routes.exception(
                MethodNotAllowedResponse.class,
                (notAllowed, ctx) -> pipeline.serveUnknownMethod(
                        ctx,
                        isGuarded(ctx, ""),
                        String.join(", ", notAllowed.getDetails().values())));
        // Javalin would answer in plain text. What it throws by itself has handlers of its own, which go first.
        config.routes.exception(Exception.class, (fault, ctx) -> pipeline.serveFault(ctx, fault));
        config.jetty.modifyHttpConfiguration(this::tune);
        config.jetty.modifyServer(this::tune);
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(jettyProblems));
    }

    /**
     * Registers the routes below a path of a server that stays somebody else's, and nothing besides them.
     *
     * @param roles what all routes have, for handlers of hers that look at them
     * @throws IllegalArgumentException when {@code prefix} is no such path, or taken
     * @throws IllegalStateException when the server handles requests in another way than Javalin does
     */
    public void mountOn(JavalinConfig config, String prefix, RouteRole... roles) {
        Mount mount = new Mount(new MountPath(prefix), pipeline, config, roles);
        Mounts mounts = Mounts.in(config.unsafe.servletRequestLifecycle);
        mounts.checkFree(mount.path());
        registerRoutes(prefix, mount::needsCaller, mount::add);
        mount.announce();
        mounts.add(mount);
    }

    private void registerRoutes(String prefix, Predicate<Context> needsCaller, Registry registry) {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        for (Route plain : routes) {
            Route route = prefix.isEmpty() ? plain : plain.below(prefix);
            boolean open = route.permissions().isEmpty();
            Handler handler = open ? ctx -> pipeline.serveOpen(route, ctx) : ctx -> pipeline.serve(route, ctx);
            registry.add(HandlerType.findOrCreate(route.method()), route.path(), handler);
            List<String> methods = allowed.computeIfAbsent(route.path(), path -> new ArrayList<>());
            methods.add(route.method());
            if (route.method().equals("GET")) {
                registry.add(HandlerType.HEAD, route.path(), handler);
                methods.add("HEAD");
            }
        }
        allowed.forEach((path, methods) -> {
            String allow = String.join(", ", methods) + ", OPTIONS";
            registry.add(HandlerType.OPTIONS, path, ctx -> pipeline.serveOptions(ctx, needsCaller.test(ctx), allow));
        });
    }

    /** Whether a request, to an API that is below {@code prefix}, needs a caller. */
    static boolean isGuarded(Context ctx, String prefix) {
        String path = ctx.path().substring(ctx.contextPath().length() + prefix.length());
        return path.equals(GUARDED) || path.startsWith(GUARDED + "/");
    }

    private void tune(HttpConfiguration http) {
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(URIS);
        http.setRequestHeaderSize(REQUEST_HEAD_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setOutputBufferSize(Responder.BUFFER);
        http.setOutputAggregationSize(Responder.BUFFER);
    }

    private void tune(Server server) {
        server.setErrorHandler(jettyProblems);
        server.insertHandler(new MethodAsSent());
        server.insertHandler(new KnownFraming());
        server.insertHandler(new RequestMarker());
        server.insertHandler(new GracefulHandler());
        // Outermost: whoever was answered is no reason for a server to go on when it is to stop.
        server.insertHandler(new LingeringClose(LINGER));
        // It shortens the idle timeout of every connection as soon as the thread pool is busy; here, the
        // number of requests in flight is limited instead.
        LowResourceMonitor monitor = server.getBean(LowResourceMonitor.class);
        if (monitor != null) {
            server.removeBean(monitor);
        }
        server.addBean(new ConnectionWatch(server, limits));
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                for (var connector : server.getConnectors()) {
                    if (connector instanceof AbstractConnector abstractConnector) {
                        abstractConnector.setIdleTimeout(limits.idle().toMillis());
                        // Jetty would shorten the idle timeout of connections with a request in flight, too; the watch
                        // closes only those without one.
                        abstractConnector.setShutdownIdleTimeout(-1);
                    }
                }
            }
        });
    }

    @FunctionalInterface
    private interface Registry {
        void add(HandlerType method, String path, Handler handler);
    }
}
