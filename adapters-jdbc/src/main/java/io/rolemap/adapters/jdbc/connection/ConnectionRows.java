package io.rolemap.adapters.jdbc.connection;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/** Connections as rows. Without state; safe for use by many threads. */
public final class ConnectionRows {

    private ConnectionRows() {}

    /**
     * {@return the connection of a row that has all columns of the table}
     *
     * @param row the result, at that row
     * @throws SQLException of the driver
     */
    public static Connection connection(ResultSet row) throws SQLException {
        return new Connection(
                new ConnectionId(row.getString("id")),
                new OrgId(row.getString("org_id")),
                kind(row.getString("kind")),
                new ProviderKey(row.getString("provider_key")),
                Optional.ofNullable(row.getString("display_name")).map(DisplayName::new),
                new GroupsClaim(row.getString("groups_claim")),
                number(row, "default_role_id", RoleId::new),
                row.getBoolean("enabled"),
                number(row, "groups_observed_since", Instant::ofEpochMilli),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    private static <T> Optional<T> number(ResultSet row, String column, LongFunction<T> meaning) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(meaning.apply(number));
    }

    private static ProviderKind kind(String label) {
        return ProviderKind.fromLabel(label)
                .orElseThrow(() -> new IllegalStateException("The stored kind of a connection is unknown"));
    }
}
