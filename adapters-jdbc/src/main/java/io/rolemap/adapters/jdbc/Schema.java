package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Rolemap's tables: all named {@code rolemap_…}, versioned in {@code rolemap_schema_history}, and indifferent to whatever
 * else stands in the same database schema.
 */
public final class Schema {

    /** The version that the newest migration makes. */
    static final int VERSION = 1;

    static final String HISTORY_TABLE = "rolemap_schema_history";

    private static final String INSTALLED_VERSION = """
            select max(cast("version" as integer))
            from "rolemap_schema_history"
            where "success" and "version" is not null
            """;

    private static final String LOCK_ON_POSTGRESQL = "select pg_advisory_xact_lock(7886463127216120432)";

    /** PostgreSQL's and H2's words for a table that is not there. */
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S04");

    /** H2 is embedded: whoever else may migrate it is in this process. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private Schema() {}

    /**
     * Makes the tables, or brings them up to date. Any number of processes may do so at once. Costs one query when there
     * is nothing to do; needs up to three connections at once otherwise.
     *
     * @throws UnsupportedDatabaseException when a newer version of Rolemap made the tables
     * @throws StorageUnavailableException when the database can't be reached
     */
    public static void migrate(DataSource database) {
        migrateIfNeeded(database);
    }

    /** Whether there was something to do. */
    static boolean migrateIfNeeded(DataSource database) {
        try {
            return !isCurrent(database) && migrateAlone(database);
        } catch (SQLException fault) {
            throw Faults.translate(fault);
        }
    }

    private static boolean migrateAlone(DataSource database) throws SQLException {
        IN_THIS_PROCESS.lock();
        try {
            return dialectOf(database) == Dialect.POSTGRESQL
                    ? migrateAmongReplicas(database)
                    : migrateUnlessDone(database, Dialect.H2);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static Dialect dialectOf(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Dialects.of(connection);
        }
    }

    private static boolean migrateAmongReplicas(DataSource database) throws SQLException {
        try (Connection lock = database.getConnection()) {
            lock.setAutoCommit(false);
            try {
                waitForOtherReplicas(lock);
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
    private static void waitForOtherReplicas(Connection connection) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_ON_POSTGRESQL);
        }
        connection.setNetworkTimeout(Runnable::run, timeout);
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
