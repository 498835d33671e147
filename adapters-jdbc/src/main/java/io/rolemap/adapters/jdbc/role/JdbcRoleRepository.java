package io.rolemap.adapters.jdbc.role;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.RoleLocks;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The catalogues of roles, in the table {@code rolemap_role}. Safe for use by many threads. */
public final class JdbcRoleRepository implements RoleRepository {

    private static final String INSERT = """
            insert into rolemap_role (org_id, role_id, name, created_at, updated_at)
            values (:org_id, :role_id, :name, :created_at, :updated_at)
            on conflict do nothing
            """;

    private static final String REPLACE = """
            update rolemap_role
            set name = :new_name, created_at = :new_created_at, updated_at = :new_updated_at
            where org_id = :org_id and role_id = :role_id
              and name = :name and created_at = :created_at and updated_at = :updated_at
            """;

    private static final String FIND = """
            select org_id, role_id, name, created_at, updated_at
            from rolemap_role
            where org_id = :org_id and role_id = :role_id
            """;

    private static final String LIST = """
            select org_id, role_id, name, created_at, updated_at
            from rolemap_role
            where org_id = :org_id
            order by role_id
            """;

    private static final String DELETE = """
            delete from rolemap_role
            where org_id = :org_id and role_id = :role_id
            """;

    // Ends at the first use, where there is one.
    private static final String IS_USED = """
            select exists (select 1 from rolemap_group_role_mapping where org_id = :org_id and role_id = :role_id)
              or exists (select 1 from rolemap_connection where org_id = :org_id and default_role_id = :role_id)
            """;

    // Numbers and names from one look, so that they fit together; no row where the last use has just gone.
    private static final String FIND_USES = """
            select
              (select count(*) from rolemap_group_role_mapping where org_id = :org_id and role_id = :role_id),
              (select count(*) from rolemap_connection where org_id = :org_id and default_role_id = :role_id),
              users.connection_id
            from (
              select connection_id from rolemap_group_role_mapping where org_id = :org_id and role_id = :role_id
              union
              select id as connection_id from rolemap_connection where org_id = :org_id and default_role_id = :role_id
            ) users
            order by users.connection_id
            limit :limit
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final RoleLocks locks;
    private final PreparedSql insert = PreparedSql.of(INSERT);
    private final PreparedSql replace = PreparedSql.of(REPLACE);
    private final PreparedSql find = PreparedSql.of(FIND);
    private final PreparedSql lock = PreparedSql.of(FIND + "for update");
    private final PreparedSql list = PreparedSql.of(LIST);
    private final PreparedSql delete = PreparedSql.of(DELETE);
    private final PreparedSql isUsed = PreparedSql.of(IS_USED);
    private final PreparedSql findUses = PreparedSql.of(FIND_USES);

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcRoleRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.locks = new RoleLocks(dialect);
    }

    @Override
    public boolean insert(Role role) {
        return sessions.writeOnce(handle -> insert.update(handle, row -> bindState(row, role)) == 1);
    }

    @Override
    public boolean replace(Role expected, Role replacement) {
        return sessions.writeOnce(handle -> replace.update(
                        handle,
                        row -> bindState(row, expected)
                                .text("new_name", replacement.name().value())
                                .number(
                                        "new_created_at",
                                        replacement.createdAt().toEpochMilli())
                                .number(
                                        "new_updated_at",
                                        replacement.updatedAt().toEpochMilli()))
                == 1);
    }

    @Override
    public Optional<Role> find(OrgId org, RoleId id) {
        return sessions.read(handle -> find(handle, find, org, id));
    }

    private static Optional<Role> find(Handle handle, PreparedSql sql, OrgId org, RoleId id) {
        return sql.list(handle, row -> bindKey(row, org, id), JdbcRoleRepository::role).stream()
                .findFirst();
    }

    @Override
    public List<Role> list(OrgId org) {
        return sessions.read(
                handle -> list.list(handle, row -> row.text("org_id", org.value()), JdbcRoleRepository::role));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException also when the caller's transaction is isolated in a way that hides what was granted
     *     while it waited for the role: repeatable read, and on H2 serializable too
     */
    @Override
    public Deletion delete(OrgId org, RoleId id) {
        return sessions.writeSeeingCommits(dialect, handle -> {
            locks.excludeGrants(handle, org);
            if (find(handle, lock, org, id).isEmpty()) {
                return new NoSuchRole();
            }
            // Nobody grants the role from here on, and a statement that begins now sees what was granted before.
            RoleUses uses = uses(handle, org, id);
            if (!uses.isEmpty()) {
                return new InUse(uses);
            }
            delete.update(handle, row -> bindKey(row, org, id));
            return new Deleted();
        });
    }

    private RoleUses uses(Handle handle, OrgId org, RoleId id) {
        RoleUses none = new RoleUses(0, 0, List.of());
        if (!isUsed.list(handle, row -> bindKey(row, org, id), row -> row.getBoolean(1))
                .get(0)) {
            return none;
        }
        List<RoleUses> ofEachConnection = findUses.list(
                handle,
                row -> bindKey(row, org, id).number("limit", RoleUses.MAX_CONNECTIONS),
                row -> new RoleUses(row.getLong(1), row.getLong(2), List.of(new ConnectionId(row.getString(3)))));
        return ofEachConnection.isEmpty()
                ? none
                : new RoleUses(
                        ofEachConnection.get(0).mappings(),
                        ofEachConnection.get(0).defaultRoles(),
                        ofEachConnection.stream()
                                .flatMap(uses -> uses.connections().stream())
                                .toList());
    }

    private static PreparedSql.Parameters bindState(PreparedSql.Parameters row, Role role) throws SQLException {
        return bindKey(row, role.org(), role.id())
                .text("name", role.name().value())
                .number("created_at", role.createdAt().toEpochMilli())
                .number("updated_at", role.updatedAt().toEpochMilli());
    }

    private static PreparedSql.Parameters bindKey(PreparedSql.Parameters row, OrgId org, RoleId id)
            throws SQLException {
        return row.text("org_id", org.value()).number("role_id", id.value());
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                new OrgId(row.getString("org_id")),
                new RoleId(row.getLong("role_id")),
                new RoleName(row.getString("name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
