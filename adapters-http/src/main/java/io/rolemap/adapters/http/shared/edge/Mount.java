package io.rolemap.adapters.http.shared.edge;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RouterConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointNotFound;
import io.javalin.router.ParsedEndpoint;
import io.javalin.router.matcher.PathMatcher;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Our routes below a path of a Javalin that is somebody else's. They are found by a router of our own, whose settings are
 * those of the standalone server: what she sets for hers concerns her own routes.
 */
final class Mount {

    private static final String SERVED = Mount.class.getName();

    private final MountPath path;
    private final Pipeline pipeline;
    private final PathMatcher router = new PathMatcher();
    private final RouterConfig exactPaths = new RouterConfig();

    Mount(MountPath path, Pipeline pipeline) {
        this.path = path;
        this.pipeline = pipeline;
        exactPaths.ignoreTrailingSlashes = false;
    }

    MountPath path() {
        return path;
    }

    /**
     * Adds a route to our router, and to hers as well, where her handlers for matched routes and whatever lists routes look
     * for it.
     */
    void add(JavalinConfig config, HandlerType method, String route, Handler handler) {
        router.add(new ParsedEndpoint(new Endpoint(method, route, handler), exactPaths));
        config.routes.addHttpHandler(method, route, ctx -> {
            if (path.contains(ctx.path().substring(ctx.contextPath().length()))) {
                throw new IllegalStateException(
                        "Whoever sets Javalin's requestLifeCycle must do so before RolemapHttp is mounted");
            }
            // Her router takes other spellings of our path for ours.
            throw new EndpointNotFound(ctx.method(), ctx.path());
        });
    }

    /** Answers whatever was sent to a path that is ours. */
    void serve(JavalinServletContext ctx, String requested) {
        HttpServletResponse response = ctx.res();
        if (response.isCommitted()) {
            // One of her handlers has answered it.
            return;
        }
        ctx.attribute(SERVED, true);
        Seal.clear(response);
        response.setBufferSize(Responder.BUFFER);
        try {
            // An authenticator that asks for the writer must not get it, but fail before anything is stored.
            response.getOutputStream();
            route(ctx, requested);
        } catch (Exception fault) {
            pipeline.serveFault(ctx, fault);
        }
    }

    private void route(JavalinServletContext ctx, String requested) {
        if (!ctx.method().name().equals(ctx.req().getMethod())) {
            // Her handlers were told the other method, and may have let it pass for that.
            pipeline.serveNothing(
                    ctx,
                    false,
                    Problem.of(ProblemType.MALFORMED_REQUEST, "No header field can change the method of a request."));
            return;
        }
        ParsedEndpoint endpoint = router.findFirstEntry(ctx.method(), requested);
        if (endpoint != null) {
            endpoint.handle(ctx, requested);
            return;
        }
        boolean needsCaller = Edge.isGuarded(ctx, path.value());
        String allow = HandlerType.values().stream()
                .filter(method -> method.isHttpMethod() && router.hasEntries(method, requested))
                .map(HandlerType::name)
                .collect(Collectors.joining(", "));
        if (allow.isEmpty()) {
            pipeline.serveUnknownPath(ctx, needsCaller);
        } else {
            pipeline.serveUnknownMethod(ctx, needsCaller, allow);
        }
    }

    /** Whether the answer to this request is ours. */
    static boolean isServing(Context ctx) {
        @Nullable Boolean served = ctx.attribute(SERVED);
        return served != null;
    }

    /** Sees to it that nothing follows the answer that is ours: Javalin would append what any of her handlers left. */
    static void finish(JavalinServletContext ctx) {
        if (isServing(ctx) && ctx.resultInputStream() != null) {
            // Closes the one that is there: the seal, unless a handler has broken it.
            ctx.result(InputStream.nullInputStream());
        }
    }
}
