package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    private Path folder;

    private static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_database_in_memory_is_one_for_all_connections_and_gone_when_it_is_closed() throws SQLException {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:mem:of-one-pool", "", "");
        try (Database database = Database.open(settings)) {
            run(database, "create table t (i int)");
            assertThat(ask(database, "select count(*) from t")).isEqualTo("0");
        }

        try (Database database = Database.open(settings)) {
            assertThatThrownBy(() -> ask(database, "select count(*) from t")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_database_in_a_file_is_there_again_when_it_was_closed() throws SQLException {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:file:" + folder.resolve("new/rolemap"), "", "");
        try (Database database = Database.open(settings)) {
            run(database, "create table t (i int)");
        }

        try (Database database = Database.open(settings)) {
            assertThat(ask(database, "select count(*) from t")).isEqualTo("0");
        }
    }

    @Test
    void a_file_that_another_database_has_open_is_told() {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:file:" + folder.resolve("rolemap"), "", "");
        try (Database database = Database.open(settings)) {
            assertThat(database.dataSource()).isNotNull();

            assertThatThrownBy(() -> ChildJvm.run(folder, List.of(), SchemaTest.MigrateOnce.class, settings.url()))
                    .hasMessageContaining(StorageUnavailableException.class.getName())
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void a_wrong_password_is_told_without_the_password() {
        String url = "jdbc:h2:file:" + folder.resolve("rolemap");
        Database.open(new DatabaseSettings(url, "admin", "right")).close();

        Throwable refusal = catchThrowable(() -> Database.open(new DatabaseSettings(url, "admin", "s3cret")));

        assertThat(refusal).isInstanceOf(StorageUnavailableException.class);
        assertThat(Throwables.getStackTrace(refusal)).doesNotContain("s3cret");
    }

    @Test
    void a_server_that_is_not_there_is_told_at_once() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/rolemap?password=s3cret";

        Throwable refusal = catchThrowable(() -> Database.open(new DatabaseSettings(url, "u", "s3cret")));

        assertThat(refusal).isInstanceOf(StorageUnavailableException.class);
        assertThat(refusal.getCause()).hasMessageContaining("refused");
        assertThat(Throwables.getStackTrace(refusal)).doesNotContain("s3cret");
    }

    @Test
    void a_url_that_the_driver_does_not_understand_is_refused_without_showing_it() {
        DatabaseSettings settings =
                new DatabaseSettings("jdbc:postgresql://host:not-a-port/db?password=s3cret", "", "");

        Throwable refusal = catchThrowable(() -> Database.open(settings));

        assertThat(refusal).isInstanceOf(InvalidValueException.class);
        assertThat(Throwables.getStackTrace(refusal)).doesNotContain("s3cret");
    }

    @Test
    void a_pool_without_a_free_connection_is_an_unavailable_storage_in_bounded_time() throws SQLException {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:", "", "", 3))) {
            Schema.migrate(database.dataSource());
            JdbcStorage storage = JdbcStorage.on(database.dataSource());
            List<Connection> taken = new ArrayList<>();
            for (int index = 0; index < 3; index++) {
                taken.add(database.dataSource().getConnection());
            }

            assertThatThrownBy(() -> storage.operatorKeys().generatedKey())
                    .isInstanceOfSatisfying(
                            StorageUnavailableException.class,
                            fault -> assertThat(fault.isOutcomeUnknown()).isFalse());
            assertThat(storage.isReachable()).isFalse();

            for (Connection connection : taken) {
                connection.close();
            }
            assertThat(storage.operatorKeys().generatedKey()).isEmpty();
            assertThat(storage.isReachable()).isTrue();
        }
    }

    @Test
    void sessions_of_a_server_that_commits_asynchronously_commit_synchronously() throws SQLException {
        String url = PostgresServer.shared().newDatabase("synchronous_commit=off");

        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void a_server_that_commits_more_safely_than_that_is_left_alone() throws SQLException {
        String url = PostgresServer.shared().newDatabase("synchronous_commit=remote_apply");

        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("remote_apply");
        }
    }

    @Test
    void sessions_take_an_index_where_there_is_one_whatever_they_believe_of_the_size_of_a_table() throws SQLException {
        String url = PostgresServer.shared().newDatabase();

        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            assertThat(ask(database, "show enable_seqscan")).isEqualTo("off");
        }
    }

    @Test
    void what_the_url_sets_for_sessions_holds() throws SQLException {
        String url = PostgresServer.shared().newDatabase("synchronous_commit=off");
        String options = "&options=-c%20enable_seqscan=on%20-c%20work_mem=7MB&ApplicationName=mine";

        try (Database database = Database.open(new DatabaseSettings(url + options, "", ""))) {
            assertThat(ask(database, "show enable_seqscan")).isEqualTo("on");
            assertThat(ask(database, "show work_mem")).isEqualTo("7MB");
            assertThat(ask(database, "show application_name")).isEqualTo("mine");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
        }
    }
}
