package io.rolemap.benchmark;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The PostgreSQL of one run, which flushes every commit to disk before it acknowledges it. */
final class DurablePostgres implements AutoCloseable {

    private static final String DESCRIPTION = """
            select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)
              || string_agg(', ' || name || '=' || setting, '' order by name)
            from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit')
            """;

    private final PostgresServer server;

    private DurablePostgres(PostgresServer server) {
        this.server = server;
    }

    static DurablePostgres start() {
        return new DurablePostgres(PostgresServer.startDurable());
    }

    /** Version and settings, as the server itself tells them. */
    String description() {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DESCRIPTION)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDBC URL of an empty database. */
    String newDatabase() {
        return server.newDatabase();
    }

    @Override
    public void close() {
        server.close();
    }
}
