package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.RoleLocks;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The mappings, in the table {@code rolemap_group_role_mapping}. Safe for use by many threads. */
public final class JdbcGroupRoleMappingRepository implements GroupRoleMappingRepository {

    /** How often others may put out of the way what stood against a write, before it is looked at. */
    private static final int MAX_ATTEMPTS = 5;

    private static final String BEGINNING_OF_FIND_BY_GROUP = """
            select c.org_id, c.id as connection_id, m.id, m.external_group, m.role_id, m.created_at, m.updated_at
            from rolemap_connection c
            left join rolemap_group_role_mapping m
              on m.org_id = c.org_id and m.connection_id collate "POSIX" = :connection_id
                and m.external_group_sha256 = :external_group_sha256
            """;

    private static final String END_OF_FIND_BY_GROUP = """
            where c.org_id = :org_id and c.id = :connection_id
            """;

    static final String FIND_BY_GROUP = BEGINNING_OF_FIND_BY_GROUP + END_OF_FIND_BY_GROUP;

    static final String FIND_BY_ID = """
            select org_id, connection_id, id, external_group, role_id, created_at, updated_at
            from rolemap_group_role_mapping
            where org_id = :org_id and connection_id = :connection_id and id = :id
            """;

    // The condition on the group, which every mapping meets, is that of the index of pages.
    private static final String BEGINNING_OF_PAGE = """
            select c.org_id, c.id as connection_id, m.id, m.external_group, m.role_id, m.created_at, m.updated_at
            from rolemap_connection c
            left join (
              select org_id, connection_id, id, external_group, role_id, created_at, updated_at
              from rolemap_group_role_mapping m
              where org_id = :org_id and connection_id = :connection_id and external_group <> ''
                and (created_at, id) > (:after_created_at, :after_id)
            """;

    // H2 goes along the index only for an order by all of its columns.
    private static final String END_OF_PAGE = """
              order by org_id, connection_id, created_at, id
              limit :limit
            ) m on m.org_id = c.org_id and m.connection_id = c.id
            where c.org_id = :org_id and c.id = :connection_id
            order by m.created_at, m.id
            """;

    static final String PAGE = BEGINNING_OF_PAGE + END_OF_PAGE;

    private static final String OF_ROLE = """
                and role_id = :role_id
            """;

    // Sightings are of hours: whoever was seen in the hour of the moment may have been seen after it. One look at
    // the key for each mapping, as in the room of observation: what PostgreSQL can make a join would, while
    // statistics are older than the connection, read all of its groups for each mapping. Of a group that was never
    // seen the comparison is null.
    private static final String UNUSED = """
                and m.created_at < :unused_since and ((
                  select g.last_seen
                  from rolemap_observed_group g
                  where g.org_id = :org_id and g.connection_id = :connection_id
                    and g.external_group_sha256 = m.external_group_sha256) >= :hour_of_unused_since) is not true
            """;

    static final String PAGE_OF_ROLE = BEGINNING_OF_PAGE + OF_ROLE + END_OF_PAGE;

    static final String PAGE_OF_UNUSED = BEGINNING_OF_PAGE + UNUSED + END_OF_PAGE;

    static final String FIND_UNUSED_BY_GROUP = BEGINNING_OF_FIND_BY_GROUP + UNUSED + END_OF_FIND_BY_GROUP;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    static final String LIST = """
            select org_id, connection_id, id, external_group, role_id, created_at, updated_at
            from rolemap_group_role_mapping
            where org_id = :org_id and connection_id = :connection_id and external_group <> ''
            order by org_id, connection_id, created_at, id
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final RoleLocks roles;
    private final MappingWrites writes;
    private final PreparedSql findByGroup;
    private final PreparedSql findUnusedByGroup;
    private final PreparedSql findById = PreparedSql.of(FIND_BY_ID);
    private final PreparedSql page = PreparedSql.of(PAGE);
    private final PreparedSql pageOfRole = PreparedSql.of(PAGE_OF_ROLE);
    private final PreparedSql pageOfUnused = PreparedSql.of(PAGE_OF_UNUSED);
    private final PreparedSql pageOfUnusedOfRole = PreparedSql.of(BEGINNING_OF_PAGE + OF_ROLE + UNUSED + END_OF_PAGE);
    private final PreparedSql list = PreparedSql.of(LIST);

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcGroupRoleMappingRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.roles = new RoleLocks(dialect);
        this.findByGroup = PreparedSql.of(dialect.sql(FIND_BY_GROUP));
        this.findUnusedByGroup = PreparedSql.of(dialect.sql(FIND_UNUSED_BY_GROUP));
        this.writes =
                dialect == Dialect.H2 ? new H2MappingWrites(sessions, roles) : new PostgresMappingWrites(sessions);
    }

    @Override
    public Insertion insert(GroupRoleMapping mapping) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<List<GroupRoleMapping>> neighbours = writes.insert(mapping);
            if (neighbours.isPresent()) {
                return new Inserted(neighbours.get());
            }
            // From here on nothing was stored, whatever becomes of the look-ups.
            List<Optional<GroupRoleMapping>> connection =
                    findByGroup(mapping.org(), mapping.connection(), mapping.externalGroup());
            if (connection.isEmpty()) {
                return new NoSuchConnection();
            }
            if (connection.get(0).isPresent()) {
                return new AlreadyMapped(connection.get(0).get());
            }
            if (isUnknown(mapping.org(), mapping.role())) {
                return new UnknownRole();
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                // The statement passes over this conflict as it does over that of the group.
                throw new IllegalStateException("The id of the mapping is in use");
            }
        }
        throw new IllegalStateException("What stood against the mapping came and went all the while");
    }

    /** No element when there is no such connection, an empty one when it does not map the group. */
    private List<Optional<GroupRoleMapping>> findByGroup(OrgId org, ConnectionId connection, ExternalGroup group) {
        return sessions.read(handle -> findByGroup.list(
                handle,
                row -> MappingRows.bindConnection(row, org, connection)
                        .bytes("external_group_sha256", GroupDigests.of(group)),
                MappingRows::mappingOrNone));
    }

    private boolean isUnknown(OrgId org, RoleId role) {
        return !unknownRoles(org, Set.of(role)).isEmpty();
    }

    @Override
    public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
        return sessions
                .read(handle -> findById.list(
                        handle,
                        row -> MappingRows.bindConnection(row, org, connection).text("id", id.value()),
                        MappingRows::mapping))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<MappingPage> list(MappingQuery query) {
        // A group has one mapping, which is found by its own key.
        List<Optional<GroupRoleMapping>> rows = query.externalGroup()
                .map(group -> findByGroup(query, group))
                .orElseGet(() -> sessions.read(handle -> page(handle, query)));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(MappingPage.startOf(
                        rows.stream()
                                .flatMap(Optional::stream)
                                .filter(query::matches)
                                .toList(),
                        query.limit()));
    }

    private List<Optional<GroupRoleMapping>> findByGroup(MappingQuery query, ExternalGroup group) {
        return query.unusedSince()
                .map(since -> sessions.read(handle -> findUnusedByGroup.list(
                        handle,
                        row -> bindUnused(
                                MappingRows.bindConnection(row, query.org(), query.connection())
                                        .bytes("external_group_sha256", GroupDigests.of(group)),
                                since),
                        MappingRows::mappingOrNone)))
                .orElseGet(() -> findByGroup(query.org(), query.connection(), group));
    }

    /** No element when there is no such connection; one more than a page has, where there is more. */
    private List<Optional<GroupRoleMapping>> page(Handle handle, MappingQuery query) {
        PreparedSql.Binder bound = row -> {
            MappingRows.bindConnection(row, query.org(), query.connection())
                    // Every id stands after the empty text, and every moment at or after the earliest one.
                    .number(
                            "after_created_at",
                            query.after()
                                    .map(position -> position.createdAt().toEpochMilli())
                                    .orElse(Long.MIN_VALUE))
                    .text(
                            "after_id",
                            query.after()
                                    .map(MappingPosition::id)
                                    .map(MappingId::value)
                                    .orElse(""))
                    .number("limit", query.limit() + 1L);
            if (query.unusedSince().isPresent()) {
                bindUnused(row, query.unusedSince().get());
            }
            if (query.role().isPresent()) {
                row.number("role_id", query.role().get().value());
            }
        };
        PreparedSql sql = query.unusedSince().isPresent() ? unused(query) : ofRole(query);
        return sql.list(handle, bound, MappingRows::mappingOrNone);
    }

    private PreparedSql ofRole(MappingQuery query) {
        return query.role().isPresent() ? pageOfRole : page;
    }

    private PreparedSql unused(MappingQuery query) {
        return query.role().isPresent() ? pageOfUnusedOfRole : pageOfUnused;
    }

    private static void bindUnused(PreparedSql.Parameters row, Instant since) throws SQLException {
        long moment = since.toEpochMilli();
        long intoHour = Math.floorMod(moment, HOUR);
        row.number("unused_since", moment)
                .number(
                        "hour_of_unused_since",
                        moment < Long.MIN_VALUE + intoHour ? Long.MIN_VALUE : moment - intoHour);
    }

    @Override
    public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            if (writes.replace(expected, replacement)) {
                return Replacement.REPLACED;
            }
            if (!isStored(expected)) {
                return Replacement.NOT_AS_EXPECTED;
            }
            if (isUnknown(replacement.org(), replacement.role())) {
                return Replacement.UNKNOWN_ROLE;
            }
        }
        throw new IllegalStateException("What stood against the change of the mapping came and went all the while");
    }

    private boolean isStored(GroupRoleMapping expected) {
        return find(expected.org(), expected.connection(), expected.id())
                .filter(stored -> stored.role().equals(expected.role())
                        && stored.updatedAt().equals(expected.updatedAt()))
                .isPresent();
    }

    @Override
    public boolean delete(GroupRoleMapping expected) {
        return writes.delete(expected);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException also in a {@link Transactions#forOneCall} of its own, which would keep nothing as it
     *     is; and when the caller's transaction is isolated in a way that hides what was written
     *     while it waited for the connection: repeatable read, and on H2 serializable too
     */
    @Override
    public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
        sessions.requireTransaction();
        return sessions.writeSeeingCommits(dialect, handle -> {
            if (!writes.lockSet(handle, org, connection)) {
                return Optional.empty();
            }
            // A statement that begins now sees what was committed while the lock was waited for.
            return Optional.of(
                    list.list(handle, row -> MappingRows.bindConnection(row, org, connection), MappingRows::mapping));
        });
    }

    @Override
    public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
        requireOneConnection(org, connection, changes);
        return sessions.write(handle -> {
            Set<RoleId> unknown = roles.lockAndFindUnknown(
                    handle, org, granted(changes).map(GroupRoleMapping::role).toList());
            if (unknown.isEmpty() && !changes.isEmpty()) {
                requireFit(writes.apply(handle, org, connection, changes) == size(changes));
            }
            return unknown;
        });
    }

    private static Stream<GroupRoleMapping> granted(MappingChanges changes) {
        return Stream.concat(
                changes.created().stream(), changes.updated().stream().map(MappingChanges.Update::after));
    }

    private static int size(MappingChanges changes) {
        return changes.created().size()
                + changes.updated().size()
                + changes.deleted().size();
    }

    private static void requireOneConnection(OrgId org, ConnectionId connection, MappingChanges changes) {
        Stream<GroupRoleMapping> before = changes.updated().stream().map(MappingChanges.Update::before);
        requireFit(Stream.of(granted(changes), changes.deleted().stream(), before)
                .flatMap(mappings -> mappings)
                .allMatch(mapping ->
                        mapping.org().equals(org) && mapping.connection().equals(connection)));
    }

    private static void requireFit(boolean fits) {
        if (!fits) {
            throw new IllegalStateException("The changes don't fit the mappings that are stored");
        }
    }

    @Override
    public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> granted) {
        return sessions.read(handle -> roles.findUnknown(handle, org, granted));
    }
}
