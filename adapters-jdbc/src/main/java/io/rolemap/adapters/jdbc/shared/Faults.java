package io.rolemap.adapters.jdbc.shared;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/**
 * What the exceptions of JDBI and of the drivers mean to a caller of a port. Exceptions that leave this class carry
 * neither bound values nor the rows that a driver quotes. Without state; safe for use by many threads.
 */
public final class Faults {

    private static final int LONGEST_CHAIN = 20;

    /** Classes of SQLSTATE whose messages speak of the server, of names and of rights, never of values. */
    private static final Set<String> TELLING_CLASSES =
            Set.of("08", "0A", "25", "26", "28", "3D", "3F", "40", "42", "53", "55", "57", "58");

    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "3D", "53", "57");

    /** Read-only, idle or overdue in a transaction, lock not granted in time (PostgreSQL, H2), read error. */
    private static final Set<String> UNAVAILABLE_STATES = Set.of("25006", "25P03", "25P04", "55P03", "HYT00", "58030");

    /**
     * H2: closed, not found, opened elsewhere, read error twice, connection broken, read-only, closed, shutting down,
     * exclusive, not found.
     */
    private static final Set<Integer> UNAVAILABLE_ON_H2 =
            Set.of(90007, 90013, 90020, 90028, 90031, 90067, 90097, 90098, 90121, 90135, 90146);

    /** What an operator can do something about; H2's own messages may show the URL, and with it a password. */
    private static final Map<Integer, String> MEANINGS_ON_H2 = Map.of(
            90020, "The database file is already in use by another process",
            90028, "The database file can't be read or written",
            90030, "The database file is damaged",
            90031, "The database file can't be read or written",
            90048, "The database file was made by a version of H2 that this one can't read",
            90062, "The folder of the database file can't be made or written to");

    private static final String SERIALIZATION_FAILURE = "40001";

    /** Serialisation failure, deadlock; and H2's own word for a row that another transaction changed. */
    private static final Set<String> CONFLICTS = Set.of(SERIALIZATION_FAILURE, "40P01", "90131");

    /** Integrity at the time of the commit, conflicts, and a transaction that had failed before. */
    private static final Set<String> CLASSES_THAT_ROLLED_BACK = Set.of("23", "40");

    private static final String FAILED_TRANSACTION = "25P02";

    /** Of class 40 too, but without an answer to whether the commit came true. */
    private static final String COMPLETION_UNKNOWN = "40003";

    /** H2: an exception of its own code, at whatever point of the statement or its commit. */
    private static final int GENERAL_ERROR_ON_H2 = 50000;

    /** Not let in, no such database, no room. */
    private static final Set<String> CLASSES_OF_REFUSALS = Set.of("28", "3D", "53");

    /** No connection, rejected, read-only, overdue in a transaction, lock not granted in time, cancelled. */
    private static final Set<String> REFUSALS =
            Set.of("08001", "08004", "25006", "25P03", "25P04", "55P03", "HYT00", "57014", "57P03");

    private Faults() {}

    /**
     * {@return the exception to throw for one of JDBI or of a driver that a statement, or opening a connection, ended
     * with}
     *
     * @param fault of JDBI or of a driver
     */
    public static RuntimeException translate(Exception fault) {
        Optional<SQLException> reason = reason(fault);
        if (fault instanceof ConnectionException
                || reason.filter(Faults::isUnavailable).isPresent()) {
            return StorageUnavailableException.nothingStored(scrub(fault, reason));
        }
        return failed(fault, reason);
    }

    /**
     * {@return the exception to throw when no connection could be had, for whatever reason}
     *
     * @param fault of a pool, of JDBI or of a driver
     */
    public static StorageUnavailableException notConnected(Throwable fault) {
        return StorageUnavailableException.nothingStored(scrub(fault, reason(fault)));
    }

    /** The exception to throw for one that a commit ended with. */
    static RuntimeException translateCommit(JdbiException fault) {
        Optional<SQLException> reason = reason(fault);
        return reason.filter(Faults::rolledBack).isPresent()
                ? failed(fault, reason)
                : StorageUnavailableException.outcomeUnknown(scrub(fault, reason));
    }

    /**
     * The exception to throw for one that a statement ended with which commits by itself. Unless the database refused
     * the statement, its answer may have been on its way back.
     */
    static RuntimeException translateStatementThatCommits(JdbiException fault) {
        Optional<SQLException> reason = reason(fault);
        return reason.filter(Faults::mayHaveCommitted).isPresent()
                ? StorageUnavailableException.outcomeUnknown(scrub(fault, reason))
                : translate(fault);
    }

    /** The exception to throw when the database kept refusing transactions because of each other. */
    static RuntimeException exhausted(RuntimeException conflict) {
        return StorageUnavailableException.nothingStored(scrub(conflict, reason(conflict)));
    }

    /** Whether the database asked to run the transaction again. */
    static boolean isConflict(Throwable fault) {
        return reason(fault).filter(sql -> CONFLICTS.contains(state(sql))).isPresent();
    }

    private static RuntimeException failed(Exception fault, Optional<SQLException> reason) {
        RuntimeException failed = reason.map(sql -> new StatementFailedException(scrubbed(sql)))
                .orElseGet(() -> new StatementFailedException(describe(fault)));
        failed.setStackTrace(fault.getStackTrace());
        return failed;
    }

    private static Optional<SQLException> reason(Throwable fault) {
        Throwable at = fault;
        for (int depth = 0; at != null && depth < LONGEST_CHAIN; depth++) {
            if (at instanceof SQLException sql) {
                return Optional.of(sql);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static boolean isUnavailable(SQLException sql) {
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || UNAVAILABLE_CLASSES.contains(stateClass(sql))
                || UNAVAILABLE_STATES.contains(state(sql))
                || UNAVAILABLE_ON_H2.contains(sql.getErrorCode());
    }

    private static boolean isRefusal(SQLException sql) {
        return CLASSES_OF_REFUSALS.contains(stateClass(sql)) || REFUSALS.contains(state(sql));
    }

    private static boolean mayHaveCommitted(SQLException sql) {
        return state(sql).isEmpty()
                || COMPLETION_UNKNOWN.equals(state(sql))
                || sql.getErrorCode() == GENERAL_ERROR_ON_H2
                || (isUnavailable(sql) && !isRefusal(sql));
    }

    private static boolean rolledBack(SQLException sql) {
        return !COMPLETION_UNKNOWN.equals(state(sql))
                && (CLASSES_THAT_ROLLED_BACK.contains(stateClass(sql)) || FAILED_TRANSACTION.equals(state(sql)));
    }

    private static Throwable scrub(Throwable fault, Optional<SQLException> reason) {
        return reason.<Throwable>map(Faults::scrubbed).orElseGet(() -> new StatementFailedException(describe(fault)));
    }

    private static String describe(Throwable fault) {
        return "The storage adapter failed with " + fault.getClass().getName();
    }

    /** Drivers quote the offending row in their messages, so that most messages can't be kept. */
    private static SQLException scrubbed(SQLException sql) {
        String facts = "SQLSTATE " + state(sql) + ", vendor code " + sql.getErrorCode();
        String told = MEANINGS_ON_H2.getOrDefault(sql.getErrorCode(), tellsNoValue(sql) ? sql.getMessage() : null);
        String message = told == null ? facts : told + " (" + facts + ")";
        SQLException scrubbed = new SQLException(message, sql.getSQLState(), sql.getErrorCode());
        scrubbed.setStackTrace(sql.getStackTrace());
        if (sql instanceof SQLTransientConnectionException && sql.getCause() instanceof SQLException lastFailure) {
            // A pool that timed out tells nothing else about why.
            scrubbed.initCause(scrubbed(lastFailure));
        }
        return scrubbed;
    }

    private static boolean tellsNoValue(SQLException sql) {
        return TELLING_CLASSES.contains(stateClass(sql))
                || UNAVAILABLE_ON_H2.contains(sql.getErrorCode())
                || sql instanceof SQLTransientConnectionException;
    }

    private static String stateClass(SQLException sql) {
        String state = state(sql);
        return state.length() < 2 ? state : state.substring(0, 2);
    }

    private static String state(SQLException sql) {
        String state = sql.getSQLState();
        return state == null ? "" : state;
    }
}
