package io.rolemap.domain.access;

/**
 * Out-port: decides whether an actor may do something. Every use case asks it first, before it touches any data.
 * Implementations are safe for use by many threads, and an answer they can't find is a refusal or an exception, never a
 * permission.
 */
@FunctionalInterface
public interface Authorizer {

    /** Whether {@code actor} may perform {@code action}. */
    boolean permits(Actor actor, Action action);

    /** Permits what the {@linkplain Actor#grants() actor's grants} include. */
    static Authorizer byGrants() {
        return (actor, action) -> actor.grants().include(action);
    }

    /** Permits everything to everybody. For services that have authorised the caller before they call a use case. */
    static Authorizer permitAll() {
        return (actor, action) -> true;
    }
}
