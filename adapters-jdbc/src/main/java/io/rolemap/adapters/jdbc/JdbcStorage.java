package io.rolemap.adapters.jdbc;

import com.github.benmanes.caffeine.cache.Ticker;
import io.rolemap.adapters.jdbc.access.JdbcApiKeyRepository;
import io.rolemap.adapters.jdbc.access.JdbcOperatorKeyStore;
import io.rolemap.adapters.jdbc.connection.JdbcConnectionRepository;
import io.rolemap.adapters.jdbc.mapping.JdbcGroupRoleMappingRepository;
import io.rolemap.adapters.jdbc.observation.JdbcObservedGroupRepository;
import io.rolemap.adapters.jdbc.resolution.JdbcMappingLookup;
import io.rolemap.adapters.jdbc.role.JdbcRoleRepository;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * All storage ports on one database, in tables that {@link Schema#migrate} has made. Immutable; safe for use by many
 * threads.
 *
 * <pre>{@code
 * Schema.migrate(dataSource);
 * JdbcStorage storage = JdbcStorage.on(dataSource);
 * }</pre>
 */
public final class JdbcStorage {

    private static final int SECONDS_TO_ANSWER = 1;

    private final Jdbi jdbi;
    private final Sessions sessions;
    private final GroupRoleMappingRepository mappings;
    private final ConnectionRepository connections;
    private final RoleRepository roles;
    private final MappingLookup lookup;
    private final ObservedGroupRepository observedGroups;
    private final ApiKeyRepository apiKeys;
    private final OperatorKeyStore operatorKeys;

    private JdbcStorage(Jdbi jdbi, Dialect dialect, boolean sharesWrites) {
        this.jdbi = jdbi;
        this.sessions = new Sessions(jdbi, sharesWrites, new SecureRandom());
        this.mappings = new JdbcGroupRoleMappingRepository(sessions, dialect);
        this.connections = new JdbcConnectionRepository(sessions, dialect);
        this.roles = new JdbcRoleRepository(sessions, dialect);
        this.lookup = new JdbcMappingLookup(sessions, dialect);
        this.observedGroups = new JdbcObservedGroupRepository(sessions, dialect);
        this.apiKeys = new JdbcApiKeyRepository(sessions, Ticker.systemTicker());
        this.operatorKeys = new JdbcOperatorKeyStore(sessions);
    }

    /**
     * Storage that has this pool to itself. On PostgreSQL mappings of one connection that are inserted at the same
     * time, each in a {@link Transactions#forOneCall}, share round trips and transactions.
     *
     * @param database stays open as long as the storage is used; the caller closes it
     * @return the ports on it
     * @throws UnsupportedDatabaseException when H2 is set up to lose or alter what is stored, or
     *     {@link Schema#migrate} has not been called
     * @throws StorageUnavailableException when the database can't be reached
     */
    public static JdbcStorage on(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            Dialect dialect = dialectOf(connection);
            return new JdbcStorage(Jdbi.create(database.dataSource()), dialect, dialect == Dialect.POSTGRESQL);
        } catch (SQLException fault) {
            throw Faults.translate(fault);
        }
    }

    /**
     * Storage on this database. Its connections come in auto-commit mode, as they do unless a pool is told otherwise:
     * transactions are begun and committed here. A connection that comes out of a transaction of the calling thread, as
     * from Spring's {@code TransactionAwareDataSourceProxy}, takes part in that one instead. What to set for a pool on
     * PostgreSQL is said on the page of the package.
     *
     * @param database asked for a connection now, outside of any transaction, and for each call
     * @return the ports on it
     * @throws UnsupportedDatabaseException when it is neither H2 nor PostgreSQL, H2 is set up to lose or alter what is
     *     stored, connections come without auto-commit, or {@link Schema#migrate} has not been called
     * @throws StorageUnavailableException when the database can't be reached
     */
    public static JdbcStorage on(DataSource database) {
        return on(Jdbi.create(database));
    }

    /**
     * Storage that shares the handles of an application that uses JDBI itself: what happens inside of the application's
     * transaction takes part in it.
     *
     * @param jdbi asked for a handle now, outside of any transaction, and for each call; its connections come in
     *     auto-commit mode
     * @return the ports on it
     * @throws UnsupportedDatabaseException when it is neither H2 nor PostgreSQL, H2 is set up to lose or alter what is
     *     stored, connections come without auto-commit, or {@link Schema#migrate} has not been called
     * @throws StorageUnavailableException when the database can't be reached
     */
    public static JdbcStorage on(Jdbi jdbi) {
        try {
            return new JdbcStorage(jdbi, jdbi.withHandle(handle -> dialectOf(handle.getConnection())), false);
        } catch (SQLException | JdbiException fault) {
            throw Faults.translate(fault);
        }
    }

    private static Dialect dialectOf(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new UnsupportedDatabaseException(
                    "Rolemap commits its transactions itself: let connections come in auto-commit mode, and build the"
                            + " storage outside of a transaction. For a connection whose transaction you manage there"
                            + " is JdbcStorage.joining.");
        }
        Dialect dialect = Dialects.ofDurable(connection);
        Schema.requireMigrated(connection);
        return dialect;
    }

    /** {@return the mappings} */
    public GroupRoleMappingRepository mappings() {
        return mappings;
    }

    /** {@return the connections} */
    public ConnectionRepository connections() {
        return connections;
    }

    /**
     * {@return the catalogues of roles} As soon as an organisation has a role in them, {@link #mappings} and
     * {@link #connections} refuse all others. To remove one needs a transaction at read committed, or at serializable on
     * PostgreSQL; at another level it is refused with an {@link IllegalStateException}.
     */
    public RoleRepository roles() {
        return roles;
    }

    /**
     * {@return the API keys} Looking one up may be answered from a second ago, but never with one that was deleted
     * here.
     */
    public ApiKeyRepository apiKeys() {
        return apiKeys;
    }

    /**
     * {@return the look-up of connections and mappings for resolving} One statement, and so one round trip, for any number
     * of groups that a request may have; takes part in the thread's transaction and needs none.
     */
    public MappingLookup lookup() {
        return lookup;
    }

    /**
     * {@return the groups that people came with} {@link #mappings} knows from them which mappings nobody uses. Sightings
     * are lossy on purpose: on PostgreSQL those of a connection whose whole set is being replaced, or that is being
     * removed, are passed over rather than waited for.
     */
    public ObservedGroupRepository observedGroups() {
        return observedGroups;
    }

    /** {@return the operator key of this installation} */
    public OperatorKeyStore operatorKeys() {
        return operatorKeys;
    }

    /**
     * {@return the boundary that the repositories join} Work is run again, up to a dozen times, when the database
     * refuses it because of other transactions (SQLSTATE 40001 and 40P01).
     */
    public Transactions transactions() {
        return sessions;
    }

    /**
     * Runs {@code work} on a connection whose transaction the caller manages: what the use cases and repositories of
     * this storage write inside of it is committed or rolled back by her, together with her own.
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * insertCustomer(connection);
     * storage.joining(connection, () -> rolemap.createConnection().create(actor, command));
     * connection.commit();
     * }</pre>
     *
     * <p>Only what {@code work} does on the calling thread takes part, and only through the ports of this very storage:
     * another one commits by itself. The connection is neither committed nor rolled back nor closed here, no conflict
     * with other transactions is resolved by running {@code work} again, and nobody tells that {@code work} has swallowed
     * the failure of a statement: that is left to whoever began.
     *
     * @param connection to the database of this storage, not in auto-commit mode
     * @param work is run once
     * @param <T> what it returns; null is passed on
     * @return what {@code work} returned
     * @throws IllegalArgumentException when the connection is in auto-commit mode, so that there is nothing to join
     * @throws IllegalStateException from a port, when {@code work} has set the connection to auto-commit
     * @throws StorageUnavailableException when the connection is closed or lost
     */
    public <T> T joining(Connection connection, Supplier<T> work) {
        return sessions.joining(connection, work);
    }

    /** {@return whether the database answers, as far as can be told in a few seconds} Throws nothing. */
    public boolean isReachable() {
        try {
            return jdbi.<Boolean, SQLException>withHandle(
                    handle -> handle.getConnection().isValid(SECONDS_TO_ANSWER));
        } catch (SQLException | RuntimeException unreachable) {
            return false;
        }
    }
}
