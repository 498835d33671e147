package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.Faults;
import io.rolemap.adapters.jdbc.shared.GroupCommit;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The mappings, in the table {@code rolemap_group_role_mapping}. Safe for use by many threads. */
public final class JdbcGroupRoleMappingRepository implements GroupRoleMappingRepository {

    /** How often a group may be unmapped by others between an insert that met a mapping and the look at it. */
    private static final int MAX_ATTEMPTS = 5;

    /** Enough to make the flush of the log cheap, and few enough to be written one by one where one of them fails. */
    private static final int LARGEST_BATCH = 64;

    // One statement finds the connection and inserts. The foreign key then holds the connection against deletion until
    // the commit; to lock it here, before it is known that there is something to insert, would be a write that a group
    // which is mapped already does without. Neither constraint is named: the very same mapping, inserted by another at
    // the
    // same time, may be met by its id first.
    private static final String INSERT_ON_POSTGRESQL = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
            select c.org_id, c.id, :id, :external_group, :external_group_sha256, :role_id, :created_at, :updated_at
            from rolemap_connection c
            where c.org_id = :org_id and c.id = :connection_id
            on conflict do nothing
            """;

    // The mappings of one connection as one statement: whatever the protocol, all of them are stored or none.
    private static final String INSERT_TOGETHER = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
            select c.org_id, c.id, m.id, m.external_group, m.external_group_sha256, m.role_id, m.created_at, m.updated_at
            from rolemap_connection c, unnest(
              cast(:ids as text[]), cast(:external_groups as text[]), cast(:external_groups_sha256 as bytea[]),
              cast(:role_ids as bigint[]), cast(:created_at as bigint[]), cast(:updated_at as bigint[]))
              as m (id, external_group, external_group_sha256, role_id, created_at, updated_at)
            where c.org_id = :org_id and c.id = :connection_id
            on conflict do nothing
            returning id
            """;

    // H2 has no weaker lock than this one.
    private static final String INSERT_ON_H2 = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
            select c.org_id, c.id, :id, :external_group, :external_group_sha256, :role_id, :created_at, :updated_at
            from rolemap_connection c
            where c.org_id = :org_id and c.id = :connection_id
            for update
            on conflict do nothing
            """;

    static final String FIND_BY_GROUP = """
            select c.org_id, c.id as connection_id, m.id, m.external_group, m.role_id, m.created_at, m.updated_at
            from rolemap_connection c
            left join rolemap_group_role_mapping m
              on m.org_id = c.org_id and m.connection_id = c.id and m.external_group_sha256 = :external_group_sha256
            where c.org_id = :org_id and c.id = :connection_id
            """;

    static final String FIND_BY_ID = """
            select org_id, connection_id, id, external_group, role_id, created_at, updated_at
            from rolemap_group_role_mapping
            where org_id = :org_id and connection_id = :connection_id and id = :id
            """;

    private static final String LIST = """
            select c.org_id, c.id as connection_id, m.id, m.external_group, m.role_id, m.created_at, m.updated_at
            from rolemap_connection c
            left join rolemap_group_role_mapping m on m.org_id = c.org_id and m.connection_id = c.id
            where c.org_id = :org_id and c.id = :connection_id
            order by m.created_at, m.id
            """;

    private final Sessions sessions;
    private final PreparedSql insert;
    private final PreparedSql insertTogether = PreparedSql.of(INSERT_TOGETHER);
    private final GroupCommit<Target, GroupRoleMapping, Boolean> groupCommit = new GroupCommit<>(
            LARGEST_BATCH,
            Comparator.comparing(mapping -> mapping.externalGroup().value()));

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcGroupRoleMappingRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.insert = PreparedSql.of(dialect.choose(INSERT_ON_H2, INSERT_ON_POSTGRESQL));
    }

    @Override
    public Insertion insert(GroupRoleMapping mapping) {
        Target target = new Target(mapping.org(), mapping.connection());
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            if (sessions.writeTogether(groupCommit, target, mapping, this::insertUnlessMapped)) {
                return new Inserted();
            }
            // From here on nothing was stored, whatever becomes of the look-ups.
            List<Optional<GroupRoleMapping>> connection = sessions.read(handle -> findByGroup(handle, mapping));
            if (connection.isEmpty()) {
                return new NoSuchConnection();
            }
            if (connection.get(0).isPresent()) {
                return new AlreadyMapped(connection.get(0).get());
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                // The statement passes over this conflict as it does over that of the group.
                throw new IllegalStateException("The id of the mapping is in use");
            }
        }
        throw new IllegalStateException("The group was mapped and unmapped again all the while");
    }

    /** Whether each of these mappings of one connection was inserted. */
    private List<Boolean> insertUnlessMapped(Handle handle, List<GroupRoleMapping> mappings) {
        try {
            if (mappings.size() == 1) {
                return List.of(insertUnlessMapped(handle, mappings.get(0)));
            }
            requireDifferentIds(mappings);
            Set<String> inserted =
                    new HashSet<>(insertTogether.list(handle, rowsOf(mappings), row -> row.getString(1)));
            return all(mappings, mapping -> inserted.contains(mapping.id().value()));
        } catch (UnableToExecuteStatementException fault) {
            throw Faults.conflictIfDeletedMeanwhile(fault);
        }
    }

    /** By its id a caller knows its row among those that were inserted; who shares one must be alone. */
    private static void requireDifferentIds(List<GroupRoleMapping> mappings) {
        if (mappings.stream().map(GroupRoleMapping::id).distinct().count() < mappings.size()) {
            throw new IllegalStateException("Two mappings have the same id");
        }
    }

    private boolean insertUnlessMapped(Handle handle, GroupRoleMapping mapping) {
        return insert.update(
                        handle,
                        row -> row.text("org_id", mapping.org().value())
                                .text("connection_id", mapping.connection().value())
                                .text("id", mapping.id().value())
                                .text("external_group", mapping.externalGroup().value())
                                .bytes("external_group_sha256", sha256(mapping.externalGroup()))
                                .number("role_id", mapping.role().value())
                                .number("created_at", mapping.createdAt().toEpochMilli())
                                .number("updated_at", mapping.updatedAt().toEpochMilli()))
                == 1;
    }

    private static PreparedSql.Binder rowsOf(List<GroupRoleMapping> mappings) {
        GroupRoleMapping any = mappings.get(0);
        return rows -> rows.text("org_id", any.org().value())
                .text("connection_id", any.connection().value())
                .texts("ids", all(mappings, mapping -> mapping.id().value()))
                .texts(
                        "external_groups",
                        all(mappings, mapping -> mapping.externalGroup().value()))
                .byteStrings("external_groups_sha256", all(mappings, mapping -> sha256(mapping.externalGroup())))
                .numbers("role_ids", all(mappings, mapping -> mapping.role().value()))
                .numbers(
                        "created_at",
                        all(mappings, mapping -> mapping.createdAt().toEpochMilli()))
                .numbers(
                        "updated_at",
                        all(mappings, mapping -> mapping.updatedAt().toEpochMilli()));
    }

    private static <T> List<T> all(List<GroupRoleMapping> mappings, Function<GroupRoleMapping, T> value) {
        List<T> values = new ArrayList<>(mappings.size());
        mappings.forEach(mapping -> values.add(value.apply(mapping)));
        return values;
    }

    /** No element when there is no such connection, an empty one when it does not map the group. */
    private static List<Optional<GroupRoleMapping>> findByGroup(Handle handle, GroupRoleMapping wanted) {
        try (Query query = handle.createQuery(FIND_BY_GROUP)) {
            return query.bind("org_id", wanted.org().value())
                    .bind("connection_id", wanted.connection().value())
                    .bind("external_group_sha256", sha256(wanted.externalGroup()))
                    .map(JdbcGroupRoleMappingRepository::mappingOrNone)
                    .list();
        }
    }

    @Override
    public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
        return sessions.read(handle -> findById(handle, org, connection, id));
    }

    private static Optional<GroupRoleMapping> findById(
            Handle handle, OrgId org, ConnectionId connection, MappingId id) {
        try (Query query = handle.createQuery(FIND_BY_ID)) {
            return query.bind("org_id", org.value())
                    .bind("connection_id", connection.value())
                    .bind("id", id.value())
                    .map(JdbcGroupRoleMappingRepository::mapping)
                    .findOne();
        }
    }

    @Override
    public Optional<List<GroupRoleMapping>> list(OrgId org, ConnectionId connection) {
        return sessions.read(handle -> {
            try (Query query = handle.createQuery(LIST)) {
                List<Optional<GroupRoleMapping>> rows = query.bind("org_id", org.value())
                        .bind("connection_id", connection.value())
                        .map(JdbcGroupRoleMappingRepository::mappingOrNone)
                        .list();
                return rows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(rows.stream().flatMap(Optional::stream).toList());
            }
        });
    }

    private static Optional<GroupRoleMapping> mappingOrNone(ResultSet row, StatementContext context)
            throws SQLException {
        return row.getString("id") == null ? Optional.empty() : Optional.of(mapping(row, context));
    }

    private static GroupRoleMapping mapping(ResultSet row, StatementContext context) throws SQLException {
        return new GroupRoleMapping(
                new MappingId(row.getString("id")),
                new OrgId(row.getString("org_id")),
                new ConnectionId(row.getString("connection_id")),
                new ExternalGroup(row.getString("external_group")),
                new RoleId(row.getLong("role_id")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    /** Unique in the place of the group itself, which is longer than an index entry may be. */
    private static byte[] sha256(ExternalGroup group) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(group.value().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Whose mappings are inserted together: those of others must neither wait for them nor fail with them. */
    private record Target(OrgId org, ConnectionId connection) {}
}
