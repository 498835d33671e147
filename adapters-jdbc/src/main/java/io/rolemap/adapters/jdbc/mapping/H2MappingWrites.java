package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.RoleLocks;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.shared.OrgId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * In several statements each, which cost no round trips: H2 runs in the process. Its locks know no sharing. Safe for use
 * by many threads.
 */
final class H2MappingWrites implements MappingWrites {

    private static final String LOCK_CONNECTION = """
            select id
            from rolemap_connection
            where org_id = :org_id and id = :connection_id
            for update
            """;

    // Neither constraint is named: the very same mapping, inserted by another at the same time, may be met by its id
    // first.
    private static final String INSERT = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, group_skeleton, last_segment, role_id,
               created_at, updated_at)
            values
              (:org_id, :connection_id, :id, :external_group, :external_group_sha256, :group_skeleton, :last_segment,
               :role_id, :created_at, :updated_at)
            on conflict do nothing
            """;

    private static final String REPLACE = """
            update rolemap_group_role_mapping
            set role_id = :new_role_id, updated_at = :new_updated_at
            where org_id = :org_id and connection_id = :connection_id and id = :id
              and role_id = :role_id and updated_at = :updated_at
            """;

    private static final String DELETE = """
            delete from rolemap_group_role_mapping
            where org_id = :org_id and connection_id = :connection_id and id = :id
              and role_id = :role_id and updated_at = :updated_at
            """;

    // As on PostgreSQL the oldest of a thousand: to sort more would make a create the dearer the more there are.
    static final String SIMILAR = """
            select org_id, connection_id, id, external_group, role_id, created_at, updated_at
            from (
              select org_id, connection_id, id, external_group, role_id, created_at, updated_at
              from rolemap_group_role_mapping
              where org_id = :org_id and connection_id = :connection_id and group_skeleton = :group_skeleton
              limit 1000
            ) s
            order by created_at, id
            limit :most
            """;

    private static final String OLDEST = """
            select org_id, connection_id, id, external_group, role_id, created_at, updated_at
            from rolemap_group_role_mapping
            where org_id = :org_id and connection_id = :connection_id
            order by org_id, connection_id, created_at, id
            limit 1
            """;

    private final Sessions sessions;
    private final RoleLocks roles;
    private final PreparedSql lockConnection = PreparedSql.of(LOCK_CONNECTION);
    private final PreparedSql insert = PreparedSql.of(INSERT);
    private final PreparedSql replace = PreparedSql.of(REPLACE);
    private final PreparedSql delete = PreparedSql.of(DELETE);
    private final PreparedSql similar = PreparedSql.of(SIMILAR);
    private final PreparedSql oldest = PreparedSql.of(OLDEST);

    H2MappingWrites(Sessions sessions, RoleLocks roles) {
        this.sessions = sessions;
        this.roles = roles;
    }

    @Override
    public Optional<List<GroupRoleMapping>> insert(GroupRoleMapping mapping) {
        return sessions.write(handle -> {
            if (!isLockedForGrant(handle, mapping)) {
                return Optional.empty();
            }
            List<GroupRoleMapping> neighbours = neighbours(handle, mapping);
            return insert.update(handle, row -> MappingRows.bindAll(row, mapping)) == 1
                    ? Optional.of(neighbours)
                    : Optional.empty();
        });
    }

    private List<GroupRoleMapping> neighbours(Handle handle, GroupRoleMapping mapping) {
        List<GroupRoleMapping> found = new ArrayList<>(similar.list(
                handle,
                row -> MappingRows.bindConnection(row, mapping.org(), mapping.connection())
                        .bytes("group_skeleton", GroupDigests.ofSkeleton(mapping.externalGroup()))
                        .number("most", GroupRoleMappingRepository.Inserted.MAX_NEIGHBOURS),
                MappingRows::mapping));
        if (Neighbours.wantOldest(mapping)) {
            found.addAll(oldest.list(
                    handle,
                    row -> MappingRows.bindConnection(row, mapping.org(), mapping.connection()),
                    MappingRows::mapping));
        }
        return Neighbours.of(mapping, found);
    }

    @Override
    public boolean replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
        return sessions.write(handle -> isLockedForGrant(handle, replacement)
                && replace.update(handle, row -> MappingRows.bindReplacement(row, expected, replacement)) == 1);
    }

    @Override
    public boolean delete(GroupRoleMapping expected) {
        return sessions.write(handle -> isLocked(handle, expected.org(), expected.connection())
                && delete.update(handle, row -> MappingRows.bindState(row, expected)) == 1);
    }

    @Override
    public boolean lockSet(Handle handle, OrgId org, ConnectionId connection) {
        return isLocked(handle, org, connection);
    }

    @Override
    public int apply(Handle handle, OrgId org, ConnectionId connection, MappingChanges changes) {
        List<GroupRoleMapping> deleted = changes.deleted();
        List<MappingChanges.Update> updated = changes.updated();
        List<GroupRoleMapping> created = changes.created();
        int written = 0;
        if (!deleted.isEmpty()) {
            written += delete.updateEach(handle, deleted, MappingRows::bindState);
        }
        if (!updated.isEmpty()) {
            written += replace.updateEach(
                    handle,
                    updated,
                    (row, update) -> MappingRows.bindReplacement(row, update.before(), update.after()));
        }
        if (!created.isEmpty()) {
            written += insert.updateEach(handle, created, MappingRows::bindAll);
        }
        return written;
    }

    private boolean isLockedForGrant(Handle handle, GroupRoleMapping granting) {
        return isLocked(handle, granting.org(), granting.connection())
                && roles.lockAndFindUnknown(handle, granting.org(), List.of(granting.role()))
                        .isEmpty();
    }

    private boolean isLocked(Handle handle, OrgId org, ConnectionId connection) {
        return !lockConnection
                .list(handle, row -> MappingRows.bindConnection(row, org, connection), row -> row.getString(1))
                .isEmpty();
    }
}
