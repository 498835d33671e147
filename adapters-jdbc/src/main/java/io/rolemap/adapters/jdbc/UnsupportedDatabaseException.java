package io.rolemap.adapters.jdbc;

/**
 * The database can be reached, but Rolemap can't keep its promises on it: an unknown engine, a setting that would lose
 * or alter what is stored, a schema made by a newer version. It will be the same at the next attempt, until somebody
 * changes the database. The message is a sentence for the operator, without secrets.
 */
public final class UnsupportedDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedDatabaseException(String message) {
        super(message);
    }

    UnsupportedDatabaseException(String message, Throwable scrubbed) {
        super(message, scrubbed);
    }
}
