package io.rolemap.adapters.jdbc.mapping;

import io.rolemap.adapters.jdbc.shared.PreparedSql.Parameters;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Mappings as rows and parameters, the same for each engine. */
final class MappingRows {

    private MappingRows() {}

    static Parameters bindConnection(Parameters row, OrgId org, ConnectionId connection) throws SQLException {
        return row.text("org_id", org.value()).text("connection_id", connection.value());
    }

    /** Its connection, its id, and what tells one state of it from another. */
    static Parameters bindState(Parameters row, GroupRoleMapping mapping) throws SQLException {
        return bindConnection(row, mapping.org(), mapping.connection())
                .text("id", mapping.id().value())
                .number("role_id", mapping.role().value())
                .number("updated_at", mapping.updatedAt().toEpochMilli());
    }

    static Parameters bindReplacement(Parameters row, GroupRoleMapping expected, GroupRoleMapping replacement)
            throws SQLException {
        return bindState(row, expected)
                .number("new_role_id", replacement.role().value())
                .number("new_updated_at", replacement.updatedAt().toEpochMilli());
    }

    static Parameters bindAll(Parameters row, GroupRoleMapping mapping) throws SQLException {
        return bindState(row, mapping)
                .text("external_group", mapping.externalGroup().value())
                .bytes("external_group_sha256", GroupDigests.of(mapping.externalGroup()))
                .bytes("group_skeleton", GroupDigests.ofSkeleton(mapping.externalGroup()))
                .bytes("last_segment", GroupDigests.ofLastSegment(mapping.externalGroup()))
                .number("created_at", mapping.createdAt().toEpochMilli());
    }

    static GroupRoleMapping mapping(ResultSet row) throws SQLException {
        return new GroupRoleMapping(
                new MappingId(row.getString("id")),
                new OrgId(row.getString("org_id")),
                new ConnectionId(row.getString("connection_id")),
                new ExternalGroup(row.getString("external_group")),
                new RoleId(row.getLong("role_id")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    /** Of a row that stands for a connection and for a mapping of it, if there is one. */
    static Optional<GroupRoleMapping> mappingOrNone(ResultSet row) throws SQLException {
        return row.getString("id") == null ? Optional.empty() : Optional.of(mapping(row));
    }
}
