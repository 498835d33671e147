package io.rolemap.domain.shared;

/** Out-port: makes the identifiers of new mappings and connections. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface IdGenerator {

    /**
     * A new identifier, never given out before by any replica: 1 to 128 unreserved URI characters, see
     * {@link Require#id}. Identifiers that grow with time are kind to database indexes; UUID version 7 (RFC 9562) is
     * the default.
     */
    String newId();
}
