package io.rolemap.domain.access;

/**
 * Whoever asks a use case to do something: an authenticated caller, never an anonymous one.
 *
 * @param id names the actor in logs and in an audit trail; never a secret. The server uses {@code operator} and
 *     {@code key:<id>}; an embedding service its own names
 * @param grants what authentication found the actor may do
 */
public record Actor(String id, Grants grants) {

    /** The operator of the server: every permission in every organisation. */
    public static Actor operator() {
        return new Actor("operator", Grants.everything());
    }

    /** An actor whose rights the embedding service's own {@link Authorizer} knows. */
    public static Actor named(String id) {
        return new Actor(id, Grants.none());
    }
}
