package io.rolemap.adapters.jdbc.connection;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/**
 * The connections, in the table {@code rolemap_connection}; their provider keys, which are unique across organisations,
 * in {@code rolemap_provider_key} too. Safe for use by many threads.
 */
public final class JdbcConnectionRepository implements ConnectionRepository {

    private static final String INSERT_CONNECTION_ON_POSTGRESQL = """
            insert into rolemap_connection
              (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
               updated_at)
            values
              (:org_id, :id, :kind, :provider_key, :display_name, :groups_claim, :default_role_id, :enabled,
               :created_at, :updated_at)
            on conflict (org_id, id) do nothing
            """;

    private static final String INSERT_CONNECTION_ON_H2 = """
            insert into rolemap_connection
              (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
               updated_at)
            values
              (:org_id, :id, :kind, :provider_key, :display_name, :groups_claim, :default_role_id, :enabled,
               :created_at, :updated_at)
            on conflict do nothing
            """;

    private static final String INSERT_PROVIDER_KEY = """
            insert into rolemap_provider_key (provider_key, org_id, connection_id)
            values (:provider_key, :org_id, :connection_id)
            on conflict do nothing
            """;

    private static final String TAKE_BACK = """
            delete from rolemap_connection
            where org_id = :org_id and id = :id
            """;

    private static final String FIND = """
            select org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
              updated_at
            from rolemap_connection
            where org_id = :org_id and id = :id
            """;

    private static final String LIST = """
            select org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
              updated_at
            from rolemap_connection
            where org_id = :org_id
            order by created_at, id
            """;

    private final Sessions sessions;
    private final String insertConnection;

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcConnectionRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.insertConnection = dialect.choose(INSERT_CONNECTION_ON_H2, INSERT_CONNECTION_ON_POSTGRESQL);
    }

    @Override
    public Insertion insert(Connection connection) {
        return sessions.write(handle -> {
            if (!insertConnection(handle, connection)) {
                return Insertion.ID_IN_USE;
            }
            if (!insertProviderKey(handle, connection)) {
                takeBack(handle, connection);
                return Insertion.PROVIDER_KEY_IN_USE;
            }
            return Insertion.INSERTED;
        });
    }

    private boolean insertConnection(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(insertConnection)) {
            return update.bind("org_id", connection.org().value())
                            .bind("id", connection.id().value())
                            .bind("kind", connection.kind().label())
                            .bind("provider_key", connection.providerKey().value())
                            .bind(
                                    "display_name",
                                    connection
                                            .displayName()
                                            .map(DisplayName::value)
                                            .orElse(null))
                            .bind("groups_claim", connection.groupsClaim().value())
                            .bind(
                                    "default_role_id",
                                    connection.defaultRole().map(RoleId::value).orElse(null))
                            .bind("enabled", connection.enabled())
                            .bind("created_at", connection.createdAt().toEpochMilli())
                            .bind("updated_at", connection.updatedAt().toEpochMilli())
                            .execute()
                    == 1;
        }
    }

    private static boolean insertProviderKey(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(INSERT_PROVIDER_KEY)) {
            return update.bind("provider_key", connection.providerKey().value())
                            .bind("org_id", connection.org().value())
                            .bind("connection_id", connection.id().value())
                            .execute()
                    == 1;
        }
    }

    private static void takeBack(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(TAKE_BACK)) {
            update.bind("org_id", connection.org().value())
                    .bind("id", connection.id().value())
                    .execute();
        }
    }

    @Override
    public Optional<Connection> find(OrgId org, ConnectionId id) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(FIND)) {
                return query.bind("org_id", org.value())
                        .bind("id", id.value())
                        .map(JdbcConnectionRepository::connection)
                        .findOne();
            }
        });
    }

    @Override
    public List<Connection> list(OrgId org) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(LIST)) {
                return query.bind("org_id", org.value())
                        .map(JdbcConnectionRepository::connection)
                        .list();
            }
        });
    }

    private static Connection connection(ResultSet row, StatementContext context) throws SQLException {
        long defaultRole = row.getLong("default_role_id");
        Optional<RoleId> optionalDefaultRole = row.wasNull() ? Optional.empty() : Optional.of(new RoleId(defaultRole));
        return new Connection(
                new ConnectionId(row.getString("id")),
                new OrgId(row.getString("org_id")),
                kind(row.getString("kind")),
                new ProviderKey(row.getString("provider_key")),
                Optional.ofNullable(row.getString("display_name")).map(DisplayName::new),
                new GroupsClaim(row.getString("groups_claim")),
                optionalDefaultRole,
                row.getBoolean("enabled"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    private static ProviderKind kind(String label) {
        return ProviderKind.fromLabel(label)
                .orElseThrow(() -> new IllegalStateException("The stored kind of a connection is unknown"));
    }
}
