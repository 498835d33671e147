package io.rolemap.adapters.jdbc;

import io.rolemap.domain.shared.InvalidValueException;

/**
 * Where the database is and how to be let in.
 *
 * @param url JDBC URL: {@code jdbc:h2:file:<path>}, {@code jdbc:h2:mem:<name>} or
 *     {@code jdbc:postgresql://<host>[:<port>][,…]/<database>}, options included
 * @param user may be empty
 * @param password may be empty
 * @param maxPoolSize the most connections that are open at once, at least {@value #SMALLEST_POOL}
 */
public record DatabaseSettings(String url, String user, String password, int maxPoolSize) {

    /** As many connections as are open at once unless told otherwise. */
    public static final int DEFAULT_MAX_POOL_SIZE = 10;

    /** What {@link Schema#migrate} needs at once. */
    public static final int SMALLEST_POOL = 3;

    /** @throws InvalidValueException when the URL is of no supported kind or the pool is too small */
    public DatabaseSettings {
        DatabaseUrl.of(url);
        if (maxPoolSize < SMALLEST_POOL) {
            throw new InvalidValueException("maximum pool size", "must be " + SMALLEST_POOL + " or more");
        }
    }

    /**
     * With the default pool size.
     *
     * @throws InvalidValueException when the URL is of no supported kind
     */
    public DatabaseSettings(String url, String user, String password) {
        this(url, user, password, DEFAULT_MAX_POOL_SIZE);
    }

    /** Neither the password nor anything of the URL that may hold one. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + DatabaseUrl.of(url).description() + ", maxPoolSize=" + maxPoolSize + "]";
    }
}
