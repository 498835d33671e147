package io.rolemap.domain.shared;

/**
 * Out-port: makes the identifiers of new mappings and connections. Those of API keys are part of the key, see
 * {@link io.rolemap.domain.access.ApiKeySecret#generate}. Implementations are safe for use by many threads.
 *
 * <p>It is asked before a transaction is begun, and for a replacement of a whole set inside it, because only there it is
 * known how many mappings are missing. It is asked for each attempt to create something: identifiers are used up by
 * attempts that come to nothing. An embedder who gives none gets UUIDs of version 7 (RFC 9562, section 5.7).
 */
@FunctionalInterface
public interface IdGenerator {

    /**
     * {@return a new identifier, never given out before by any replica: 1 to 128 unreserved URI characters (RFC 3986,
     * section 2.3), see {@link Require#id}} Identifiers that grow with time are kind to database indexes, and those
     * that can't be guessed tell outsiders nothing. One that is no identifier leaves the use case as an
     * {@link InvalidValueException}; one that a connection of the organisation has already is the outcome
     * {@code IdInUse}, and one that a mapping of the connection has is a fault.
     */
    String newId();
}
