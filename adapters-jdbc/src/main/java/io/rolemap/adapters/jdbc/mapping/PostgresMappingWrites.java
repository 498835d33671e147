package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.adapters.jdbc.shared.AdvisoryLocks;
import io.rolemap.adapters.jdbc.shared.GroupCommit;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.PreparedSql.Parameters;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.shared.OrgId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** In one statement each, and sets in one statement for each kind of change. Safe for use by many threads. */
final class PostgresMappingWrites implements MappingWrites {

    /** Enough to make the flush of the log cheap, and few enough to be written one by one where one of them fails. */
    private static final int LARGEST_BATCH = 64;

    // Of the moment before the insert: what is inserted by a part of a statement isn't seen by the others. Beyond a
    // thousand look-alikes any of them will do, lest each that is added should cost more than the one before. Not when
    // serializable: there these looks would put any two inserts at odds.
    private static final String WITH_NEIGHBOURS = """
            select i.id as inserted_id, n.org_id, n.connection_id, n.id, n.external_group, n.role_id, n.created_at,
              n.updated_at
            from inserted i
            left join lateral (
              (select s.org_id, s.connection_id, s.id, s.external_group, s.role_id, s.created_at, s.updated_at
                from (
                  select l.org_id, l.connection_id, l.id, l.external_group, l.role_id, l.created_at, l.updated_at
                  from rolemap_group_role_mapping l
                  where current_setting('transaction_isolation') <> 'serializable'
                    and l.org_id collate "POSIX" = :org_id and l.connection_id collate "POSIX" = :connection_id
                    and l.group_skeleton = i.group_skeleton
                  limit 1000
                ) s
                order by s.created_at, s.id
                limit :most_neighbours)
              union all
              (select o.org_id, o.connection_id, o.id, o.external_group, o.role_id, o.created_at, o.updated_at
                from rolemap_group_role_mapping o
                where current_setting('transaction_isolation') <> 'serializable' and :with_oldest = 1
                  and o.org_id = :org_id and o.connection_id = :connection_id
                  and o.external_group <> ''
                order by o.org_id, o.connection_id, o.created_at, o.id
                limit 1)
            ) n on true
            """;

    // The connection is locked by reading it, and so is the role, in this order; what vanished while the statement
    // waited for its lock has no row here. A group that is mapped already is left before that, because to lock is to
    // write, and to wait for the disk. Not when serializable: there the look alone would put any two inserts at odds.
    // Neither constraint is named: the very same mapping, inserted by another at the same time, may be met by its id
    // first. Before all that the statement shares two locks, of the organisation's grants and of the connection's
    // mappings: who removes a role waits, even where the organisation has none yet, and so no row to lock. What was
    // removed between the beginning of the statement, which is the moment it sees, and this lock goes unnoticed where
    // the organisation had no role at that moment: two roles would have to come, and one of them to go, within those
    // microseconds, or while the one who removes it holds the lock.
    static final String INSERT = """
            with locks as materialized (
              select pg_advisory_xact_lock_shared(:grants_lock) as of_grants,
                pg_advisory_xact_lock_shared(:mappings_lock) as of_mappings
            ), target as (
              select c.org_id, c.id
              from locks, rolemap_connection c
              where c.org_id = :org_id and c.id = :connection_id
                and not (current_setting('transaction_isolation') <> 'serializable' and exists (
                  select 1
                  from rolemap_group_role_mapping m
                  where m.org_id = :org_id and m.connection_id collate "POSIX" = :connection_id
                    and m.external_group_sha256 = :external_group_sha256))
              for key share of c
            ), known_role as (
              select r.role_id
              from target t
              join rolemap_role r on r.org_id = t.org_id and r.role_id = :role_id
              for key share of r
            ), inserted as (
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, group_skeleton, last_segment, role_id,
               created_at, updated_at)
            select t.org_id, t.id, :id, :external_group, :external_group_sha256, :group_skeleton, :last_segment, :role_id,
              :created_at, :updated_at
            from target t
            where exists (select 1 from known_role)
              or not exists (select 1 from rolemap_role a where a.org_id = :org_id)
            on conflict do nothing
            returning id, group_skeleton
            )
            """ + WITH_NEIGHBOURS;

    // The mappings of one connection as one statement: whatever the protocol, all of them are stored or none.
    static final String INSERT_TOGETHER = """
            with locks as materialized (
              select pg_advisory_xact_lock_shared(:grants_lock) as of_grants,
                pg_advisory_xact_lock_shared(:mappings_lock) as of_mappings
            ), target as (
              select c.org_id, c.id
              from locks, rolemap_connection c
              where c.org_id = :org_id and c.id = :connection_id
              for key share of c
            ), known_role as (
              select r.role_id
              from target t
              join rolemap_role r on r.org_id = t.org_id and r.role_id = any(cast(:role_ids as bigint[]))
              order by r.role_id
              for key share of r
            ), inserted as (
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, group_skeleton, last_segment, role_id,
               created_at, updated_at)
            select t.org_id, t.id, m.id, m.external_group, m.external_group_sha256, m.group_skeleton, m.last_segment,
              m.role_id, m.created_at, m.updated_at
            from target t, unnest(
              cast(:ids as text[]), cast(:external_groups as text[]), cast(:external_groups_sha256 as bytea[]),
              cast(:group_skeletons as bytea[]), cast(:last_segments as bytea[]), cast(:role_ids as bigint[]),
              cast(:created_at as bigint[]), cast(:updated_at as bigint[]))
              as m (id, external_group, external_group_sha256, group_skeleton, last_segment, role_id, created_at,
                updated_at)
            where m.role_id in (select role_id from known_role)
              or not exists (select 1 from rolemap_role a where a.org_id = :org_id)
            on conflict do nothing
            returning id, group_skeleton
            )
            """ + WITH_NEIGHBOURS;

    static final String REPLACE = """
            with locks as materialized (
              select pg_advisory_xact_lock_shared(:grants_lock) as of_grants,
                pg_advisory_xact_lock_shared(:mappings_lock) as of_mappings
            ), target as (
              select c.org_id, c.id
              from locks, rolemap_connection c
              where c.org_id = :org_id and c.id = :connection_id
              for key share of c
            ), known_role as (
              select r.role_id
              from target t
              join rolemap_role r on r.org_id = t.org_id and r.role_id = :new_role_id
              for key share of r
            )
            update rolemap_group_role_mapping m
            set role_id = :new_role_id, updated_at = :new_updated_at
            from target t
            where m.org_id = t.org_id and m.connection_id = t.id and m.id = :id
              and m.role_id = :role_id and m.updated_at = :updated_at
              and (exists (select 1 from known_role)
                or not exists (select 1 from rolemap_role a where a.org_id = :org_id))
            """;

    static final String DELETE = """
            with locks as materialized (
              select pg_advisory_xact_lock_shared(:mappings_lock) as of_mappings
            ), target as (
              select c.org_id, c.id
              from locks, rolemap_connection c
              where c.org_id = :org_id and c.id = :connection_id
              for key share of c
            )
            delete from rolemap_group_role_mapping m
            using target t
            where m.org_id = t.org_id and m.connection_id = t.id and m.id = :id
              and m.role_id = :role_id and m.updated_at = :updated_at
            """;

    private static final String LOCK_SET = """
            with locks as materialized (
              select pg_advisory_xact_lock_shared(:grants_lock) as of_grants,
                pg_advisory_xact_lock(:mappings_lock) as of_mappings
            )
            select c.id
            from locks, rolemap_connection c
            where c.org_id = :org_id and c.id = :connection_id
            for update of c
            """;

    // Whoever waits for the set with an older snapshot must not go on with it; a lock alone leaves no trace for that.
    // It is the one who waits whose isolation decides, and nobody here knows it.
    private static final String MARK_SET_AS_CHANGED = """
            update rolemap_connection
            set enabled = enabled
            where org_id = :org_id and id = :connection_id
            """;

    static final String DELETE_SET = """
            delete from rolemap_group_role_mapping m
            using unnest(cast(:ids as text[]), cast(:role_ids as bigint[]), cast(:updated_at as bigint[]))
              as d (id, role_id, updated_at)
            where m.org_id = :org_id and m.connection_id = :connection_id and m.id = d.id
              and m.role_id = d.role_id and m.updated_at = d.updated_at
            """;

    static final String UPDATE_SET = """
            update rolemap_group_role_mapping m
            set role_id = u.new_role_id, updated_at = u.new_updated_at
            from unnest(
              cast(:ids as text[]), cast(:role_ids as bigint[]), cast(:updated_at as bigint[]),
              cast(:new_role_ids as bigint[]), cast(:new_updated_at as bigint[]))
              as u (id, role_id, updated_at, new_role_id, new_updated_at)
            where m.org_id = :org_id and m.connection_id = :connection_id and m.id = u.id
              and m.role_id = u.role_id and m.updated_at = u.updated_at
            """;

    // A conflict shows as a row too few. One with a row that is newer than the snapshot, where there is one of the
    // whole transaction, is told as a conflict of transactions then, and not as a constraint that was violated.
    private static final String INSERT_SET = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, group_skeleton, last_segment, role_id,
               created_at, updated_at)
            select :org_id, :connection_id, m.id, m.external_group, m.external_group_sha256, m.group_skeleton,
              m.last_segment, m.role_id, m.created_at, m.updated_at
            from unnest(
              cast(:ids as text[]), cast(:external_groups as text[]), cast(:external_groups_sha256 as bytea[]),
              cast(:group_skeletons as bytea[]), cast(:last_segments as bytea[]), cast(:role_ids as bigint[]),
              cast(:created_at as bigint[]), cast(:updated_at as bigint[]))
              as m (id, external_group, external_group_sha256, group_skeleton, last_segment, role_id, created_at,
                updated_at)
            on conflict do nothing
            """;

    private final Sessions sessions;
    private final PreparedSql insert = PreparedSql.of(INSERT);
    private final PreparedSql insertTogether = PreparedSql.of(INSERT_TOGETHER);
    private final PreparedSql replace = PreparedSql.of(REPLACE);
    private final PreparedSql delete = PreparedSql.of(DELETE);
    private final PreparedSql lockSet = PreparedSql.of(LOCK_SET);
    private final PreparedSql markSetAsChanged = PreparedSql.of(MARK_SET_AS_CHANGED);
    private final PreparedSql deleteSet = PreparedSql.of(DELETE_SET);
    private final PreparedSql updateSet = PreparedSql.of(UPDATE_SET);
    private final PreparedSql insertSet = PreparedSql.of(INSERT_SET);
    private final GroupCommit<Target, GroupRoleMapping, Optional<List<GroupRoleMapping>>> groupCommit =
            new GroupCommit<>(
                    LARGEST_BATCH,
                    Comparator.comparing(mapping -> mapping.externalGroup().value()));

    PostgresMappingWrites(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<List<GroupRoleMapping>> insert(GroupRoleMapping mapping) {
        Target target = new Target(mapping.org(), mapping.connection());
        return sessions.writeTogether(groupCommit, target, mapping, this::insert);
    }

    /** The neighbours of each of these mappings of one connection; empty for those that were not inserted. */
    private List<Optional<List<GroupRoleMapping>>> insert(Handle handle, List<GroupRoleMapping> mappings) {
        Target target = new Target(mappings.get(0).org(), mappings.get(0).connection());
        PreparedSql sql = mappings.size() == 1 ? insert : insertTogether;
        requireDifferentIds(mappings);
        Map<String, List<GroupRoleMapping>> inserted = new HashMap<>();
        sql.list(
                handle,
                rows -> bindNeighbours(
                        bindGrant(
                                mappings.size() == 1
                                        ? MappingRows.bindAll(rows, mappings.get(0))
                                        : bindNew(rows, target, mappings),
                                target),
                        mappings),
                row -> {
                    List<GroupRoleMapping> neighbours =
                            inserted.computeIfAbsent(row.getString("inserted_id"), id -> new ArrayList<>());
                    return MappingRows.mappingOrNone(row).map(neighbours::add);
                });
        return all(
                mappings,
                mapping -> Optional.ofNullable(inserted.get(mapping.id().value()))
                        .map(found -> Neighbours.of(mapping, found)));
    }

    private static Parameters bindNeighbours(Parameters rows, List<GroupRoleMapping> mappings) throws SQLException {
        return rows.number("most_neighbours", GroupRoleMappingRepository.Inserted.MAX_NEIGHBOURS)
                .number("with_oldest", mappings.stream().anyMatch(Neighbours::wantOldest) ? 1 : 0);
    }

    /** By its id a caller knows its row among those that were inserted; who shares one must be alone. */
    private static void requireDifferentIds(List<GroupRoleMapping> mappings) {
        if (mappings.stream().map(GroupRoleMapping::id).distinct().count() < mappings.size()) {
            throw new IllegalStateException("Two mappings have the same id");
        }
    }

    @Override
    public boolean replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
        Target target = new Target(replacement.org(), replacement.connection());
        return sessions.writeOnce(handle -> replace.update(
                        handle, row -> bindGrant(MappingRows.bindReplacement(row, expected, replacement), target))
                == 1);
    }

    @Override
    public boolean delete(GroupRoleMapping expected) {
        Target target = new Target(expected.org(), expected.connection());
        return sessions.writeOnce(handle ->
                delete.update(handle, row -> bindMappingsLock(MappingRows.bindState(row, expected), target)) == 1);
    }

    @Override
    public boolean lockSet(Handle handle, OrgId org, ConnectionId connection) {
        Target target = new Target(org, connection);
        return !lockSet.list(
                        handle,
                        row -> bindGrant(MappingRows.bindConnection(row, org, connection), target),
                        row -> row.getString(1))
                .isEmpty();
    }

    @Override
    public int apply(Handle handle, OrgId org, ConnectionId connection, MappingChanges changes) {
        Target target = new Target(org, connection);
        markSetAsChanged.update(handle, row -> MappingRows.bindConnection(row, org, connection));
        return delete(handle, target, changes.deleted())
                + update(handle, target, changes.updated())
                + insert(handle, target, changes.created());
    }

    private int delete(Handle handle, Target target, List<GroupRoleMapping> deleted) {
        return deleted.isEmpty() ? 0 : deleteSet.update(handle, rows -> bindStates(rows, target, deleted));
    }

    private int update(Handle handle, Target target, List<MappingChanges.Update> updated) {
        if (updated.isEmpty()) {
            return 0;
        }
        List<GroupRoleMapping> after = all(updated, MappingChanges.Update::after);
        return updateSet.update(
                handle,
                rows -> bindStates(rows, target, all(updated, MappingChanges.Update::before))
                        .numbers(
                                "new_role_ids",
                                all(after, mapping -> mapping.role().value()))
                        .numbers(
                                "new_updated_at",
                                all(after, mapping -> mapping.updatedAt().toEpochMilli())));
    }

    private int insert(Handle handle, Target target, List<GroupRoleMapping> created) {
        return created.isEmpty() ? 0 : insertSet.update(handle, rows -> bindNew(rows, target, created));
    }

    private static Parameters bindGrant(Parameters rows, Target target) throws SQLException {
        return bindMappingsLock(rows.number("grants_lock", AdvisoryLocks.ofGrants(target.org())), target);
    }

    private static Parameters bindMappingsLock(Parameters rows, Target target) throws SQLException {
        return rows.number(
                "mappings_lock",
                AdvisoryLocks.ofMappings(target.org(), target.connection().value()));
    }

    private static Parameters bindNew(Parameters rows, Target target, List<GroupRoleMapping> mappings)
            throws SQLException {
        List<ExternalGroup> groups = all(mappings, GroupRoleMapping::externalGroup);
        return bindStates(rows, target, mappings)
                .texts("external_groups", all(groups, ExternalGroup::value))
                .byteStrings("external_groups_sha256", all(groups, GroupDigests::of))
                .byteStrings("group_skeletons", all(groups, GroupDigests::ofSkeleton))
                .optionalByteStrings("last_segments", all(groups, GroupDigests::ofLastSegment))
                .numbers(
                        "created_at",
                        all(mappings, mapping -> mapping.createdAt().toEpochMilli()));
    }

    private static Parameters bindStates(Parameters rows, Target target, List<GroupRoleMapping> mappings)
            throws SQLException {
        return MappingRows.bindConnection(rows, target.org(), target.connection())
                .texts("ids", all(mappings, mapping -> mapping.id().value()))
                .numbers("role_ids", all(mappings, mapping -> mapping.role().value()))
                .numbers(
                        "updated_at",
                        all(mappings, mapping -> mapping.updatedAt().toEpochMilli()));
    }

    private static <E, T> List<T> all(List<E> elements, Function<E, T> value) {
        List<T> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(value.apply(element)));
        return values;
    }

    /** Whose mappings are written together: those of others must neither wait for them nor fail with them. */
    private record Target(OrgId org, ConnectionId connection) {}
}
