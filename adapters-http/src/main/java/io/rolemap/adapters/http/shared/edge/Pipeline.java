package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.MalformedJsonException;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Judges requests in one order, whatever the route: is there room, who asks, may they, can the answer and the body have
 * the types that are asked for, do query and conditions mean anything, is the body sound. Whatever is thrown anywhere becomes a problem.
 */
final class Pipeline {

    private final Authentication authentication;
    private final Authorizer authorizer;
    private final Optional<RateLimit> rateLimit;
    private final Semaphore room;
    private final BodyReader bodies;
    private final Turns sets;
    private final Responder responder;
    private final Nobody nobody;

    Pipeline(
            Authentication authentication,
            Authorizer authorizer,
            Optional<RateLimit> rateLimit,
            Limits limits,
            Semaphore room,
            Responder responder,
            Nobody nobody) {
        this.authentication = authentication;
        this.authorizer = authorizer;
        this.rateLimit = rateLimit;
        this.room = room;
        this.bodies = new BodyReader(limits);
        this.sets = new Turns(limits.large().sets(), limits.large().patience());
        this.responder = responder;
        this.nobody = nobody;
    }

    /**
     * Serves a route that is open to everybody. Such routes must answer under any load, whether there is room or not:
     * they ask nothing of the storage, or let their callers share what they ask.
     */
    void serveOpen(Route route, Context ctx) {
        RequestLine request = new RequestLine(ctx);
        guarded(ctx, request, () -> {
            checkAccept(route, ctx.req());
            responder.answer(ctx, request, route.handleOpen(ctx.contextPath()));
        });
    }

    /** Serves a route that needs a caller. */
    void serve(Route route, Context ctx) {
        RequestLine request = new RequestLine(ctx);
        withRoom(ctx, request, () -> {
            Actor actor = authenticate(ctx);
            request.by(actor);
            serve(route, ctx, actor, request);
        });
    }

    /**
     * Answers a request that no route is for.
     *
     * @param needsCaller whether only a known caller may learn that
     */
    void serveNothing(Context ctx, boolean needsCaller, Problem problem) {
        refuseOrAnswer(ctx, needsCaller, () -> {
            throw new ProblemException(problem);
        });
    }

    /** Answers a request for a path that is none. */
    void serveUnknownPath(Context ctx, boolean needsCaller) {
        serveNothing(ctx, needsCaller, Problem.of(ProblemType.NOT_FOUND, "Nothing is at this path."));
    }

    /** Answers a request of a method that its path doesn't know. */
    void serveUnknownMethod(Context ctx, boolean needsCaller, String allow) {
        serveNothing(
                ctx,
                needsCaller,
                Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path doesn't know the method.")
                        .withHeader("Allow", allow));
    }

    /** Answers a request whose handling failed outside of what this class guards. */
    void serveFault(Context ctx, Exception fault) {
        responder.problem(ctx, new RequestLine(ctx), fault);
    }

    /**
     * Answers OPTIONS.
     *
     * @param needsCaller whether only a known caller may learn that
     */
    void serveOptions(Context ctx, boolean needsCaller, String allow) {
        refuseOrAnswer(
                ctx,
                needsCaller,
                () -> responder.answer(
                        ctx, new RequestLine(ctx), Answer.noContent().withHeader("Allow", allow)));
    }

    private void refuseOrAnswer(Context ctx, boolean needsCaller, Step answer) {
        RequestLine request = new RequestLine(ctx);
        if (!needsCaller) {
            guarded(ctx, request, answer);
            return;
        }
        withRoom(ctx, request, () -> {
            request.by(authenticate(ctx));
            answer.run();
        });
    }

    private void serve(Route route, Context ctx, Actor actor, RequestLine request) throws Exception {
        authorize(route, ctx, actor);
        checkAccept(route, ctx.req());
        if (route.takesBody()) {
            checkContent(ctx.req());
            BodyReader.checkAnnouncedSize(ctx.req(), route.mostBytes());
        }
        Call call = Call.of(route, ctx, actor, nobody);
        if (!route.takesBody()) {
            responder.answer(ctx, request, route.handle(call));
            return;
        }
        Optional<Body> arrived = BodyReader.arrived(ctx.req());
        if (arrived.isPresent()) {
            serveBody(route, ctx, call, request, arrived.get());
        } else {
            // Nobody else is kept out while a body is awaited: there is room again until it is here.
            LongWait.until(
                    ctx,
                    () -> bodies.whenArrived(ctx.req(), route.mostBytes()).handle((body, failure) -> {
                        withRoom(ctx, request, () -> {
                            if (failure != null) {
                                throw failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                        ? wrapped.getCause()
                                        : failure;
                            }
                            serveBody(route, ctx, call, request, body);
                        });
                        return true;
                    }));
        }
    }

    private void serveBody(Route route, Context ctx, Call call, RequestLine request, Body body) throws IOException {
        if (!route.takesMuchMemory(body)) {
            responder.answer(ctx, request, route.handle(call.with(parse(body))));
            return;
        }
        if (sets.take(ctx.req())) {
            responder.answerInTurn(ctx, request, route.handle(call.with(parse(body))));
            return;
        }
        LongWait.until(
                ctx,
                () -> sets.await(ctx.req()).thenApply(hasTurn -> {
                    withRoom(ctx, request, () -> {
                        if (!hasTurn) {
                            throw new ProblemException(Problem.of(
                                            ProblemType.UNAVAILABLE,
                                            "The server has enough large requests to work on; nothing was stored.")
                                    .withHeader(Responder.RETRY_AFTER, Responder.RETRY_SOON));
                        }
                        responder.answerInTurn(ctx, request, route.handle(call.with(parse(body))));
                    });
                    return true;
                }));
    }

    private Actor authenticate(Context ctx) {
        Actor actor = authentication.callerOf(ctx);
        rateLimit.ifPresent(limit -> {
            if (!limit.allows(actor.id())) {
                throw new ProblemException(
                        Problem.of(ProblemType.TOO_MANY_REQUESTS, "This caller sends too many requests.")
                                .withHeader(Responder.RETRY_AFTER, Responder.RETRY_SOON));
            }
        });
        return actor;
    }

    private void authorize(Route route, Context ctx, Actor actor) {
        OrgId org = orgOf(ctx);
        for (Permission permission : route.permissions()) {
            if (!authorizer.permits(actor, Action.on(org, permission))) {
                throw Call.notPermitted();
            }
        }
    }

    private OrgId orgOf(Context ctx) {
        try {
            return new OrgId(ctx.pathParam(Route.ORG_ID));
        } catch (InvalidValueException noIdentifier) {
            return new OrgId(nobody.id());
        }
    }

    private static void checkAccept(Route route, HttpServletRequest request) {
        route.produces().ifPresent(mediaType -> {
            if (!MediaTypes.accepts(Collections.list(request.getHeaders("Accept")), mediaType)) {
                throw new ProblemException(
                        ProblemType.NOT_ACCEPTABLE, "The answer is only to be had as " + mediaType + ".");
            }
        });
    }

    private static void checkContent(HttpServletRequest request) {
        if (request.getHeader("Content-Encoding") != null) {
            throw new ProblemException(
                    Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must not have a content encoding.")
                            .withHeader("Accept-Encoding", "identity"));
        }
        List<String> contentTypes = Collections.list(request.getHeaders("Content-Type"));
        if (contentTypes.size() != 1 || !MediaTypes.isJson(contentTypes.get(0))) {
            throw new ProblemException(Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be application/json in UTF-8, and say so in Content-Type.")
                    .withHeader("Accept", Answer.JSON));
        }
    }

    private static JsonValue parse(Body body) {
        try {
            return body.parse();
        } catch (MalformedJsonException malformed) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, malformed.reason());
        }
    }

    private void withRoom(Context ctx, RequestLine request, Step step) {
        if (!room.tryAcquire()) {
            guarded(ctx, request, () -> {
                throw new ProblemException(
                        Problem.of(ProblemType.UNAVAILABLE, "The server has too much to do; nothing was stored.")
                                .withHeader(Responder.RETRY_AFTER, Responder.RETRY_SOON));
            });
            return;
        }
        try {
            guarded(ctx, request, step);
        } finally {
            room.release();
        }
    }

    private void guarded(Context ctx, RequestLine request, Step step) {
        try {
            step.run();
        } catch (Throwable thrown) {
            responder.problem(ctx, request, authentication.told(ctx, thrown));
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Throwable;
    }
}
