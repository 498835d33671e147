package io.rolemap.adapters.jdbc;

import io.rolemap.domain.shared.InvalidValueException;

/**
 * Where the database is and how to be let in. Immutable.
 *
 * @param url JDBC URL: {@code jdbc:h2:file:<path>}, {@code jdbc:h2:mem:<name>} or
 *     {@code jdbc:postgresql://<host>[:<port>][,…]/<database>}, options included. A memory database without a name is
 *     private to its pool
 * @param user may be empty
 * @param password may be empty
 * @param maxPoolSize the most connections that are open at once, at least {@value #SMALLEST_POOL}; an embedded database
 *     has one more, which keeps it open
 */
public record DatabaseSettings(String url, String user, String password, int maxPoolSize) {

    /** As many connections as are open at once unless told otherwise. */
    public static final int DEFAULT_MAX_POOL_SIZE = 10;

    /** What {@link Schema#migrate} needs at once. */
    public static final int SMALLEST_POOL = 3;

    /**
     * Checks the form of the URL and the size; connects to nothing.
     *
     * @param url JDBC URL of H2 in a file or in memory, or of PostgreSQL
     * @param user may be empty
     * @param password may be empty
     * @param maxPoolSize at least {@value #SMALLEST_POOL}
     * @throws InvalidValueException when the URL is of no supported kind, or sets an option of H2 that would change
     *     what is stored or for how long, or the pool is too small; the message does not show the URL
     */
    public DatabaseSettings {
        DatabaseUrl.of(url);
        if (maxPoolSize < SMALLEST_POOL) {
            throw new InvalidValueException("maximum pool size", "must be " + SMALLEST_POOL + " or more");
        }
    }

    /**
     * With a pool of {@value #DEFAULT_MAX_POOL_SIZE}.
     *
     * @param url JDBC URL of H2 in a file or in memory, or of PostgreSQL
     * @param user may be empty
     * @param password may be empty
     * @throws InvalidValueException when the URL is of no supported kind, or sets an option of H2 that would change
     *     what is stored or for how long; the message does not show the URL
     */
    public DatabaseSettings(String url, String user, String password) {
        this(url, user, password, DEFAULT_MAX_POOL_SIZE);
    }

    /**
     * {@return the URL without options and user information, and the size of the pool} Neither the password nor
     * anything of the URL that may hold one.
     */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + DatabaseUrl.of(url).description() + ", maxPoolSize=" + maxPoolSize + "]";
    }
}
