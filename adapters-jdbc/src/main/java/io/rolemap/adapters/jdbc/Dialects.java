package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
        Dialect dialect = of(connection);
        if (dialect == Dialect.H2) {
            requireH2Settings(connection);
        } else {
            warnOfPostgresqlSettings(connection);
        }
        return dialect;
    }

    private static void requireH2Settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(H2_SETTINGS)) {
            while (row.next()) {
                requireH2Setting(row.getString(1), row.getString(2));
            }
        }
    }

    private static void requireH2Setting(String name, String value) {
        if (name.equals("MODE") && !value.equals("PostgreSQL")) {
            throw new UnsupportedDatabaseException(
                    "H2 must behave as PostgreSQL does: add ;MODE=PostgreSQL to its JDBC URL.");
        }
        if (name.equals("WRITE_DELAY") && !value.equals("0")) {
            throw new UnsupportedDatabaseException(
                    "H2 must write before it acknowledges: add ;WRITE_DELAY=0 to its JDBC URL.");
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
