package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.util.Optional;
import java.util.function.Function;

/** An authenticated request that passed every check the edge can make: what a route works on. */
public final class Call {

    private final Context context;
    private final Actor actor;
    private final Nobody nobody;
    private final Optional<JsonValue> body;

    Call(Context context, Actor actor, Nobody nobody, Optional<JsonValue> body) {
        this.context = context;
        this.actor = actor;
        this.nobody = nobody;
        this.body = body;
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

    /** Who asks. */
    public Actor actor() {
        return actor;
    }

    /** The body. Only for routes that take one. */
    public JsonValue body() {
        return body.orElseThrow(() -> new IllegalStateException("This route takes no body"));
    }

    /**
     * The identifier in the path under this name. What is no identifier is replaced by one that nothing has, so that it
     * is treated as an unknown one in every respect, down to the queries that look for it.
     *
     * @param type makes the identifier, or throws {@link InvalidValueException}
     */
    public <T> T id(String name, Function<String, T> type) {
        try {
            return type.apply(context.pathParam(name));
        } catch (InvalidValueException noIdentifier) {
            return type.apply(nobody.id());
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
        try {
            return new OrgId(context.pathParam(Route.ORG_ID));
        } catch (InvalidValueException noIdentifier) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such organisation.");
        }
    }
}
