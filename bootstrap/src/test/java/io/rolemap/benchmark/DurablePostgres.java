package io.rolemap.benchmark;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
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

    private static final String REPEAT_ORGANISATION = """
            do $$
            declare
              digits text;
              org text;
              connections rolemap_connection[] := array(select c from rolemap_connection c);
              keys rolemap_provider_key[] := array(select k from rolemap_provider_key k);
              mappings rolemap_group_role_mapping[] := array(select m from rolemap_group_role_mapping m);
              connection rolemap_connection;
              key rolemap_provider_key;
              mapping rolemap_group_role_mapping;
            begin
              for number in 1 .. current_setting('benchmark.organisations')::int - 1 loop
                digits := lpad(number::text, 12, '0');
                org := 'org-' || digits;
                foreach connection in array connections loop
                  connection.org_id := org;
                  connection.provider_key := left(connection.provider_key, -12) || digits;
                  insert into rolemap_connection values (connection.*);
                end loop;
                foreach key in array keys loop
                  key.org_id := org;
                  key.provider_key := left(key.provider_key, -12) || digits;
                  insert into rolemap_provider_key values (key.*);
                end loop;
                foreach mapping in array mappings loop
                  mapping.org_id := org;
                  insert into rolemap_group_role_mapping values (mapping.*);
                end loop;
              end loop;
            end $$
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

    /**
     * Gives as many organisations as wanted the connections and mappings of the one that there is, whatever columns their tables
     * have: through the API a million mappings would take minutes.
     */
    static void repeatOrganisation(String databaseUrl, int organisations) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                PreparedStatement wanted =
                        connection.prepareStatement("select set_config('benchmark.organisations', ?, false)");
                Statement statement = connection.createStatement()) {
            wanted.setString(1, Integer.toString(organisations));
            wanted.execute();
            statement.execute(REPEAT_ORGANISATION);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does at once what the database would else do while something is measured. */
    static void tidyUp(String databaseUrl) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
