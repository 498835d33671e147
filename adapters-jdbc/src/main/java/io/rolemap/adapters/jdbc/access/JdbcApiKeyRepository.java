package io.rolemap.adapters.jdbc.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/**
 * The API keys, in the table {@code rolemap_api_key}. {@link #find} answers from a cache for up to a second, but never
 * with a key that this instance has deleted. Safe for use by many threads.
 */
public final class JdbcApiKeyRepository implements ApiKeyRepository {

    private static final String INSERT = """
            insert into rolemap_api_key (id, org_id, name, permissions, key_sha256, created_at, expires_at)
            values (:id, :org_id, :name, :permissions, :key_sha256, :created_at, :expires_at)
            """;

    private static final String FIND = """
            select id, org_id, name, permissions, key_sha256, created_at, expires_at
            from rolemap_api_key
            where id = :id
            """;

    private static final String LIST = """
            select id, org_id, name, permissions, key_sha256, created_at, expires_at
            from rolemap_api_key
            where org_id = :org_id
            order by created_at, id
            """;

    private static final String DELETE = """
            delete from rolemap_api_key
            where org_id = :org_id and id = :id
            """;

    private static final String BETWEEN_PERMISSIONS = " ";

    private final Sessions sessions;
    private final ApiKeyCache cache;

    /**
     * Works through these sessions.
     *
     * @param sessions lead to the database
     * @param ticker tells the cache how time passes
     */
    public JdbcApiKeyRepository(Sessions sessions, Ticker ticker) {
        this.sessions = sessions;
        this.cache = new ApiKeyCache(ticker);
    }

    @Override
    public void insert(ApiKey key) {
        sessions.write(handle -> {
            try (Update update = handle.createUpdate(INSERT)) {
                return update.bind("id", key.id().value())
                        .bind("org_id", key.org().value())
                        .bind("name", key.name().value())
                        .bind("permissions", labels(key.permissions()))
                        .bind("key_sha256", key.digest().toBytes())
                        .bind("created_at", key.createdAt().toEpochMilli())
                        .bind(
                                "expires_at",
                                key.expiresAt().map(Instant::toEpochMilli).orElse(null))
                        .execute();
            }
        });
    }

    @Override
    public Optional<ApiKey> find(KeyId id) {
        Optional<ApiKey> cached = cache.get(id);
        if (cached.isPresent()) {
            return cached;
        }
        long readAt = cache.now();
        return sessions.read(handle -> {
            Optional<ApiKey> key = find(handle, id);
            if (!handle.isInTransaction()) {
                // What an open transaction sees may never come true.
                key.ifPresent(found -> cache.put(found, readAt));
            }
            return key;
        });
    }

    private static Optional<ApiKey> find(Handle handle, KeyId id) {
        try (Query query = handle.createQuery(FIND)) {
            return query.bind("id", id.value())
                    .map(JdbcApiKeyRepository::apiKey)
                    .findOne();
        }
    }

    @Override
    public List<ApiKey> list(OrgId org) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(LIST)) {
                return query.bind("org_id", org.value())
                        .map(JdbcApiKeyRepository::apiKey)
                        .list();
            }
        });
    }

    @Override
    public boolean delete(OrgId org, KeyId id) {
        return sessions.write(handle -> {
            boolean deleted = delete(handle, org, id);
            if (deleted) {
                cache.bypass(id);
            }
            return deleted;
        });
    }

    private static boolean delete(Handle handle, OrgId org, KeyId id) {
        try (Update update = handle.createUpdate(DELETE)) {
            return update.bind("org_id", org.value()).bind("id", id.value()).execute() == 1;
        }
    }

    private static ApiKey apiKey(ResultSet row, StatementContext context) throws SQLException {
        long expiresAt = row.getLong("expires_at");
        Optional<Instant> expiry = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresAt));
        return new ApiKey(
                new KeyId(row.getString("id")),
                new OrgId(row.getString("org_id")),
                new KeyName(row.getString("name")),
                permissions(row.getString("permissions")),
                KeyDigest.fromBytes(row.getBytes("key_sha256")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                expiry);
    }

    private static String labels(Set<Permission> permissions) {
        return permissions.stream().map(Permission::label).sorted().collect(Collectors.joining(BETWEEN_PERMISSIONS));
    }

    /** A permission that only a newer version knows allows nothing here. */
    private static Set<Permission> permissions(String labels) {
        return Arrays.stream(labels.split(BETWEEN_PERMISSIONS, -1))
                .flatMap(label -> Permission.fromLabel(label).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
