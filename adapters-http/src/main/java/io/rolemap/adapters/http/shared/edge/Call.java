package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An authenticated request that passed every check the edge can make: what a route works on. */
public final class Call {

    private static final String DRY_RUN = "dry_run";

    private final Context context;
    private final Actor actor;
    private final Nobody nobody;
    private final Query query;
    private final Optional<IfMatch> ifMatch;
    private final Optional<JsonValue> body;

    private Call(
            Context context,
            Actor actor,
            Nobody nobody,
            Query query,
            Optional<IfMatch> ifMatch,
            Optional<JsonValue> body) {
        this.context = context;
        this.actor = actor;
        this.nobody = nobody;
        this.query = query;
        this.ifMatch = ifMatch;
        this.body = body;
    }

    /**
     * A request whose body is not read.
     *
     * @throws ProblemException 400, when what the route looks at besides the body is malformed
     */
    static Call of(Route route, Context context, Actor actor, Nobody nobody) {
        HttpServletRequest request = context.req();
        Query query = route.parameters()
                .map(names -> Query.of(
                        names, Optional.ofNullable(request.getQueryString()).orElse("")))
                .orElseGet(Query::none);
        refuseConditionsThatWouldBeIgnored(route, request);
        refuseDryRunThatWouldBeNone(route, request);
        Optional<IfMatch> ifMatch = route.isConditional()
                ? Optional.of(IfMatch.of(Collections.list(request.getHeaders("If-Match"))))
                : Optional.empty();
        return new Call(context, actor, nobody, query, ifMatch, Optional.empty());
    }

    /**
     * Whoever sends a condition relies on it (RFC 9110, section 13.1). That of a modification date is not meant: it is to be
     * ignored by whoever has no such dates, as this API.
     */
    private static void refuseConditionsThatWouldBeIgnored(Route route, HttpServletRequest request) {
        if (route.method().equals("GET")) {
            return;
        }
        for (String condition : List.of("If-Match", "If-None-Match")) {
            boolean known = route.isConditional() && condition.equals("If-Match");
            if (!known && request.getHeader(condition) != null) {
                throw new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "This call knows no condition '" + condition + "'.");
            }
        }
    }

    /** Whoever asks for a dry run must not get a real one, where other parameters that a call doesn't know do no harm. */
    private static void refuseDryRunThatWouldBeNone(Route route, HttpServletRequest request) {
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        boolean dryRun = Arrays.stream(query.split("&", -1))
                .anyMatch(parameter -> parameter.equals(DRY_RUN) || parameter.startsWith(DRY_RUN + "="));
        if (dryRun && !route.method().equals("GET") && route.parameters().isEmpty()) {
            throw Query.refused(DRY_RUN, "is not known to this call, which would be made in earnest");
        }
    }

    /** This request with its body. */
    Call with(JsonValue json) {
        return new Call(context, actor, nobody, query, ifMatch, Optional.of(json));
    }

    /** What a route throws when a use case doesn't permit what is asked for. */
    public static ProblemException notPermitted() {
        return new ProblemException(
                ProblemType.FORBIDDEN, "This caller is not allowed to do that in this organisation.");
    }

    /** What a route throws when the connection in its path does not exist. */
    public static ProblemException connectionNotFound() {
        return new ProblemException(
                ProblemType.CONNECTION_NOT_FOUND, "This organisation has no such identity provider connection.");
    }

    /** What a route throws when what it is to change is not in the state that {@link #ifMatch} names. */
    public static ProblemException preconditionFailed() {
        return new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                "No entity tag of 'If-Match' is that of the present state: it has changed since, or the tag is weak, which"
                        + " never matches. Nothing was stored.");
    }

    /** Who asks. */
    public Actor actor() {
        return actor;
    }

    /** The body. Only for routes that take one. */
    public JsonValue body() {
        return body.orElseThrow(() -> new IllegalStateException("This route takes no body"));
    }

    /** The query parameters. Has those that the route declares, and no others. */
    public Query query() {
        return query;
    }

    /** The condition of the request, which may be none. Only for routes that are conditional. */
    public IfMatch ifMatch() {
        return ifMatch.orElseThrow(() -> new IllegalStateException("This route is not conditional"));
    }

    /**
     * The identifier in the path under this name. What is no identifier is replaced by one that nothing has, so that it
     * is treated as an unknown one in every respect, down to the queries that look for it.
     *
     * @param type makes the identifier, or throws {@link InvalidValueException}
     */
    public <T> T id(String name, Function<String, T> type) {
        return inPath(name, type).orElseGet(() -> type.apply(nobody.id()));
    }

    /**
     * What is in the path under this name; empty when it has no such meaning.
     *
     * @param type makes the meaning, or throws {@link InvalidValueException}
     */
    public <T> Optional<T> inPath(String name, Function<String, T> type) {
        try {
            return Optional.of(type.apply(context.pathParam(name)));
        } catch (InvalidValueException meaningless) {
            return Optional.empty();
        }
    }

    /** The organisation in the path, for routes that look for something in it; see {@link #id}. */
    public OrgId org() {
        return id(Route.ORG_ID, OrgId::new);
    }

    /**
     * The organisation in the path, for routes that would find or make something in any organisation.
     *
     * @throws ProblemException when it is no identifier
     */
    public OrgId existingOrg() {
        return inPath(Route.ORG_ID, OrgId::new)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such organisation."));
    }
}
