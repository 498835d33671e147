package io.rolemap.adapters.http.shared.edge;

import io.javalin.config.JavalinConfig;
import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.http.servlet.TaskHandler;
import io.javalin.router.EndpointNotFound;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.RouteRole;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Our routes below a path of a Javalin that is somebody else's. They are found by a router of our own, whose settings are
 * those of the standalone server: what she sets for hers concerns her own routes.
 */
final class Mount {

    private static final String SERVED = Mount.class.getName();

    private final MountPath path;
    private final Pipeline pipeline;
    private final JavalinState ours = new JavalinState();
    private final JavalinState hers;
    private final RouteRole[] roles;
    private final JavalinServlet servlet;
    private final List<Runnable> announcements = new ArrayList<>();

    Mount(MountPath path, Pipeline pipeline, JavalinConfig config, RouteRole... roles) {
        this.path = path;
        this.pipeline = pipeline;
        this.hers = config.unsafe;
        this.roles = roles.clone();
        ours.router.ignoreTrailingSlashes = false;
        ours.internalRouter = new OurRoutes(ours, hers);
        servlet = new JavalinServlet(ours);
    }

    MountPath path() {
        return path;
    }

    /** A servlet that finds our routes, for the steps of a request's life that look for them in one. */
    JavalinServlet servlet() {
        return servlet;
    }

    /**
     * Adds a route to our router, and to those that {@link #announce} adds to hers.
     *
     * @throws IllegalArgumentException when hers has it already
     */
    void add(HandlerType method, String route, Handler handler) {
        boolean taken = hers.internalRouter.findHttpHandlerEntries(method, null).stream()
                .anyMatch(entry -> entry.endpoint.path.equals(route));
        if (taken) {
            throw new IllegalArgumentException(method.name() + " " + route + " is a route already");
        }
        ours.routes.addHttpHandler(method, route, handler, roles);
        announcements.add(() -> hers.routes.addHttpHandler(method, route, this::serveAstray, roles));
    }

    /** Adds our routes to hers, where whatever lists routes looks for them. */
    void announce() {
        announcements.forEach(Runnable::run);
    }

    private void serveAstray(Context ctx) {
        if (path.contains(ctx.path().substring(ctx.contextPath().length()))) {
            throw new IllegalStateException(
                    "Whoever sets Javalin's requestLifeCycle must do so before RolemapHttp is mounted");
        }
        // Her router takes other spellings of our path for ours.
        throw new EndpointNotFound(ctx.method(), ctx.path());
    }

    /**
     * Whether a request needs a caller. What a browser asks before it sends one of another origin never has any (Fetch
     * Standard, section 3.2.2): without an answer, no service could let browsers of other origins in.
     */
    boolean needsCaller(Context ctx) {
        boolean preflight = ctx.req().getMethod().equals("OPTIONS")
                && ctx.req().getHeader("Origin") != null
                && ctx.req().getHeader("Access-Control-Request-Method") != null;
        return !preflight && Edge.isGuarded(ctx, path.value());
    }

    /**
     * Answers whatever was sent to a path that is ours.
     *
     * @param matched handles it as the route that our router found, if it did
     */
    void serve(JavalinServletContext ctx, String requested, TaskHandler<Unit> matched) {
        HttpServletResponse response = ctx.res();
        if (response.isCommitted()) {
            // One of her handlers has answered it.
            return;
        }
        ctx.attribute(SERVED, true);
        if (ctx.req().isAsyncStarted()) {
            // One of her handlers has waited for something, and her limit for that would cut us short.
            LongWait.withoutLimit(ctx);
        }
        Seal.clear(response);
        response.setBufferSize(Responder.BUFFER);
        try {
            // An authenticator that asks for the writer must not get it, but fail before anything is stored.
            response.getOutputStream();
            route(ctx, requested, matched);
        } catch (Exception fault) {
            pipeline.serveFault(ctx, fault);
        }
    }

    private void route(JavalinServletContext ctx, String requested, TaskHandler<Unit> matched) {
        if (!ctx.method().name().equals(ctx.req().getMethod())) {
            // Her handlers were told the other method, and may have let it pass for that.
            pipeline.serveNothing(
                    ctx,
                    false,
                    Problem.of(ProblemType.MALFORMED_REQUEST, "No header field can change the method of a request."));
            return;
        }
        @Nullable ParsedEndpoint endpoint = ours.internalRouter.findFirstHttpHandlerEntry(ctx.method(), requested);
        if (endpoint != null) {
            matched.handle();
            return;
        }
        String allow = HandlerType.values().stream()
                .filter(method -> method.isHttpMethod() && ours.internalRouter.hasHttpHandlerEntry(method, requested))
                .map(HandlerType::name)
                .collect(Collectors.joining(", "));
        if (allow.isEmpty()) {
            pipeline.serveUnknownPath(ctx, needsCaller(ctx));
        } else {
            pipeline.serveUnknownMethod(ctx, needsCaller(ctx), allow);
        }
    }

    /** Whether the answer to this request is ours. One that is gone has none of hers. */
    static boolean isServing(Context ctx) {
        if (LongWait.isGone(ctx)) {
            return true;
        }
        @Nullable Boolean served = ctx.attribute(SERVED);
        return served != null;
    }

    /** Sees to it that nothing follows the answer that is ours: Javalin would append what any of her handlers left. */
    static void finish(JavalinServletContext ctx) {
        if (!LongWait.isGone(ctx) && isServing(ctx) && ctx.resultInputStream() != null) {
            // Closes the one that is there: the seal, unless a handler has broken it.
            ctx.result(InputStream.nullInputStream());
        }
    }
}
