package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rolemap's tables: all named {@code rolemap_…}, versioned in {@code rolemap_schema_history}, and indifferent to
 * whatever else stands in the same database schema. Without state; safe for use by many threads.
 */
public final class Schema {

    /** The version that the newest migration makes. */
    static final int VERSION = 6;

    static final String HISTORY_TABLE = "rolemap_schema_history";

    private static final String INSTALLED_VERSION = """
            select max(cast("version" as integer))
            from "rolemap_schema_history"
            where "success" and "version" is not null
            """;

    static final String LOCK_ON_POSTGRESQL = "select pg_advisory_xact_lock(7886463127216120432)";

    private static final String TRY_LOCK_ON_POSTGRESQL = "select pg_try_advisory_xact_lock(7886463127216120432)";

    private static final String LIMIT_WAITING_FOR_LOCKS = "select set_config('lock_timeout', ?, true)";

    private static final String NOT_LOCKED_IN_TIME = "55P03";

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** What the network may take on top of a wait. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** PostgreSQL's and H2's words for a table that is not there. */
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S04");

    /** H2 is embedded: whoever else may migrate it is in this process. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private Schema() {}

    /**
     * Makes the tables, or brings them up to date. Any number of processes may do so at once: on PostgreSQL one does,
     * under an advisory lock, and the others wait. Costs one query when there is nothing to do, and needs no right to
     * make tables then; needs up to three connections at once otherwise. A migration that was stopped halfway is
     * finished by the next call. The tables go where connections go by default, and the same connections must find them
     * later.
     *
     * <p>A migration takes as long as the database needs for it, whatever limit the connections' network timeout sets.
     *
     * <p>A version that is newer than this Rolemap knows is left alone; so are tables of others.
     *
     * @param database whose connections come in auto-commit mode, at least three of them at once
     * @throws UnsupportedDatabaseException when it is neither H2 nor PostgreSQL, a newer version of Rolemap made the
     *     tables, or they can't be brought up to date, as by a user who may not make tables
     * @throws StorageUnavailableException when the database can't be reached, or another process has not finished
     *     within two minutes
     */
    public static void migrate(DataSource database) {
        migrateIfNeeded(database);
    }

    /** Whether there was something to do. */
    static boolean migrateIfNeeded(DataSource database) {
        return migrateIfNeeded(database, LONGEST_WAIT);
    }

    static boolean migrateIfNeeded(DataSource database, Duration longestWait) {
        try {
            return !isCurrent(database) && migrateAlone(database, longestWait);
        } catch (SQLException fault) {
            throw Faults.translate(fault);
        }
    }

    private static boolean migrateAlone(DataSource database, Duration longestWait) throws SQLException {
        IN_THIS_PROCESS.lock();
        try {
            return dialectOf(database) == Dialect.POSTGRESQL
                    ? migrateAmongReplicas(database, longestWait)
                    : migrateUnlessDone(database, Dialect.H2);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static Dialect dialectOf(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Dialects.ofExact(connection);
        }
    }

    private static boolean migrateAmongReplicas(DataSource database, Duration longestWait) throws SQLException {
        try (Connection lock = database.getConnection()) {
            lock.setAutoCommit(false);
            try {
                waitForOtherReplicas(lock, longestWait);
                return migrateUnlessDone(database, Dialect.POSTGRESQL);
            } finally {
                lock.rollback();
                lock.setAutoCommit(true);
            }
        }
    }

    private static boolean migrateUnlessDone(DataSource database, Dialect dialect) throws SQLException {
        if (isCurrent(database)) {
            return false;
        }
        Migrations.run(database, dialect);
        return true;
    }

    /** A lock that ends with the transaction, because sessions are shared where a pooler stands in between. */
    private static void waitForOtherReplicas(Connection connection, Duration longest) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        try (Statement statement = connection.createStatement()) {
            if (isLocked(statement)) {
                return;
            }
            LOG.info("Waiting for another replica that is bringing the tables up to date");
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(longest.plus(GRACE).toMillis()));
            limitWaitingForLocks(connection, longest);
            statement.execute(LOCK_ON_POSTGRESQL);
        } catch (SQLException fault) {
            throw NOT_LOCKED_IN_TIME.equals(fault.getSQLState()) ? notFinished(longest) : fault;
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, timeout);
            }
        }
    }

    private static void limitWaitingForLocks(Connection connection, Duration longest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIMIT_WAITING_FOR_LOCKS)) {
            statement.setString(1, Long.toString(longest.toMillis()));
            statement.execute();
        }
    }

    private static boolean isLocked(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TRY_LOCK_ON_POSTGRESQL)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Of a state that means a storage which is unavailable, and whose message is passed on. */
    private static SQLException notFinished(Duration longest) {
        return new SQLException(
                "Another replica is still bringing the tables up to date after " + longest.toSeconds() + " seconds",
                NOT_LOCKED_IN_TIME);
    }

    /** @throws UnsupportedDatabaseException when the tables are not there, or older than this version needs them */
    static void requireMigrated(Connection connection) throws SQLException {
        if (installedVersion(connection) < VERSION) {
            throw new UnsupportedDatabaseException(
                    "The tables are not there, or not up to date: call Schema.migrate(dataSource) before the storage is"
                            + " built.");
        }
    }

    private static boolean isCurrent(DataSource database) throws SQLException {
        int installed;
        try (Connection connection = database.getConnection()) {
            installed = installedVersion(connection);
        }
        if (installed > VERSION) {
            throw new UnsupportedDatabaseException("The tables in the database have version " + installed
                    + " and were made by a newer Rolemap; this one knows version " + VERSION
                    + ". Start the newer one, or restore the backup that was taken before it.");
        }
        return installed == VERSION;
    }

    /** 0 when there is none. */
    private static int installedVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(INSTALLED_VERSION)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException fault) {
            if (NO_SUCH_TABLE.contains(fault.getSQLState())) {
                return 0;
            }
            throw fault;
        }
    }
}
