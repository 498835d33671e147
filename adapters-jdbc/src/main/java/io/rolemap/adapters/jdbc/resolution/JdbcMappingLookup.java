package io.rolemap.adapters.jdbc.resolution;

import io.rolemap.adapters.jdbc.connection.ConnectionRows;
import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.PreparedSql.Parameters;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Connections with those of their mappings that are asked for, in one statement. Safe for use by many threads. */
public final class JdbcMappingLookup implements MappingLookup {

    /** One of them may be the group itself, which is none that only resembles it. */
    private static final int MOST_OF_ONE_SKELETON_AND_ITSELF = MOST_OF_ONE_SKELETON + 1;

    private static final int MOST_ON_H2 = 30_000;

    private static final String CONNECTION = """
            select c.org_id, c.id, c.kind, c.provider_key, c.display_name, c.groups_claim, c.default_role_id, c.enabled,
              c.groups_observed_since, c.created_at, c.updated_at,
              m.mapping_id, m.role_id, m.external_group_sha256, m.external_group
            """;

    private static final String OF_CONNECTION = """
            where c.org_id = :org_id and c.id = $connection
            """;

    /** Stands in the statements wherever the connection does, so that each of their keys is searched by all of its columns. */
    static final String BY_ID = ":connection";

    static final String BY_KEY = """
            (
              select k.connection_id
              from rolemap_provider_key k
              where k.provider_key = :connection and k.org_id = :org_id)""";

    // The group is not read: whoever asked for the digest knows it. So the key alone has all that is wanted. The
    // limit sees to it that each digest is looked up by itself: left to compare a column with all of them, PostgreSQL
    // would, by its version and the size of the table, read that or a whole index instead.
    private static final String MATCHES_ON_POSTGRESQL = """
            from rolemap_connection c
            left join lateral (
              select s.id as mapping_id, s.role_id, s.external_group_sha256, cast(null as text) as external_group
              from unnest(cast(:digests as bytea[])) as wanted (digest)
              cross join lateral (
                select e.id, e.role_id, e.external_group_sha256
                from rolemap_group_role_mapping e
                where e.org_id = :org_id and e.connection_id collate "POSIX" = $connection
                  and e.external_group_sha256 = wanted.digest
                limit 1
              ) s
            """;

    // A bounded number of each: thousands of groups may end in the same segment.
    private static final String LOOK_ALIKES_ON_POSTGRESQL = """
              union all
              select s.id, s.role_id, s.external_group_sha256, s.external_group
              from unnest(cast(:skeletons as bytea[])) as wanted (skeleton)
              cross join lateral (
                select l.id, l.role_id, l.external_group_sha256, l.external_group
                from rolemap_group_role_mapping l
                where l.org_id collate "POSIX" = :org_id and l.connection_id collate "POSIX" = $connection
                  and l.group_skeleton = wanted.skeleton
                limit :most
              ) s
              union all
              select s.id, s.role_id, s.external_group_sha256, s.external_group
              from unnest(cast(:names as bytea[])) as wanted (skeleton)
              cross join lateral (
                select l.id, l.role_id, l.external_group_sha256, l.external_group
                from rolemap_group_role_mapping l
                where l.org_id collate "POSIX" = :org_id and l.connection_id collate "POSIX" = $connection
                  and l.last_segment = wanted.skeleton
                limit :paths_at_most
              ) s
            """;

    private static final String END_ON_POSTGRESQL = """
            ) m on true
            """;

    private static final String MATCHES_ON_H2 = """
            from rolemap_connection c
            left join (
              select m.org_id, m.connection_id, m.id as mapping_id, m.role_id, m.external_group_sha256, m.external_group
              from unnest(cast(:digests as binary varying array)) as wanted (digest)
              join rolemap_group_role_mapping m on m.org_id = :org_id and m.connection_id = $connection and m.external_group_sha256 = wanted.digest
            """;

    // Few of each, as on PostgreSQL, but without its lateral joins: the ids of each, as an array, and then the
    // mappings of these. The outer join keeps H2 from going through the places first, and making the arrays again
    // for each.
    private static final String LOOK_ALIKES_ON_H2 = """
              union all
              select m.org_id, m.connection_id, m.id, m.role_id, m.external_group_sha256, m.external_group
              from (
                select array(
                  select l.id
                  from rolemap_group_role_mapping l
                  where l.org_id = :org_id and l.connection_id = $connection and l.group_skeleton = wanted.digest
                  limit :most) as ids
                from unnest(cast(:skeletons as binary varying array)) as wanted (digest)
              ) alike
              left join system_range(1, :most) place on place.x <= cardinality(alike.ids)
              join rolemap_group_role_mapping m on m.org_id = :org_id and m.connection_id = $connection and m.id = alike.ids[place.x]
              union all
              select m.org_id, m.connection_id, m.id, m.role_id, m.external_group_sha256, m.external_group
              from (
                select array(
                  select l.id
                  from rolemap_group_role_mapping l
                  where l.org_id = :org_id and l.connection_id = $connection and l.last_segment = wanted.digest
                  limit :paths_at_most) as ids
                from unnest(cast(:names as binary varying array)) as wanted (digest)
              ) alike
              left join system_range(1, :paths_at_most) place on place.x <= cardinality(alike.ids)
              join rolemap_group_role_mapping m on m.org_id = :org_id and m.connection_id = $connection and m.id = alike.ids[place.x]
            """;

    private static final String END_ON_H2 = """
            ) m on m.org_id = c.org_id and m.connection_id = c.id
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final PreparedSql matchesById;
    private final PreparedSql matchesByKey;
    private final PreparedSql allById;
    private final PreparedSql allByKey;

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcMappingLookup(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.matchesById = PreparedSql.of(sql(dialect, BY_ID, false));
        this.matchesByKey = PreparedSql.of(sql(dialect, BY_KEY, false));
        this.allById = PreparedSql.of(sql(dialect, BY_ID, true));
        this.allByKey = PreparedSql.of(sql(dialect, BY_KEY, true));
    }

    /** The statement, where the connection is found by {@link #BY_ID} or {@link #BY_KEY}. */
    static String sql(Dialect dialect, String found, boolean withResembling) {
        String lookAlikes = dialect.choose(LOOK_ALIKES_ON_H2, LOOK_ALIKES_ON_POSTGRESQL);
        return (CONNECTION
                        + dialect.choose(MATCHES_ON_H2, MATCHES_ON_POSTGRESQL)
                        + (withResembling ? lookAlikes : "")
                        + dialect.choose(END_ON_H2, END_ON_POSTGRESQL)
                        + OF_CONNECTION)
                .replace("$connection", found);
    }

    /**
     * {@inheritDoc}
     *
     * <p>On H2, which has no longer arrays, more than 30,000 groups are looked up by more than one statement.
     */
    @Override
    public Optional<Found> lookUp(
            OrgId org, ConnectionReference connection, Set<ExternalGroup> groups, boolean withResembling) {
        List<Row> rows = new ArrayList<>();
        for (List<ExternalGroup> some : parts(groups)) {
            List<Row> found = lookUp(org, connection, some, withResembling);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            rows.addAll(found);
        }
        return Optional.of(new Found(rows.get(0).connection(), mappings(rows)));
    }

    private List<List<ExternalGroup>> parts(Set<ExternalGroup> groups) {
        List<ExternalGroup> all = List.copyOf(groups);
        if (dialect == Dialect.POSTGRESQL || all.size() <= MOST_ON_H2) {
            return List.of(all);
        }
        return IntStream.iterate(0, begin -> begin < all.size(), begin -> begin + MOST_ON_H2)
                .mapToObj(begin -> all.subList(begin, Math.min(begin + MOST_ON_H2, all.size())))
                .toList();
    }

    private List<Row> lookUp(
            OrgId org, ConnectionReference connection, List<ExternalGroup> groups, boolean withResembling) {
        Map<ByteBuffer, ExternalGroup> byDigest = new HashMap<>(2 * groups.size());
        List<byte[]> digests = new ArrayList<>(groups.size());
        for (ExternalGroup group : groups) {
            byte[] digest = GroupDigests.of(group);
            digests.add(digest);
            byDigest.put(ByteBuffer.wrap(digest), group);
        }
        PreparedSql.Binder binder = parameters -> {
            parameters
                    .text("org_id", org.value())
                    .text("connection", connection.fold(id -> id.value(), key -> key.value()))
                    .byteStrings("digests", digests);
            if (withResembling) {
                bindSkeletons(parameters, groups);
            }
        };
        return sessions.read(
                handle -> statement(connection, withResembling).list(handle, binder, row -> read(row, byDigest)));
    }

    private PreparedSql statement(ConnectionReference connection, boolean withResembling) {
        return connection.fold(
                id -> withResembling ? allById : matchesById, key -> withResembling ? allByKey : matchesByKey);
    }

    /** By the skeletons of a group and its endings are found those that have them; by that of its last segment, or of a name, paths. */
    private void bindSkeletons(Parameters parameters, Collection<ExternalGroup> groups) throws SQLException {
        Set<GroupSkeleton> wholes = new LinkedHashSet<>();
        Set<GroupSkeleton> lastSegments = new LinkedHashSet<>();
        for (ExternalGroup group : groups) {
            GroupSkeleton skeleton = GroupSkeleton.of(group);
            List<GroupSkeleton> endings = GroupSkeleton.ofEndings(group);
            wholes.add(skeleton);
            wholes.addAll(endings);
            lastSegments.add(endings.isEmpty() ? skeleton : endings.get(0));
        }
        parameters
                .byteStrings("skeletons", wholes.stream().map(GroupDigests::of).toList())
                .byteStrings(
                        "names", lastSegments.stream().map(GroupDigests::of).toList())
                .number("most", MOST_OF_ONE_SKELETON_AND_ITSELF)
                .number("paths_at_most", MOST_OF_ONE_SEGMENT + 1);
    }

    private static Row read(ResultSet row, Map<ByteBuffer, ExternalGroup> asked) throws SQLException {
        Connection connection = ConnectionRows.connection(row);
        String id = row.getString("mapping_id");
        if (id == null) {
            return new Row(connection, Optional.empty());
        }
        ExternalGroup group = asked.get(ByteBuffer.wrap(row.getBytes("external_group_sha256")));
        return new Row(
                connection,
                Optional.of(new GroupMapping(
                        Optional.of(new MappingId(id)),
                        group == null ? new ExternalGroup(row.getString("external_group")) : group,
                        new RoleId(row.getLong("role_id")))));
    }

    /** One may be found in several ways. */
    private static List<GroupMapping> mappings(List<Row> rows) {
        Map<ExternalGroup, GroupMapping> byGroup = new LinkedHashMap<>();
        rows.forEach(row -> row.mapping().ifPresent(found -> byGroup.put(found.externalGroup(), found)));
        return List.copyOf(byGroup.values());
    }

    private record Row(Connection connection, Optional<GroupMapping> mapping) {}
}
