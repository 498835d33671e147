package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which engine a connection leads to, and whether it keeps what Rolemap promises. */
final class Dialects {

    private static final Logger LOG = LoggerFactory.getLogger(Dialects.class);

    /** H2 lists a setting twice where the URL has it too. */
    private static final String H2_SETTINGS = """
            select setting_name, setting_value
            from information_schema.settings
            where setting_name in ('MODE', 'WRITE_DELAY')
            """;

    private static final String POSTGRESQL_SETTINGS = """
            select current_setting('synchronous_commit', true), current_setting('fsync', true),
              current_setting('full_page_writes', true)
            """;

    private static final Map<String, String> NEEDED_OF_H2 = Map.of("MODE", "PostgreSQL", "WRITE_DELAY", "0");

    private Dialects() {}

    /** @throws UnsupportedDatabaseException when it is neither H2 nor PostgreSQL */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> Dialect.H2;
            case "PostgreSQL" -> Dialect.POSTGRESQL;
            default ->
                throw new UnsupportedDatabaseException(
                        "Rolemap stores its data in H2 or PostgreSQL, not in " + product + ".");
        };
    }

    /**
     * The dialect of an engine whose settings suffice. Those that a server's administrator may have meant are only told
     * in the log.
     *
     * @throws UnsupportedDatabaseException when it is another engine, or H2 with settings that don't suffice
     */
    static Dialect ofDurable(Connection connection) throws SQLException {
        Dialect dialect = ofExact(connection);
        if (dialect == Dialect.POSTGRESQL) {
            warnOfPostgresqlSettings(connection);
        }
        return dialect;
    }

    /** @throws UnsupportedDatabaseException when it is another engine, or H2 with settings that don't suffice */
    static Dialect ofExact(Connection connection) throws SQLException {
        Dialect dialect = of(connection);
        if (dialect == Dialect.H2) {
            requireH2Settings(connection);
        }
        return dialect;
    }

    private static void requireH2Settings(Connection connection) throws SQLException {
        Set<String> missing = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(H2_SETTINGS)) {
            while (row.next()) {
                String wanted = NEEDED_OF_H2.get(row.getString(1));
                if (!row.getString(2).equals(wanted)) {
                    missing.add(";" + row.getString(1) + "=" + wanted);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new UnsupportedDatabaseException(
                    "H2 must compare as PostgreSQL does, and write before it acknowledges: add "
                            + String.join("", missing) + " to its JDBC URL.");
        }
    }

    private static void warnOfPostgresqlSettings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(POSTGRESQL_SETTINGS)) {
            row.next();
            warnWhenOff("synchronous_commit", row.getString(1));
            warnWhenOff("fsync", row.getString(2));
            warnWhenOff("full_page_writes", row.getString(3));
        }
    }

    private static void warnWhenOff(String setting, String value) {
        if ("off".equals(value)) {
            LOG.warn("PostgreSQL runs with {}=off: mappings that were acknowledged can be lost in a crash", setting);
        }
    }
}
