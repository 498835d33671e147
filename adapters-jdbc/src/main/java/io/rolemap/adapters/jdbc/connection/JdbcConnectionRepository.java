package io.rolemap.adapters.jdbc.connection;

import io.rolemap.adapters.jdbc.shared.AdvisoryLocks;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.RoleLocks;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * The connections, in the table {@code rolemap_connection}; their provider keys, which are unique across organisations,
 * in {@code rolemap_provider_key} too. Safe for use by many threads.
 */
public final class JdbcConnectionRepository implements ConnectionRepository {

    private static final String INSERT_CONNECTION_ON_POSTGRESQL = """
            insert into rolemap_connection
              (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled,
               groups_observed_since, created_at, updated_at)
            values
              (:org_id, :id, :kind, :provider_key, :display_name, :groups_claim, :default_role_id, :enabled,
               :groups_observed_since, :created_at, :updated_at)
            on conflict (org_id, id) do nothing
            """;

    private static final String INSERT_CONNECTION_ON_H2 = """
            insert into rolemap_connection
              (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled,
               groups_observed_since, created_at, updated_at)
            values
              (:org_id, :id, :kind, :provider_key, :display_name, :groups_claim, :default_role_id, :enabled,
               :groups_observed_since, :created_at, :updated_at)
            on conflict do nothing
            """;

    // Everything but what names it and when it was created.
    private static final String UPDATE_CONNECTION = """
            update rolemap_connection
            set kind = :kind, provider_key = :provider_key, display_name = :display_name, groups_claim = :groups_claim,
              default_role_id = :default_role_id, enabled = :enabled,
              groups_observed_since = :groups_observed_since, updated_at = :updated_at
            where org_id = :org_id and id = :id
            """;

    private static final String INSERT_PROVIDER_KEY = """
            insert into rolemap_provider_key (provider_key, org_id, connection_id)
            values (:provider_key, :org_id, :connection_id)
            on conflict do nothing
            """;

    private static final String DELETE_PROVIDER_KEY = """
            delete from rolemap_provider_key
            where org_id = :org_id and connection_id = :connection_id
            """;

    private static final String DELETE_CONNECTION = """
            delete from rolemap_connection
            where org_id = :org_id and id = :id
            """;

    // On H2 the deletion of its mappings would not see those that were committed while it waited, if it waited itself.
    private static final String LOCK_AS_EXPECTED = """
            select id
            from rolemap_connection
            where org_id = :org_id and id = :id and updated_at = :updated_at
            """;

    // Before the row, and not in one statement with the look at its state, which is to come after the wait.
    private static final String LOCK_MAPPINGS_ON_POSTGRESQL = """
            select cast(pg_advisory_xact_lock(:mappings_lock) as text)
            """;

    private static final String FIND = """
            select org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled,
              groups_observed_since, created_at, updated_at
            from rolemap_connection
            where org_id = :org_id and id = :id
            """;

    private static final String FIND_BY_PROVIDER_KEY = """
            select c.org_id, c.id, c.kind, c.provider_key, c.display_name, c.groups_claim, c.default_role_id, c.enabled,
              c.groups_observed_since, c.created_at, c.updated_at
            from rolemap_provider_key k
            join rolemap_connection c on c.org_id = k.org_id and c.id = k.connection_id
            where k.provider_key = :provider_key and k.org_id = :org_id
            """;

    private static final String LIST = """
            select org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled,
              groups_observed_since, created_at, updated_at
            from rolemap_connection
            where org_id = :org_id
            order by created_at, id
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final RoleLocks roles;
    private final String insertConnection;
    private final String lockForUpdate;
    private final String lockForDeletion = LOCK_AS_EXPECTED + "for update";

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcConnectionRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.roles = new RoleLocks(dialect);
        this.insertConnection = dialect.choose(INSERT_CONNECTION_ON_H2, INSERT_CONNECTION_ON_POSTGRESQL);
        // Mappings that are created at the same time need not wait, where there is such a lock.
        this.lockForUpdate = LOCK_AS_EXPECTED + dialect.choose("for update", "for no key update");
    }

    @Override
    public Insertion insert(Connection connection) {
        return sessions.write(handle -> {
            if (connection.defaultRole().isPresent()) {
                roles.shareGrantsOfNewConnection(handle, connection.org());
            }
            if (!insertConnection(handle, connection)) {
                return Insertion.ID_IN_USE;
            }
            Optional<Insertion> conflict = conflict(handle, connection);
            conflict.ifPresent(unused -> deleteRow(handle, connection));
            return conflict.orElse(Insertion.INSERTED);
        });
    }

    /** Of what stands against it the role is told last, and locked first: before the keys, as everywhere. */
    private Optional<Insertion> conflict(Handle handle, Connection inserted) {
        boolean isRoleUnknown = isDefaultRoleUnknown(handle, inserted);
        if (!insertProviderKey(handle, inserted)) {
            return Optional.of(Insertion.PROVIDER_KEY_IN_USE);
        }
        return isRoleUnknown ? Optional.of(Insertion.UNKNOWN_ROLE) : Optional.empty();
    }

    /** Unless it is, it stays known until the end of the transaction. */
    private boolean isDefaultRoleUnknown(Handle handle, Connection connection) {
        return connection
                .defaultRole()
                .filter(role -> !roles.lockAndFindUnknown(handle, connection.org(), List.of(role))
                        .isEmpty())
                .isPresent();
    }

    private boolean insertConnection(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(insertConnection)) {
            return bindValues(update, connection)
                            .bind("created_at", connection.createdAt().toEpochMilli())
                            .execute()
                    == 1;
        }
    }

    private static Update bindValues(Update update, Connection connection) {
        return update.bind("org_id", connection.org().value())
                .bind("id", connection.id().value())
                .bind("kind", connection.kind().label())
                .bind("provider_key", connection.providerKey().value())
                .bind(
                        "display_name",
                        connection.displayName().map(DisplayName::value).orElse(null))
                .bind("groups_claim", connection.groupsClaim().value())
                .bind(
                        "default_role_id",
                        connection.defaultRole().map(RoleId::value).orElse(null))
                .bind("enabled", connection.enabled())
                .bind(
                        "groups_observed_since",
                        connection
                                .groupsObservedSince()
                                .map(Instant::toEpochMilli)
                                .orElse(null))
                .bind("updated_at", connection.updatedAt().toEpochMilli());
    }

    @Override
    public Replacement replace(Connection expected, Connection replacement) {
        boolean grantsAnother = replacement.defaultRole().isPresent()
                && !replacement.defaultRole().equals(expected.defaultRole());
        return sessions.write(handle -> {
            if (grantsAnother) {
                roles.shareGrants(handle, replacement.org());
            }
            if (!isLocked(handle, lockForUpdate, expected)) {
                return Replacement.NOT_AS_EXPECTED;
            }
            boolean isRoleUnknown = grantsAnother && isDefaultRoleUnknown(handle, replacement);
            boolean isKeyNew = !replacement.providerKey().equals(expected.providerKey());
            if (isKeyNew && !replaceProviderKey(handle, expected, replacement)) {
                return Replacement.PROVIDER_KEY_IN_USE;
            }
            if (isRoleUnknown) {
                if (isKeyNew) {
                    putBack(handle, expected);
                }
                return Replacement.UNKNOWN_ROLE;
            }
            update(handle, replacement);
            return Replacement.REPLACED;
        });
    }

    private static boolean isLocked(Handle handle, String lock, Connection expected) {
        try (Query query = handle.createQuery(lock)) {
            return query.bind("org_id", expected.org().value())
                    .bind("id", expected.id().value())
                    .bind("updated_at", expected.updatedAt().toEpochMilli())
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
        }
    }

    /** A connection has one key at a time, by a constraint too: the old one goes first, and comes back where need be. */
    private static boolean replaceProviderKey(Handle handle, Connection expected, Connection replacement) {
        deleteProviderKey(handle, expected);
        if (insertProviderKey(handle, replacement)) {
            return true;
        }
        requirePutBack(insertProviderKey(handle, expected));
        return false;
    }

    private static void putBack(Handle handle, Connection expected) {
        deleteProviderKey(handle, expected);
        requirePutBack(insertProviderKey(handle, expected));
    }

    /** Nobody else can have taken the key: to others it was never free. */
    private static void requirePutBack(boolean inserted) {
        if (!inserted) {
            throw new IllegalStateException(
                    "The connection is stored with another provider key than it was expected to");
        }
    }

    private static void update(Handle handle, Connection replacement) {
        try (Update update = handle.createUpdate(UPDATE_CONNECTION)) {
            bindValues(update, replacement).execute();
        }
    }

    @Override
    public boolean delete(Connection expected) {
        return sessions.write(handle -> {
            if (dialect == Dialect.POSTGRESQL) {
                lockMappings(handle, expected);
            }
            boolean isAsExpected = isLocked(handle, lockForDeletion, expected);
            if (isAsExpected) {
                deleteRow(handle, expected);
            }
            return isAsExpected;
        });
    }

    private static void lockMappings(Handle handle, Connection connection) {
        try (Query query = handle.createQuery(LOCK_MAPPINGS_ON_POSTGRESQL)) {
            query.bind(
                            "mappings_lock",
                            AdvisoryLocks.ofMappings(
                                    connection.org(), connection.id().value()))
                    .mapTo(String.class)
                    .one();
        }
    }

    private static void deleteProviderKey(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(DELETE_PROVIDER_KEY)) {
            update.bind("org_id", connection.org().value())
                    .bind("connection_id", connection.id().value())
                    .execute();
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

    private static void deleteRow(Handle handle, Connection connection) {
        try (Update update = handle.createUpdate(DELETE_CONNECTION)) {
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
                        .map((row, context) -> ConnectionRows.connection(row))
                        .findOne();
            }
        });
    }

    @Override
    public Optional<Connection> find(OrgId org, ProviderKey providerKey) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(FIND_BY_PROVIDER_KEY)) {
                return query.bind("org_id", org.value())
                        .bind("provider_key", providerKey.value())
                        .map((row, context) -> ConnectionRows.connection(row))
                        .findOne();
            }
        });
    }

    @Override
    public List<Connection> list(OrgId org) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(LIST)) {
                return query.bind("org_id", org.value())
                        .map((row, context) -> ConnectionRows.connection(row))
                        .list();
            }
        });
    }
}
