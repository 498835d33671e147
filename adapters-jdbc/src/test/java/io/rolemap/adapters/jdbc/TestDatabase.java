package io.rolemap.adapters.jdbc;

import io.rolemap.testkit.AccessPorts;
import io.rolemap.testkit.RolePorts;
import io.rolemap.testkit.StoragePorts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** A migrated database of one test class. */
final class TestDatabase implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "rolemap_observed_group",
            "rolemap_group_role_mapping",
            "rolemap_provider_key",
            "rolemap_connection",
            "rolemap_role",
            "rolemap_api_key",
            "rolemap_installation");

    private final Database database;

    private TestDatabase(Database database) {
        this.database = database;
    }

    static TestDatabase at(String url) {
        Database database = Database.open(new DatabaseSettings(url, "", ""));
        Schema.migrate(database.dataSource());
        return new TestDatabase(database);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    /** A storage with a cache of its own, after everything in the tables was deleted. */
    JdbcStorage emptyStorage() {
        TABLES.forEach(table -> execute("delete from " + table));
        return JdbcStorage.on(database);
    }

    StoragePorts emptyPorts() {
        return ports(emptyStorage());
    }

    static StoragePorts ports(JdbcStorage storage) {
        return new StoragePorts(storage.transactions(), storage.connections(), storage.mappings());
    }

    RolePorts emptyRolePorts() {
        JdbcStorage storage = emptyStorage();
        return new RolePorts(storage.transactions(), storage.connections(), storage.mappings(), storage.roles());
    }

    AccessPorts emptyAccessPorts() {
        JdbcStorage storage = emptyStorage();
        return new AccessPorts(storage.transactions(), storage.apiKeys(), storage.operatorKeys());
    }

    void execute(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException(sql, fault);
        }
    }

    long count(String table) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException fault) {
            throw new IllegalStateException(table, fault);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
