package io.rolemap.adapters.jdbc.shared;

import java.sql.SQLException;

/**
 * The database refused a statement for a reason that is neither an expected outcome nor a lack of availability: a bug,
 * a broken promise of uniqueness, a conflict between transactions that could not be retried here. Neither the message
 * nor the cause contains a value that was stored or looked for. The cause, where there is one, has the SQLSTATE.
 */
public final class StatementFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StatementFailedException(String message) {
        super(message);
    }

    StatementFailedException(SQLException scrubbed) {
        super("The database refused a statement: " + scrubbed.getMessage(), scrubbed);
    }
}
