package io.rolemap.adapters.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded pool of connections, with the options that durability, exactness and bounded waiting need on either engine.
 * An embedded database lives as long as its pool: one in memory is gone afterwards. Safe for use by many threads.
 *
 * <p>For services that leave their database to Rolemap. Who has a pool already gives that to {@link JdbcStorage}
 * instead.
 *
 * <ul>
 * <li>Who finds no free connection waits for 2 seconds at most, and is then told that the storage is unavailable.
 * <li>On PostgreSQL, unless the URL says otherwise, connecting takes 2 seconds at most and an answer of the server 10;
 *     of several hosts the primary is looked for; and no table is read as a whole where an index leads to the rows
 *     ({@code enable_seqscan=off}), lest a session go on with a plan from when the table was small. A session of a server
 *     with {@code synchronous_commit=off} is set to {@code on}.
 * <li>H2 runs in its PostgreSQL mode and writes before it acknowledges; options of the URL that would change what is
 *     stored, or for how long, are refused.
 * </ul>
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final long CHECKOUT_TIMEOUT_MILLIS = 2_000;
    private static final long VALIDATION_TIMEOUT_MILLIS = 1_000;
    private static final int MIN_IDLE = 2;

    // A server that would acknowledge before it has written is told not to; stronger settings are left alone. And
    // the plan of a prepared statement stays until there are new statistics: one from when the table was small
    // would read all of it for each group. What the URL says goes before.
    private static final String SET_UP_SESSION = """
            select set_config('synchronous_commit', 'on', false)
            where current_setting('synchronous_commit') = 'off'
            union all
            select set_config(name, 'off', false)
            from pg_settings
            where name = 'enable_seqscan' and source <> 'client'
            """;

    private final HikariDataSource pool;
    private final Optional<Connection> keptOpen;

    private Database(HikariDataSource pool, Optional<Connection> keptOpen) {
        this.pool = pool;
        this.keptOpen = keptOpen;
    }

    /**
     * Connects once, so that a mistake shows at once, and opens the pool. Makes no tables: {@link Schema#migrate} does.
     *
     * @param settings where the database is and how to be let in
     * @return the pool, which the caller closes
     * @throws InvalidValueException when the driver does not understand the URL
     * @throws StorageUnavailableException when the database can't be reached or does not let in
     */
    public static Database open(DatabaseSettings settings) {
        DatabaseUrl url = DatabaseUrl.of(settings.url());
        HikariConfig config = configure(settings, url);
        Optional<Connection> keptOpen = url.dialect() == Dialect.H2 ? Optional.of(connect(config)) : Optional.empty();
        try {
            return new Database(new HikariDataSource(config), keptOpen);
        } catch (HikariPool.PoolInitializationException unreachable) {
            keptOpen.ifPresent(Database::closeQuietly);
            throw Faults.notConnected(unreachable);
        } catch (RuntimeException refusedByTheDriver) {
            keptOpen.ifPresent(Database::closeQuietly);
            // Its message would show the URL, which may hold a password.
            throw new InvalidValueException("database URL", "is not understood by the driver of its engine");
        }
    }

    private static HikariConfig configure(DatabaseSettings settings, DatabaseUrl url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("rolemap");
        config.setJdbcUrl(url.completed());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.maxPoolSize());
        config.setMinimumIdle(Math.min(MIN_IDLE, settings.maxPoolSize()));
        config.setConnectionTimeout(CHECKOUT_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        config.setExceptionOverride(new LeaveDemotedServer());
        if (url.dialect() == Dialect.POSTGRESQL) {
            config.setConnectionInitSql(SET_UP_SESSION);
        }
        return config;
    }

    private static Connection connect(HikariConfig config) {
        try {
            return DriverManager.getConnection(config.getJdbcUrl(), config.getUsername(), config.getPassword());
        } catch (SQLException unreachable) {
            throw Faults.notConnected(unreachable);
        }
    }

    /**
     * {@return where connections are borrowed} For {@link Schema#migrate}, and for whatever else keeps its tables
     * there. They come in auto-commit mode.
     */
    public DataSource dataSource() {
        return pool;
    }

    /** Closes every connection, and with the last one an embedded database. To close again does nothing. */
    @Override
    public void close() {
        pool.close();
        keptOpen.ifPresent(Database::closeQuietly);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException fault) {
            LOG.warn("The embedded database could not be closed in order; it mends itself at the next start", fault);
        }
    }

    /** After a failover a connection may stay with the server that is read-only from then on. */
    private static final class LeaveDemotedServer implements SQLExceptionOverride {
        private static final String READ_ONLY = "25006";

        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException fault) {
            return READ_ONLY.equals(fault.getSQLState())
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }
}
