package io.rolemap.adapters.http.shared.edge;

import io.rolemap.domain.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One method on one path, and what has to be true of a request before it is handled. Immutable. */
public final class Route {

    /** The name of the organisation's identifier in paths. */
    public static final String ORG_ID = "org_id";

    private final String method;
    private final String path;
    private final Demands demands;
    private final Function<Call, Answer> handler;
    private final Function<String, Answer> openHandler;

    private Route(
            String method,
            String path,
            Demands demands,
            Function<Call, Answer> handler,
            Function<String, Answer> openHandler) {
        this.method = method;
        this.path = path;
        this.demands = demands;
        this.handler = handler;
        this.openHandler = openHandler;
    }

    /** GET of one thing. */
    public static Route get(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("GET", path, Demands.of(permission), handler);
    }

    /**
     * GET of a list. Query parameters are refused, but for those of {@link #withParameters}: one that this server doesn't
     * know may be a filter, and a list without it would be taken for a filtered one.
     */
    public static Route list(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("GET", path, Demands.of(permission), handler).withParameters();
    }

    /** POST of JSON. */
    public static Route post(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("POST", path, Demands.of(permission).withBody(Limits.MAX_BODY), handler);
    }

    /** PUT of JSON. */
    public static Route put(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("PUT", path, Demands.of(permission).withBody(Limits.MAX_BODY), handler);
    }

    /** PATCH with JSON whose members are those that change. */
    public static Route patch(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("PATCH", path, Demands.of(permission).withBody(Limits.MAX_BODY), handler);
    }

    /** DELETE of one thing. */
    public static Route delete(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("DELETE", path, Demands.of(permission).producing(Optional.empty()), handler);
    }

    /**
     * GET for everybody, without authentication.
     *
     * @param handler is told the path that the whole API is below
     */
    public static Route open(String path, String mediaType, Function<String, Answer> handler) {
        return new Route(
                "GET",
                path,
                new Demands(List.of(), 0, false, Optional.empty(), false, Optional.of(mediaType)),
                call -> {
                    throw new IllegalStateException("Has no caller");
                },
                handler);
    }

    private static Route guarded(String method, String path, Demands demands, Function<Call, Answer> handler) {
        return new Route(method, path, demands, handler, base -> {
            throw new IllegalStateException("Needs a caller");
        });
    }

    /** This route for callers who may do something else as well. */
    public Route alsoNeeding(Permission other) {
        return with(demands.alsoNeeding(other));
    }

    /**
     * This route with query parameters: those of these names, each once at most. Others are refused with 400, where a route
     * that declares none ignores whatever is in the query.
     *
     * @param names lower case, in snake case; see {@link Call#query}
     */
    public Route withParameters(String... names) {
        return with(demands.withParameters(List.of(names)));
    }

    /**
     * This route with bodies of up to 48 MiB, since it is about a whole set. All these together have a limited amount of memory,
     * and few requests to such routes are worked on at a time, whatever the size of their bodies: there is 503 for the others.
     */
    public Route withLargeBody() {
        return with(demands.withBody(Limits.MAX_LARGE_BODY).inTurn());
    }

    /**
     * This route with bodies of up to 48 MiB, most of which are small. Only a body that is larger than 64 KiB takes what
     * {@link #withLargeBody} says; a small one waits for none of them.
     */
    public Route withSometimesLargeBody() {
        return with(demands.withBody(Limits.MAX_LARGE_BODY));
    }

    /** This route with {@code If-Match}, which others that change something refuse with 400; see {@link Call#ifMatch}. */
    public Route conditional() {
        return with(demands.onCondition());
    }

    private Route with(Demands others) {
        return new Route(method, path, others, handler, openHandler);
    }

    /** This route below a path. */
    Route below(String prefix) {
        return new Route(
                method,
                prefix + path,
                demands,
                call -> handler.apply(call).below(prefix),
                base -> openHandler.apply(base + prefix));
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The path, with the names of its identifiers in braces. */
    public String path() {
        return path;
    }

    /** What the caller must be allowed to do in the organisation; empty for a route that needs no authentication. */
    List<Permission> permissions() {
        return demands.permissions();
    }

    boolean takesBody() {
        return demands.mostBytes() > 0;
    }

    /** Whether it takes much memory, be it for this body or for what is stored already. */
    boolean takesMuchMemory(Body body) {
        return demands.turn() || body.length() > Limits.MAX_BODY;
    }

    /** How many bytes the body may have. */
    int mostBytes() {
        return demands.mostBytes();
    }

    /** The names of its query parameters; empty when it doesn't look at the query. */
    Optional<List<String>> parameters() {
        return demands.parameters();
    }

    boolean isConditional() {
        return demands.conditional();
    }

    Optional<String> produces() {
        return demands.produces();
    }

    Answer handle(Call call) {
        return handler.apply(call);
    }

    Answer handleOpen(String base) {
        return openHandler.apply(base);
    }

    /**
     * What has to be true of a request.
     *
     * @param mostBytes how many bytes its body may have; 0 for no body
     * @param turn whether few such requests are worked on at a time, whatever the size of their bodies
     */
    private record Demands(
            List<Permission> permissions,
            int mostBytes,
            boolean turn,
            Optional<List<String>> parameters,
            boolean conditional,
            Optional<String> produces) {

        static Demands of(Permission permission) {
            return new Demands(List.of(permission), 0, false, Optional.empty(), false, Optional.of(Answer.JSON));
        }

        Demands alsoNeeding(Permission other) {
            List<Permission> all =
                    Stream.concat(permissions.stream(), Stream.of(other)).toList();
            return new Demands(all, mostBytes, turn, parameters, conditional, produces);
        }

        Demands withBody(int most) {
            return new Demands(permissions, most, turn, parameters, conditional, produces);
        }

        Demands inTurn() {
            return new Demands(permissions, mostBytes, true, parameters, conditional, produces);
        }

        Demands withParameters(List<String> names) {
            return new Demands(permissions, mostBytes, turn, Optional.of(names), conditional, produces);
        }

        Demands onCondition() {
            return new Demands(permissions, mostBytes, turn, parameters, true, produces);
        }

        Demands producing(Optional<String> mediaType) {
            return new Demands(permissions, mostBytes, turn, parameters, conditional, mediaType);
        }
    }
}
