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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Observed groups, in the table {@code rolemap_observed_group}. Safe for use by many threads. */
public final class JdbcObservedGroupRepository implements ObservedGroupRepository {

    // Each connection is locked before its groups, as everywhere, and shared with those who write mappings. One that is
    // not to be had is passed over: to wait for it would hold up, for as long, whoever wants one of the others alone.
    // Groups are written in the order of their keys, so that no two callers wait for each other. A row that was there
    // before bears the mark of the lock that its update takes first; one that is new bears none.
    private static final String ADD_ON_POSTGRESQL = """
            with added as (
              insert into rolemap_observed_group as o
                (org_id, connection_id, external_group_sha256, external_group, first_seen, last_seen, sightings)
              select c.org_id, c.id, s.external_group_sha256, s.external_group, s.first_seen, s.last_seen, s.sightings
              from unnest(
                cast(:org_ids as text[]), cast(:connection_ids as text[]), cast(:observed_since as bigint[]),
                cast(:external_groups_sha256 as bytea[]), cast(:external_groups as text[]),
                cast(:first_seen as bigint[]), cast(:last_seen as bigint[]), cast(:sightings as bigint[]))
                as s (org_id, connection_id, observed_since, external_group_sha256, external_group, first_seen,
                  last_seen, sightings)
              cross join lateral (
                select t.org_id, t.id
                from rolemap_connection t
                where t.org_id = s.org_id and t.id = s.connection_id and t.groups_observed_since = s.observed_since
                for key share of t skip locked
              ) c
              order by c.org_id, c.id, s.external_group_sha256
              on conflict (org_id, connection_id, external_group_sha256) do update
              set first_seen = least(o.first_seen, excluded.first_seen),
                last_seen = greatest(o.last_seen, excluded.last_seen),
                sightings = o.sightings + least(excluded.sightings, 9223372036854775807 - o.sightings)
              returning o.org_id, o.connection_id, o.xmax = 0 as is_new
            )
            select distinct org_id, connection_id
            from added
            where is_new
            """;

    private static final String LOCK_CONNECTION_ON_H2 = """
            select groups_observed_since
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

    // Ends at the first one too many.
    private static final String HAS_MORE = """
            select external_group_sha256
            from rolemap_observed_group
            where org_id = :org_id and connection_id = :connection_id
            limit 1 offset :most
            """;

    private static final String HAVE_MORE_ON_POSTGRESQL = """
            select c.org_id, c.connection_id
            from unnest(cast(:org_ids as text[]), cast(:connection_ids as text[])) as c (org_id, connection_id)
            where exists (
              select 1
              from rolemap_observed_group o
              where o.org_id = c.org_id and o.connection_id = c.connection_id
              offset :most)
            """;

    // One look at the key for each group: as a join, or as a condition that can be made one, PostgreSQL would now and
    // then prefer to read all mappings there are.
    private static final String MAPPING = """
            (
              select m.id
              from rolemap_group_role_mapping m
              where m.org_id = o.org_id and m.connection_id collate "POSIX" = o.connection_id
                and m.external_group_sha256 = o.external_group_sha256)
            """;

    static final String SURPLUS = """
            select o.external_group_sha256, o.last_seen
            from rolemap_observed_group o
            where o.org_id = :org_id and o.connection_id = :connection_id and
            """ + MAPPING + """
              is null
            order by o.last_seen desc, o.external_group_sha256
            offset :most rows
            """;

    // What somebody else is writing at this moment was seen just now, and stays. The lock within sees to it that
    // each row is looked up by itself: as a join PostgreSQL, without statistics of the connection, would read all
    // of that for each.
    static final String EVICT_ON_POSTGRESQL = "with surplus as materialized (\n" + SURPLUS + """
            ), unwanted as materialized (
              select l.org_id, l.connection_id, l.external_group_sha256
              from surplus s
              cross join lateral (
                select o.org_id, o.connection_id, o.external_group_sha256
                from rolemap_observed_group o
                where o.org_id = :org_id and o.connection_id = :connection_id
                  and o.external_group_sha256 = s.external_group_sha256 and o.last_seen = s.last_seen
                for update skip locked
              ) l
            )
            delete from rolemap_observed_group o
            using unwanted u
            where o.org_id = u.org_id and o.connection_id = u.connection_id
              and o.external_group_sha256 = u.external_group_sha256
            """;

    private static final String EVICT_ON_H2 = """
            delete from rolemap_observed_group
            where org_id = :org_id and connection_id = :connection_id
              and external_group_sha256 = :external_group_sha256
            """;

    // The condition on the group, which every row meets, is that of the index of pages.
    private static final String BEGINNING_OF_PAGE = """
            select o.external_group, o.first_seen, o.last_seen, o.sightings,
            """ + MAPPING + """
              is not null as mapped
            from rolemap_observed_group o
            where o.org_id = :org_id and o.connection_id = :connection_id and o.external_group <> ''
              and (o.first_seen, o.external_group_sha256) > (:after_first_seen, :after_digest)
            """;

    private static final String OF_MAPPED = "and " + MAPPING + "is not null\n";

    private static final String OF_UNMAPPED = "and " + MAPPING + "is null\n";

    private static final String END_OF_PAGE = """
            order by o.org_id, o.connection_id, o.first_seen, o.external_group_sha256
            limit :limit
            """;

    private final Sessions sessions;
    private final Dialect dialect;
    private final PreparedSql addOnPostgresql = PreparedSql.of(ADD_ON_POSTGRESQL);
    private final PreparedSql haveMoreOnPostgresql = PreparedSql.of(HAVE_MORE_ON_POSTGRESQL);
    private final PreparedSql evictOnPostgresql = PreparedSql.of(EVICT_ON_POSTGRESQL);
    private final PreparedSql lockConnectionOnH2 = PreparedSql.of(LOCK_CONNECTION_ON_H2);
    private final PreparedSql insertOnH2 = PreparedSql.of(INSERT_ON_H2);
    private final PreparedSql updateOnH2 = PreparedSql.of(UPDATE_ON_H2);
    private final PreparedSql hasMore = PreparedSql.of(HAS_MORE);
    private final PreparedSql surplusOnH2 = PreparedSql.of(Dialect.H2.sql(SURPLUS));
    private final PreparedSql evictOnH2 = PreparedSql.of(EVICT_ON_H2);
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
        this.page = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + END_OF_PAGE));
        this.pageOfMapped = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + OF_MAPPED + END_OF_PAGE));
        this.pageOfUnmapped = PreparedSql.of(dialect.sql(BEGINNING_OF_PAGE + OF_UNMAPPED + END_OF_PAGE));
    }

    /**
     * {@inheritDoc}
     *
     * <p>On PostgreSQL those of a connection that somebody has to himself at this moment, to replace its mappings or to
     * remove it, are passed over too: sightings may be lost, and others must not wait for them.
     */
    @Override
    public void add(List<Sighting> sightings) {
        List<Total> totals = List.copyOf(totals(sightings));
        sessions.write(handle -> {
            if (dialect == Dialect.H2) {
                addOnH2(handle, totals);
            } else if (!totals.isEmpty()) {
                addOnPostgresql(handle, totals);
            }
            return totals.size();
        });
    }

    private void addOnPostgresql(Handle handle, List<Total> totals) {
        List<Place> withNewGroups =
                addOnPostgresql.list(handle, rows -> bindAll(rows, totals), JdbcObservedGroupRepository::place);
        if (withNewGroups.isEmpty()) {
            return;
        }
        haveMoreOnPostgresql
                .list(
                        handle,
                        rows -> bindPlaces(rows, withNewGroups).number("most", MAX_UNMAPPED),
                        JdbcObservedGroupRepository::place)
                .forEach(place ->
                        evictOnPostgresql.update(handle, row -> bind(row, place).number("most", MAX_UNMAPPED)));
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(new OrgId(row.getString("org_id")), new ConnectionId(row.getString("connection_id")));
    }

    private void addOnH2(Handle handle, List<Total> totals) {
        Map<Place, List<Long>> observedSince = new LinkedHashMap<>();
        totals.forEach(total -> observedSince.computeIfAbsent(
                total.key().place(),
                place -> lockConnectionOnH2.list(
                        handle, row -> bind(row, place), row -> row.getLong("groups_observed_since"))));
        List<Total> ofConnections = totals.stream()
                .filter(total -> observedSince
                        .getOrDefault(total.key().place(), List.of())
                        .contains(total.key().observedSince()))
                .toList();
        if (ofConnections.isEmpty()) {
            return;
        }
        int newGroups = insertOnH2.updateEach(
                handle,
                ofConnections,
                (row, total) -> bindMoments(row, total)
                        .text("external_group", total.group().value()));
        updateOnH2.updateEach(
                handle, ofConnections, (row, total) -> bindMoments(row, total).number("sightings", total.count()));
        if (newGroups > 0) {
            observedSince.keySet().forEach(place -> evictSurplusOnH2(handle, place));
        }
    }

    private void evictSurplusOnH2(Handle handle, Place place) {
        PreparedSql.Binder bound = row -> bind(row, place).number("most", MAX_UNMAPPED);
        if (hasMore.list(handle, bound, row -> true).isEmpty()) {
            return;
        }
        List<byte[]> surplus = surplusOnH2.list(handle, bound, row -> row.getBytes("external_group_sha256"));
        if (!surplus.isEmpty()) {
            evictOnH2.updateEach(
                    handle, surplus, (row, digest) -> bind(row, place).bytes("external_group_sha256", digest));
        }
    }

    private static Parameters bindMoments(Parameters row, Total total) throws SQLException {
        return bind(row, total.key().place())
                .bytes("external_group_sha256", total.digest())
                .number("first_seen", total.firstSeen().toEpochMilli())
                .number("last_seen", total.lastSeen().toEpochMilli());
    }

    private static Parameters bind(Parameters row, Place place) throws SQLException {
        return row.text("org_id", place.org().value())
                .text("connection_id", place.connection().value());
    }

    private static Parameters bindPlaces(Parameters rows, List<Place> places) throws SQLException {
        return rows.texts("org_ids", all(places, place -> place.org().value()))
                .texts("connection_ids", all(places, place -> place.connection().value()));
    }

    private static Parameters bindAll(Parameters rows, List<Total> totals) throws SQLException {
        return bindPlaces(rows, all(totals, total -> total.key().place()))
                .numbers("observed_since", all(totals, total -> total.key().observedSince()))
                .byteStrings("external_groups_sha256", all(totals, Total::digest))
                .texts("external_groups", all(totals, total -> total.group().value()))
                .numbers("first_seen", all(totals, total -> total.firstSeen().toEpochMilli()))
                .numbers("last_seen", all(totals, total -> total.lastSeen().toEpochMilli()))
                .numbers("sightings", all(totals, Total::count));
    }

    private static <E, T> List<T> all(List<E> elements, Function<E, T> value) {
        List<T> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(value.apply(element)));
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
            Key key = new Key(
                    place,
                    sighting.observedSince().toEpochMilli(),
                    HexFormat.of().formatHex(GroupDigests.of(sighting.group())));
            totals.merge(
                    key,
                    new Total(key, sighting.group(), sighting.hour(), sighting.hour(), sighting.count()),
                    Total::and);
        }
        return totals.values();
    }

    private record Place(OrgId org, ConnectionId connection) {}

    /** The digest in hexadecimal digits, which are ordered as bytes are. */
    private record Key(Place place, long observedSince, String digest) {
        static final Comparator<Key> ORDER = Comparator.comparing(
                        (Key key) -> key.place().org().value())
                .thenComparing(key -> key.place().connection().value())
                .thenComparingLong(Key::observedSince)
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
