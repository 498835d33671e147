package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;

/**
 * Whoever asks a use case to do something: an authenticated caller, never an anonymous one. Who it is is taken on
 * trust: authenticate before you make one. Immutable.
 *
 * @param id names the actor in logs, in an audit trail and for limits; never a secret. Any string that is not
 *     blank; use cases don't store it. The server uses {@code operator} and {@code key:<id>}; an embedding service its own names
 * @param grants what authentication found the actor may do; {@link Authorizer#byGrants()} decides by them, another
 *     authorizer may pass them by
 */
public record Actor(String id, Grants grants) {

    /**
     * Checks the name.
     *
     * @param id names the actor in logs and in an audit trail; not blank
     * @param grants what authentication found the actor may do
     * @throws InvalidValueException when {@code id} is blank: whoever has no name is nobody
     */
    public Actor {
        if (id.isBlank()) {
            throw new InvalidValueException("actor's id", "must not be blank");
        }
    }

    /** {@return the operator of the server, with every permission in every organisation} */
    public static Actor operator() {
        return new Actor("operator", Grants.everything());
    }

    /**
     * {@return an actor whose rights the embedding service's own {@link Authorizer} knows} It has no grants, so that
     * {@link Authorizer#byGrants()} permits it nothing.
     *
     * @param id the embedding service's name of the actor, such as {@code user:4711}; never a secret
     */
    public static Actor named(String id) {
        return new Actor(id, Grants.none());
    }
}
