package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.domain.mapping.ExternalGroup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Gives the mappings of the version before the digests that look-alikes are found by, which take Java to make. In small
 * transactions along the primary key, so that who writes mappings at the same time hardly waits; and who is stopped
 * goes on with what is left. On PostgreSQL a mapping that somebody holds is passed over rather than waited for, lest
 * two wait for each other: it lacks a hint then, as do those that a replica of the version before makes later.
 */
final class GroupSkeletons {

    private static final int BATCH = 1000;

    private static final String NEXT_ON_POSTGRESQL = """
            select org_id, connection_id, id, external_group
            from rolemap_group_role_mapping
            where (org_id, connection_id, id) > (:org_id, :connection_id, :id) and group_skeleton is null
            order by org_id, connection_id, id
            limit :limit
            for no key update skip locked
            """;

    // H2 goes along an index only by one column that is not compared for equality.
    private static final String NEXT_ON_H2 = """
            (select org_id, connection_id, id, external_group
              from rolemap_group_role_mapping
              where org_id = :org_id and connection_id = :connection_id and id > :id and group_skeleton is null
              order by org_id, connection_id, id
              limit :limit)
            union all
            (select org_id, connection_id, id, external_group
              from rolemap_group_role_mapping
              where org_id = :org_id and connection_id > :connection_id and group_skeleton is null
              order by org_id, connection_id, id
              limit :limit)
            union all
            (select org_id, connection_id, id, external_group
              from rolemap_group_role_mapping
              where org_id > :org_id and group_skeleton is null
              order by org_id, connection_id, id
              limit :limit)
            order by org_id, connection_id, id
            limit :limit
            """;

    private static final String FILL = """
            update rolemap_group_role_mapping
            set group_skeleton = :group_skeleton, last_segment = :last_segment
            where org_id = :org_id and connection_id = :connection_id and id = :id
            """;

    private final PreparedSql next;
    private final PreparedSql fill = PreparedSql.of(FILL);

    GroupSkeletons(Dialect dialect) {
        this.next = PreparedSql.of(dialect.choose(NEXT_ON_H2, NEXT_ON_POSTGRESQL));
    }

    /** Fills in what is missing, on a connection in auto-commit mode, which stays open. */
    void fill(Connection connection) {
        Jdbi.create(connection).useHandle(handle -> {
            List<Row> batch = fillAfter(Row.BEFORE_ALL, handle);
            while (!batch.isEmpty()) {
                batch = fillAfter(batch.get(batch.size() - 1), handle);
            }
        });
    }

    /** The rows that were filled, in the order of the primary key; none when there are no more. */
    private List<Row> fillAfter(Row last, Handle handle) {
        // Whatever the default: at a higher level a mapping that was changed at the same time would be a conflict.
        return handle.inTransaction(TransactionIsolationLevel.READ_COMMITTED, transaction -> {
            List<Row> batch = next.list(
                    transaction,
                    row -> bindKey(row, last).number("limit", BATCH),
                    row -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            if (!batch.isEmpty()) {
                fill.updateEach(transaction, batch, GroupSkeletons::bindDigests);
            }
            return batch;
        });
    }

    private static void bindDigests(PreparedSql.Parameters row, Row mapping) throws SQLException {
        ExternalGroup group = new ExternalGroup(mapping.externalGroup);
        bindKey(row, mapping)
                .bytes("group_skeleton", GroupDigests.ofSkeleton(group))
                .bytes("last_segment", GroupDigests.ofLastSegment(group));
    }

    private static PreparedSql.Parameters bindKey(PreparedSql.Parameters row, Row mapping) throws SQLException {
        return row.text("org_id", mapping.org)
                .text("connection_id", mapping.connection)
                .text("id", mapping.id);
    }

    private record Row(String org, String connection, String id, String externalGroup) {
        private static final Row BEFORE_ALL = new Row("", "", "", "");
    }
}
