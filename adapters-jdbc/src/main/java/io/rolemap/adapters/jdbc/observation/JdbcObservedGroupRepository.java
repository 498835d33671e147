package io.rolemap.adapters.jdbc.observation;

import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.shared.PreparedSql.Parameters;
import io.rolemap.adapters.jdbc.shared.Sessions;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Observed groups, in the table {@code rolemap_observed_group}. Safe for use by many threads. */
public final class JdbcObservedGroupRepository implements ObservedGroupRepository {

    // Connections are locked before anything else, in one order, and those that vanish while that is waited for are
    // passed over;
    // left to the foreign key, one of them would let all sightings fail.
    private static final String ADD_ON_POSTGRESQL = """
            with target as (
              select c.org_id, c.id
              from rolemap_connection c
              where (c.org_id, c.id) in (
                select s.org_id, s.connection_id
                from unnest(cast(:org_ids as text[]), cast(:connection_ids as text[])) as s (org_id, connection_id))
              order by c.org_id, c.id
              for key share of c
            )
            insert into rolemap_observed_group as o
              (org_id, connection_id, external_group_sha256, external_group, first_seen, last_seen, sightings)
            select t.org_id, t.id, s.external_group_sha256, s.external_group, s.first_seen, s.last_seen, s.sightings
            from target t
            join unnest(
              cast(:org_ids as text[]), cast(:connection_ids as text[]), cast(:external_groups_sha256 as bytea[]),
              cast(:external_groups as text[]), cast(:first_seen as bigint[]), cast(:last_seen as bigint[]),
              cast(:sightings as bigint[]))
              as s (org_id, connection_id, external_group_sha256, external_group, first_seen, last_seen, sightings)
              on s.org_id = t.org_id and s.connection_id = t.id
            order by t.org_id, t.id, s.external_group_sha256
            on conflict (org_id, connection_id, external_group_sha256) do update
            set first_seen = least(o.first_seen, excluded.first_seen),
              last_seen = greatest(o.last_seen, excluded.last_seen),
              sightings = o.sightings + least(excluded.sightings, 9223372036854775807 - o.sightings)
            """;

    private static final String LOCK_CONNECTION_ON_H2 = """
            select id
            from rolemap_connection
            where org_id = :org_id and id = :connection_id
            for update
            """;

    private static final String INSERT_ON_H2 = """
            insert into rolemap_observed_group
              (org_id, connection_id, external_group_sha256, external_group, first_seen, last_seen, sightings)
            values
              (:org_id, :connection_id, :external_group_sha256, :external_group, :first_seen, :last_seen, 0)
            on conflict do nothing
            """;

    private static final String UPDATE_ON_H2 = """
            update rolemap_observed_group
            set first_seen = least(first_seen, :first_seen), last_seen = greatest(last_seen, :last_seen),
              sightings = sightings + least(:sightings, 9223372036854775807 - sightings)
            where org_id = :org_id and connection_id = :connection_id
              and external_group_sha256 = :external_group_sha256
            """;

    private static final String COUNT = """
            select count(*)
            from rolemap_observed_group
            where org_id = :org_id and connection_id = :connection_id
            """;

    private static final String IS_MAPPED = """
            exists (
              select 1
              from rolemap_group_role_mapping m
              where m.org_id = :org_id and m.external_group_sha256 = o.external_group_sha256
                and m.connection_id collate "POSIX" = :connection_id)
            """;

    private static final String SURPLUS = """
            select o.external_group_sha256
            from rolemap_observed_group o
            where o.org_id = :org_id and o.connection_id = :connection_id and not
            """ + IS_MAPPED + """
            order by o.last_seen desc, o.external_group_sha256
            offset :most rows
            """;

    private static final String EVICT = """
            delete from rolemap_observed_group
            where org_id = :org_id and connection_id = :connection_id
              and external_group_sha256 = :external_group_sha256
            """;

    // The condition on the group, which every row meets, is that of the index of pages.
    private static final String BEGINNING_OF_PAGE = """
            select o.external_group, o.first_seen, o.last_seen, o.sightings,
            """ + IS_MAPPED + """
              as mapped
            from rolemap_observed_group o
            where o.org_id = :org_id and o.connection_id = :connection_id and o.external_group <> ''
              and (o.first_seen, o.external_group_sha256) > (:after_first_seen, :after_digest)
            """;

    private static final String END_OF_PAGE = """
            order by o.org_id, o.connection_id, o.first_seen, o.external_group_sha256
            limit :limit
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final PreparedSql addOnPostgresql = PreparedSql.of(ADD_ON_POSTGRESQL);
    private final PreparedSql insertOnH2 = PreparedSql.of(INSERT_ON_H2);
    private final PreparedSql updateOnH2 = PreparedSql.of(UPDATE_ON_H2);
    private final PreparedSql lockConnection = PreparedSql.of(LOCK_CONNECTION_ON_H2);
    private final PreparedSql count = PreparedSql.of(COUNT);
    private final PreparedSql evict = PreparedSql.of(EVICT);
    private final PreparedSql surplus;
    private final PreparedSql page;
    private final PreparedSql pageOfMapped;
    private final PreparedSql pageOfUnmapped;

    /**
     * Works through these sessions in this dialect.
     *
     * @param sessions lead to the database
     * @param dialect of the engine there
     */
    public JdbcObservedGroupRepository(Sessions sessions, Dialect dialect) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.surplus = PreparedSql.of(dialect.sql(SURPLUS));
        this.page = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + END_OF_PAGE));
        this.pageOfMapped = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + "and " + IS_MAPPED + END_OF_PAGE));
        this.pageOfUnmapped = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + "and not " + IS_MAPPED + END_OF_PAGE));
    }

    @Override
    public void add(List<Sighting> sightings) {
        Collection<Total> totals = totals(sightings);
        Set<Place> places = new LinkedHashSet<>();
        totals.forEach(total -> places.add(total.key().place()));
        sessions.write(handle -> {
            if (dialect == Dialect.H2) {
                addOnH2(handle, totals, places);
            } else if (!totals.isEmpty()) {
                addOnPostgresql.update(handle, rows -> bindAll(rows, List.copyOf(totals)));
            }
            places.forEach(place -> evictSurplus(handle, place));
            return places.size();
        });
    }

    private void addOnH2(Handle handle, Collection<Total> totals, Set<Place> places) {
        places.removeIf(place -> lockConnection
                .list(handle, row -> bind(row, place), row -> row.getString("id"))
                .isEmpty());
        List<Total> ofConnections = totals.stream()
                .filter(total -> places.contains(total.key().place()))
                .toList();
        if (!ofConnections.isEmpty()) {
            insertOnH2.updateEach(
                    handle,
                    ofConnections,
                    (row, total) -> bindMoments(row, total)
                            .text("external_group", total.group().value()));
            updateOnH2.updateEach(
                    handle,
                    ofConnections,
                    (row, total) -> bindMoments(row, total).number("sightings", total.count()));
        }
    }

    private static Parameters bindMoments(Parameters row, Total total) throws SQLException {
        return bind(row, total.key().place())
                .bytes("external_group_sha256", total.digest())
                .number("first_seen", total.firstSeen().toEpochMilli())
                .number("last_seen", total.lastSeen().toEpochMilli());
    }

    /** Counting is cheap; to look for the mappings of each group is not. */
    private void evictSurplus(Handle handle, Place place) {
        long groups = count.list(handle, row -> bind(row, place), row -> row.getLong(1))
                .get(0);
        if (groups > MAX_UNMAPPED) {
            List<byte[]> evicted =
                    surplus.list(handle, row -> bind(row, place).number("most", MAX_UNMAPPED), row -> row.getBytes(1));
            if (!evicted.isEmpty()) {
                evict.updateEach(
                        handle, evicted, (row, digest) -> bind(row, place).bytes("external_group_sha256", digest));
            }
        }
    }

    private static Parameters bind(Parameters row, Place place) throws SQLException {
        return row.text("org_id", place.org().value())
                .text("connection_id", place.connection().value());
    }

    private static Parameters bindAll(Parameters rows, List<Total> totals) throws SQLException {
        return rows.texts(
                        "org_ids",
                        all(totals, total -> total.key().place().org().value()))
                .texts(
                        "connection_ids",
                        all(totals, total -> total.key().place().connection().value()))
                .byteStrings("external_groups_sha256", all(totals, Total::digest))
                .texts("external_groups", all(totals, total -> total.group().value()))
                .numbers("first_seen", all(totals, total -> total.firstSeen().toEpochMilli()))
                .numbers("last_seen", all(totals, total -> total.lastSeen().toEpochMilli()))
                .numbers("sightings", all(totals, Total::count));
    }

    private static <T> List<T> all(List<Total> totals, Function<Total, T> value) {
        List<T> values = new ArrayList<>(totals.size());
        totals.forEach(total -> values.add(value.apply(total)));
        return values;
    }

    @Override
    public ObservedGroupPage list(ObservedGroupQuery query) {
        PreparedSql sql = query.mapped()
                .map(mapped -> mapped ? pageOfMapped : pageOfUnmapped)
                .orElse(page);
        List<ObservedGroup> found = sessions.read(handle -> sql.list(
                handle,
                row -> bind(row, new Place(query.org(), query.connection()))
                        .number(
                                "after_first_seen",
                                query.after()
                                        .map(position -> position.firstSeen().toEpochMilli())
                                        .orElse(Long.MIN_VALUE))
                        .bytes(
                                "after_digest",
                                query.after()
                                        .map(ObservedGroupPosition::digest)
                                        .map(HexFormat.of()::parseHex)
                                        .orElse(new byte[0]))
                        .number("limit", query.limit() + 1L),
                JdbcObservedGroupRepository::observed));
        return ObservedGroupPage.startOf(found, query.limit());
    }

    private static ObservedGroup observed(ResultSet row) throws SQLException {
        return new ObservedGroup(
                new ExternalGroup(row.getString("external_group")),
                Instant.ofEpochMilli(row.getLong("first_seen")),
                Instant.ofEpochMilli(row.getLong("last_seen")),
                row.getLong("sightings"),
                row.getBoolean("mapped"));
    }

    /** In the order of their keys, in which all replicas write them, so that none waits for another in a circle. */
    private static Collection<Total> totals(List<Sighting> sightings) {
        Map<Key, Total> totals = new TreeMap<>(Key.ORDER);
        for (Sighting sighting : sightings) {
            Place place = new Place(sighting.org(), sighting.connection());
            Key key = new Key(place, HexFormat.of().formatHex(GroupDigests.of(sighting.group())));
            totals.merge(
                    key,
                    new Total(key, sighting.group(), sighting.hour(), sighting.hour(), sighting.count()),
                    Total::and);
        }
        return totals.values();
    }

    private record Place(OrgId org, ConnectionId connection) {}

    /** The digest in hexadecimal digits, which are ordered as bytes are. */
    private record Key(Place place, String digest) {
        static final Comparator<Key> ORDER = Comparator.comparing(
                        (Key key) -> key.place().org().value())
                .thenComparing(key -> key.place().connection().value())
                .thenComparing(Key::digest);
    }

    /** All sightings of one group. */
    private record Total(Key key, ExternalGroup group, Instant firstSeen, Instant lastSeen, long count) {

        byte[] digest() {
            return HexFormat.of().parseHex(key.digest());
        }

        Total and(Total other) {
            return new Total(
                    key,
                    group,
                    firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                    lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen,
                    count + Math.min(other.count, Long.MAX_VALUE - count));
        }
    }
}
