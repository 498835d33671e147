package io.rolemap.adapters.http.shared.edge;

import io.rolemap.domain.access.Permission;
import java.util.Optional;
import java.util.function.Function;

/** One method on one path, and what has to be true of a request before it is handled. Immutable. */
public final class Route {

    /** The name of the organisation's identifier in paths. */
    public static final String ORG_ID = "org_id";

    private final String method;
    private final String path;
    private final Optional<Permission> permission;
    private final boolean body;
    private final boolean query;
    private final Optional<String> produces;
    private final Function<Call, Answer> handler;
    private final Function<String, Answer> openHandler;

    private Route(
            String method,
            String path,
            Optional<Permission> permission,
            boolean body,
            boolean query,
            Optional<String> produces,
            Function<Call, Answer> handler,
            Function<String, Answer> openHandler) {
        this.method = method;
        this.path = path;
        this.permission = permission;
        this.body = body;
        this.query = query;
        this.produces = produces;
        this.handler = handler;
        this.openHandler = openHandler;
    }

    /** GET of one thing. */
    public static Route get(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("GET", path, permission, false, true, Optional.of(Answer.JSON), handler);
    }

    /**
     * GET of a list. Query parameters are refused: one that this server doesn't know may be a filter, and a list without
     * it would be taken for a filtered one.
     */
    public static Route list(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("GET", path, permission, false, false, Optional.of(Answer.JSON), handler);
    }

    /** POST of JSON. */
    public static Route post(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("POST", path, permission, true, true, Optional.of(Answer.JSON), handler);
    }

    /** DELETE of one thing. */
    public static Route delete(String path, Permission permission, Function<Call, Answer> handler) {
        return guarded("DELETE", path, permission, false, true, Optional.empty(), handler);
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
                Optional.empty(),
                false,
                true,
                Optional.of(mediaType),
                call -> {
                    throw new IllegalStateException("Has no caller");
                },
                handler);
    }

    private static Route guarded(
            String method,
            String path,
            Permission permission,
            boolean body,
            boolean query,
            Optional<String> produces,
            Function<Call, Answer> handler) {
        return new Route(method, path, Optional.of(permission), body, query, produces, handler, base -> {
            throw new IllegalStateException("Needs a caller");
        });
    }

    /** This route below a path. */
    Route below(String prefix) {
        return new Route(
                method,
                prefix + path,
                permission,
                body,
                query,
                produces,
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
    Optional<Permission> permission() {
        return permission;
    }

    boolean takesBody() {
        return body;
    }

    boolean allowsAnyQuery() {
        return query;
    }

    Optional<String> produces() {
        return produces;
    }

    Answer handle(Call call) {
        return handler.apply(call);
    }

    Answer handleOpen(String base) {
        return openHandler.apply(base);
    }
}
