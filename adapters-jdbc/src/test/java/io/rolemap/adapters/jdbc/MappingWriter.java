package io.rolemap.adapters.jdbc;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that maps groups one after the other, and prints the id of each mapping once it is acknowledged, until
 * something kills it.
 */
final class MappingWriter {

    static final Connection OKTA = Samples.connection("acme", "okta");

    private MappingWriter() {}

    /** The mapping that is written with this id. */
    static GroupRoleMapping mapping(String id) {
        return Samples.mapping(OKTA, id, "group of " + id);
    }

    /**
     * Starts the process, lets it acknowledge so many mappings, kills it, and returns the ids of all that it had
     * acknowledged by then.
     *
     * @param sabotage a statement that is run when the database is open; may be empty
     */
    static List<String> acknowledgedBeforeKill(String url, String round, int count, String sabotage)
            throws IOException, InterruptedException {
        // In a time zone like no other, because moments must not depend on it.
        Process process = ChildJvm.command(
                        List.of("-Duser.timezone=Pacific/Chatham"), MappingWriter.class, url, round, sabotage)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (lines.size() < count) {
                String line = output.readLine();
                if (line == null || !line.startsWith(round)) {
                    throw new AssertionError(
                            "The writer failed: " + line + " " + output.lines().toList());
                }
                lines.add(line);
            }
            // Through the handle, because the process itself would close its output unread.
            process.toHandle().destroyForcibly();
            output.lines().filter(line -> line.endsWith(";")).forEach(lines::add);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("The writer can't be killed");
            }
        } finally {
            process.destroyForcibly();
        }
        return lines.stream().map(line -> line.substring(0, line.length() - 1)).toList();
    }

    public static void main(String[] arguments) throws Exception {
        Database database = Database.open(new DatabaseSettings(arguments[0], "", ""));
        Schema.migrate(database.dataSource());
        JdbcStorage storage = JdbcStorage.on(database.dataSource());
        sabotage(database, arguments[2]);
        storage.transactions().inTransaction(() -> storage.connections().insert(OKTA));
        for (int number = 0; ; number++) {
            GroupRoleMapping mapping = mapping(arguments[1] + number);
            storage.transactions().forOneCall(() -> storage.mappings().insert(mapping));
            acknowledge(System.out, mapping.id().value());
        }
    }

    private static void sabotage(Database database, String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (java.sql.Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** The mark at the end tells a whole line from one that was cut by the kill. */
    private static void acknowledge(OutputStream out, String id) throws IOException {
        out.write((id + ";\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
