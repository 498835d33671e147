package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.StatementFailedException;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.Together;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {

    enum Engine {
        H2,
        POSTGRESQL;

        private Database newDatabase() {
            String url = this == H2 ? "jdbc:h2:mem:" : PostgresServer.shared().newDatabase();
            return Database.open(new DatabaseSettings(url, "", ""));
        }
    }

    @TempDir
    private Path folder;

    private static void run(Database database, String sql) throws SQLException {
        run(database.dataSource(), sql);
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertThatItWorks(Database database) {
        JdbcStorage storage = JdbcStorage.on(database.dataSource());
        storage.transactions().inTransaction(() -> storage.connections().insert(Samples.connection("acme", "okta")));
        assertThat(storage.connections().list(Samples.connection("acme", "okta").org()))
                .hasSize(1);
        assertThat(storage.operatorKeys().generatedKey()).isEmpty();
        assertThat(storage.roles().list(Samples.connection("acme", "okta").org()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_database_gets_its_tables(Engine engine) {
        try (Database database = engine.newDatabase()) {
            assertThat(Schema.migrateIfNeeded(database.dataSource())).isTrue();

            assertThatItWorks(database);
        }
    }

    @Test
    void an_unsuitable_h2_is_refused_before_it_gets_tables() {
        DataSource unsuitable = DataSources.at("jdbc:h2:mem:unsuitable;DB_CLOSE_DELAY=-1");

        assertThatThrownBy(() -> Schema.migrate(unsuitable))
                .isInstanceOf(UnsupportedDatabaseException.class)
                .hasMessageContaining("MODE=PostgreSQL");

        assertThatThrownBy(() -> run(unsuitable, "select count(*) from \"rolemap_schema_history\""))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_current_schema_is_recognised_without_migrating(Engine engine) {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());

            assertThat(Schema.migrateIfNeeded(database.dataSource())).isFalse();
        }
    }

    @Test
    void a_start_with_a_current_schema_does_not_load_flyway() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("rolemap");
        String migrateAndLogClasses = ChildJvm.run(folder, List.of("-Xlog:class+load"), MigrateOnce.class, url);
        String onlyLook = ChildJvm.run(folder, List.of("-Xlog:class+load"), MigrateOnce.class, url);

        assertThat(migrateAndLogClasses).contains("org.flywaydb.");
        assertThat(onlyLook)
                .contains("io.rolemap.adapters.jdbc.Schema")
                .doesNotContain("org.flywaydb.")
                .doesNotContain("io.rolemap.adapters.jdbc.Migrations");
    }

    static final class MigrateOnce {
        private MigrateOnce() {}

        public static void main(String[] arguments) {
            try (Database database = Database.open(new DatabaseSettings(arguments[0], "", ""))) {
                Schema.migrate(database.dataSource());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_others_in_the_same_schema_are_no_obstacle_and_stay(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            run(database, "create table flyway_schema_history (of_another_application int)");
            run(database, "create table customer (id int)");
            run(database, "insert into customer values (1)");

            Schema.migrate(database.dataSource());

            assertThatItWorks(database);
            run(database, "insert into flyway_schema_history select id from customer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_made_by_a_newer_version_is_refused_and_left_alone(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            run(database, """
                    insert into "rolemap_schema_history"
                      ("installed_rank", "version", "description", "type", "script", "installed_by",
                       "execution_time", "success")
                    values (99, '999', 'of the future', 'SQL', 'V999__of_the_future.sql', 'x', 1, true)
                    """);

            assertThatThrownBy(() -> Schema.migrate(database.dataSource()))
                    .isInstanceOf(UnsupportedDatabaseException.class)
                    .hasMessage("The tables in the database have version 999 and were made by a newer Rolemap;"
                            + " this one knows version 6. Start the newer one, or restore the backup that was taken"
                            + " before it.");
            assertThatItWorks(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void three_replicas_that_start_at_once_on_an_empty_database_all_come_up(Engine engine) {
        String url = engine == Engine.H2
                ? "jdbc:h2:mem:three-replicas"
                : PostgresServer.shared().newDatabase();

        List<Boolean> migrated = Together.run(3, index -> {
            Database database = Database.open(new DatabaseSettings(url, "", ""));
            try {
                return Schema.migrateIfNeeded(database.dataSource());
            } finally {
                if (engine == Engine.POSTGRESQL) {
                    database.close();
                }
            }
        });

        assertThat(migrated).containsOnlyOnce(true);
        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            assertThat(Schema.migrateIfNeeded(database.dataSource())).isFalse();
            assertThatItWorks(database);
        }
    }

    @Test
    void a_replica_that_does_not_finish_is_not_waited_for_for_ever() throws SQLException {
        try (Database database = Engine.POSTGRESQL.newDatabase();
                Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(Schema.LOCK_ON_POSTGRESQL);

            assertThatThrownBy(() -> Schema.migrateIfNeeded(database.dataSource(), Duration.ofMillis(50)))
                    .isInstanceOf(StorageUnavailableException.class)
                    .cause()
                    .hasMessageStartingWith("Another replica is still bringing the tables up to date");

            other.rollback();
            assertThat(Schema.migrateIfNeeded(database.dataSource())).isTrue();
        }
    }

    @Test
    void replicas_with_a_serializable_default_come_up_together_too() {
        String url = PostgresServer.shared().newDatabase("default_transaction_isolation=serializable");

        Together.run(3, index -> {
            try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
                Schema.migrate(database.dataSource());
                return true;
            }
        });

        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            assertThatItWorks(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_start_that_was_killed_between_any_two_statements_is_mended_by_the_next(Engine engine) throws Exception {
        List<String> statements = statementsOfAllMigrations(engine);
        assertThat(statements).hasSizeGreaterThan(7);
        for (int done = 0; done <= statements.size(); done++) {
            try (Database database = engine.newDatabase()) {
                for (String statement : statements.subList(0, done)) {
                    run(database, statement);
                }

                Schema.migrate(database.dataSource());

                assertThatItWorks(database);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_history_that_was_begun_and_not_written_to_is_mended_by_the_next_start(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            run(database, "create table customer (id int)");
            Schema.migrate(database.dataSource());
            run(database, "drop table rolemap_api_key, rolemap_installation");
            run(database, "delete from \"rolemap_schema_history\"");

            Schema.migrate(database.dataSource());

            assertThatItWorks(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_migration_that_failed_halfway_is_taken_up_again_by_the_next_start(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            run(database, "drop table rolemap_observed_group");
            run(database, "delete from \"rolemap_schema_history\" where \"version\" in ('4', '5', '6')");
            run(database, "update \"rolemap_schema_history\" set \"success\" = false where \"version\" = '3'");

            assertThat(Schema.migrateIfNeeded(database.dataSource())).isTrue();

            assertThatItWorks(database);
            run(database, "select count(*) from rolemap_observed_group");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_the_first_version_are_brought_up_to_date_with_all_that_is_in_them(Engine engine)
            throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            io.rolemap.domain.connection.Connection okta = Samples.connection("acme", "okta");
            List<GroupRoleMapping> before = IntStream.range(0, 25)
                    .mapToObj(number -> Samples.mapping(okta, "m" + number, "group " + number, number))
                    .sorted(Comparator.comparing(mapping -> mapping.id().value()))
                    .toList();
            JdbcStorage old = JdbcStorage.on(database.dataSource());
            old.transactions().inTransaction(() -> {
                old.connections().insert(okta);
                before.forEach(old.mappings()::insert);
                return true;
            });
            turnIntoFirstVersion(database);

            assertThat(Schema.migrateIfNeeded(database.dataSource())).isTrue();

            JdbcStorage storage = JdbcStorage.on(database.dataSource());
            assertThat(storage.connections().list(okta.org())).singleElement().satisfies(connection -> {
                assertThat(connection)
                        .usingRecursiveComparison()
                        .ignoringFields("groupsObservedSince")
                        .isEqualTo(okta);
                assertThat(connection.groupsObservedSince()).isPresent();
            });
            assertThat(storage.roles().list(okta.org())).isEmpty();
            MappingQuery query = MappingQuery.all(okta.org(), okta.id()).limit(20);
            MappingPage first = storage.mappings().list(query).orElseThrow();
            MappingPage second = storage.mappings()
                    .list(query.after(first.next().orElseThrow()))
                    .orElseThrow();
            assertThat(Stream.of(first, second).flatMap(page -> page.mappings().stream()))
                    .containsExactlyElementsOf(before);
            assertThat(second.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mappings_of_the_second_version_are_found_by_what_resembles_their_groups(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            io.rolemap.domain.connection.Connection okta = Samples.connection("acme", "okta");
            JdbcStorage old = JdbcStorage.on(database.dataSource());
            old.transactions().inTransaction(() -> {
                old.connections().insert(okta);
                // More than are filled in at once.
                IntStream.range(0, 2_100)
                        .forEach(number ->
                                old.mappings().insert(Samples.mapping(okta, "m" + number, "/acme/Group " + number)));
                return true;
            });
            turnIntoSecondVersion(database);

            Schema.migrate(database.dataSource());

            Set<ExternalGroup> wanted = Set.of(new ExternalGroup("group 0"), new ExternalGroup("/ACME/group 2099"));
            assertThat(JdbcStorage.on(database.dataSource())
                            .lookup()
                            .lookUp(okta.org(), new ConnectionReference.ById(okta.id()), wanted, true)
                            .orElseThrow()
                            .mappings())
                    .extracting(mapping -> mapping.externalGroup().value())
                    .containsExactlyInAnyOrder("/acme/Group 0", "/acme/Group 2099");
        }
    }

    /** As the second version inserts: without the columns that it doesn't know. */
    private static final String INSERT_OF_SECOND_VERSION = """
            insert into rolemap_group_role_mapping
              (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
            values ('acme', 'okta', ?, ?, ?, 7, 0, 0)
            on conflict do nothing
            """;

    private static void insertConnectionOfSecondVersion(Database database) throws SQLException {
        run(database, """
                insert into rolemap_connection
                  (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
                   updated_at)
                values ('acme', 'okta', 'oidc', 'acme-okta', null, 'groups', null, true, 0, 0)
                """);
    }

    private static int insertOfSecondVersion(PreparedStatement insert, String id, String group) throws SQLException {
        insert.setString(1, id);
        insert.setString(2, group);
        insert.setBytes(3, GroupDigests.of(new ExternalGroup(group)));
        return insert.executeUpdate();
    }

    private static int insertOfSecondVersion(Database database, String id, String group) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT_OF_SECOND_VERSION)) {
            return insertOfSecondVersion(insert, id, group);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_replica_of_the_second_version_makes_beside_the_new_tables_is_found_and_observed(Engine engine)
            throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            JdbcStorage storage = JdbcStorage.on(database.dataSource());
            io.rolemap.domain.connection.Connection okta = Samples.connection("acme", "okta");

            insertConnectionOfSecondVersion(database);
            assertThat(insertOfSecondVersion(database, "m1", "Admins")).isEqualTo(1);
            assertThat(insertOfSecondVersion(database, "m2", "Admins")).isZero();

            MappingLookup.Found found = storage.lookup()
                    .lookUp(
                            okta.org(),
                            new ConnectionReference.ById(okta.id()),
                            Set.of(new ExternalGroup("Admins")),
                            true)
                    .orElseThrow();
            assertThat(found.connection().groupsObservedSince()).isPresent();
            assertThat(found.mappings())
                    .singleElement()
                    .satisfies(mapping -> assertThat(mapping.role()).isEqualTo(new RoleId(7)));
            assertThat(storage.transactions()
                            .forOneCall(() -> storage.mappings().insert(Samples.mapping(okta, "m3", "Admins"))))
                    .isInstanceOf(GroupRoleMappingRepository.AlreadyMapped.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_has_a_group_once_between_any_two_statements_of_an_upgrade(Engine engine) throws Exception {
        List<String> statements = statementsOf(
                engine,
                "V3__resolving_and_observed_groups.sql",
                "V5__keys_for_resolving.sql",
                "V6__keys_of_a_connection.sql");
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            insertConnectionOfSecondVersion(database);
            insertOfSecondVersion(database, "m1", "Admins");
            turnIntoSecondVersion(database);

            for (String statement : statements) {
                assertThat(insertOfSecondVersion(database, "m2", "Admins"))
                        .as("before %s", statement)
                        .isZero();
                run(database, statement);
            }
            assertThat(insertOfSecondVersion(database, "m2", "Admins")).isZero();
        }
    }

    @Test
    void replicas_of_the_second_version_go_on_writing_during_the_upgrade() throws Exception {
        try (Database database = Engine.POSTGRESQL.newDatabase();
                Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT_OF_SECOND_VERSION)) {
            Schema.migrate(database.dataSource());
            insertConnectionOfSecondVersion(database);
            run(database, """
                    insert into rolemap_group_role_mapping
                      (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
                    select 'acme', 'okta', 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 7, 0, 0
                    from generate_series(1, 5000) n
                    """);
            turnIntoSecondVersion(database);
            ExecutorService upgrade = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> migrated = upgrade.submit(() -> Schema.migrateIfNeeded(database.dataSource()));
                int written = 0;
                for (; !migrated.isDone(); written++) {
                    assertThat(insertOfSecondVersion(insert, "new" + written, "new " + written))
                            .isEqualTo(1);
                }

                assertThat(migrated.get()).isTrue();
                assertThat(insertOfSecondVersion(insert, "new" + written, "new " + written))
                        .isEqualTo(1);
            } finally {
                upgrade.shutdownNow();
            }
        }
    }

    @Test
    void to_fill_in_what_look_alikes_are_found_by_waits_for_nobody() throws SQLException {
        try (Database database = Engine.POSTGRESQL.newDatabase();
                Connection holder = database.dataSource().getConnection();
                Connection filler = database.dataSource().getConnection();
                Statement statement = holder.createStatement();
                Statement limit = filler.createStatement()) {
            Schema.migrate(database.dataSource());
            insertConnectionOfSecondVersion(database);
            for (String id : List.of("m1", "m2", "m3")) {
                insertOfSecondVersion(database, id, "group of " + id);
            }
            holder.setAutoCommit(false);
            statement.execute("update rolemap_group_role_mapping set role_id = 8 where id = 'm2'");
            limit.execute("set lock_timeout = '1s'");

            new GroupSkeletons(Dialect.POSTGRESQL).fill(filler);

            holder.rollback();
            holder.setAutoCommit(true);
            try (ResultSet missing = statement.executeQuery(
                    "select string_agg(id, ',') from rolemap_group_role_mapping where group_skeleton is null")) {
                missing.next();
                assertThat(missing.getString(1)).isEqualTo("m2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_the_first_version_are_not_worked_on(Engine engine) throws SQLException {
        try (Database database = engine.newDatabase()) {
            Schema.migrate(database.dataSource());
            turnIntoFirstVersion(database);

            assertThatThrownBy(() -> JdbcStorage.on(database.dataSource()))
                    .isInstanceOf(UnsupportedDatabaseException.class)
                    .hasMessageContaining("not up to date");
        }
    }

    @Test
    void a_migration_may_take_longer_than_a_call_of_the_storage() throws Exception {
        String url = PostgresServer.shared().newDatabase();
        try (Database database = Database.open(
                        new DatabaseSettings(url + (url.contains("?") ? "&" : "?") + "socketTimeout=1", "", ""));
                Connection other = DataSources.at(url).getConnection();
                Statement statement = other.createStatement()) {
            Schema.migrate(database.dataSource());
            turnIntoFirstVersion(database);
            other.setAutoCommit(false);
            statement.execute("lock table rolemap_group_role_mapping");
            ExecutorService start = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> migrated = start.submit(() -> Schema.migrateIfNeeded(database.dataSource()));

                assertThatThrownBy(() -> migrated.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                other.rollback();

                assertThat(migrated.get(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                start.shutdownNow();
            }
        }
    }

    @Test
    void a_migration_gives_connections_their_own_limit_back() throws SQLException {
        try (Connection only =
                DataSources.at(PostgresServer.shared().newDatabase()).getConnection()) {
            only.setNetworkTimeout(Runnable::run, 7_000);
            DataSource source = PatientConnections.of(DataSources.lending(only));

            try (Connection patient = source.getConnection()) {
                assertThat(patient.getNetworkTimeout()).isZero();
            }

            assertThat(only.getNetworkTimeout()).isEqualTo(7_000);
        }
    }

    private static void turnIntoSecondVersion(Database database) throws SQLException {
        run(database, "drop index rolemap_group_role_mapping_connection_group_idx");
        run(database, """
                alter table rolemap_group_role_mapping add constraint rolemap_group_role_mapping_group_key
                  unique (org_id, external_group_sha256, connection_id)
                """);
        run(database, "drop index rolemap_group_role_mapping_connection_segment_idx");
        run(database, "drop index rolemap_group_role_mapping_connection_skeleton_idx");
        run(database, "alter table rolemap_group_role_mapping drop column group_skeleton");
        run(database, "alter table rolemap_group_role_mapping drop column last_segment");
        run(database, "alter table rolemap_connection drop column groups_observed_since");
        run(database, "drop table rolemap_observed_group");
        run(database, "delete from \"rolemap_schema_history\" where \"version\" in ('3', '4', '5', '6')");
    }

    private static void turnIntoFirstVersion(Database database) throws SQLException {
        turnIntoSecondVersion(database);
        run(database, "drop index rolemap_group_role_mapping_page_idx");
        run(database, "drop table rolemap_role");
        run(database, "delete from \"rolemap_schema_history\" where \"version\" = '2'");
    }

    @Test
    void a_pool_whose_user_may_not_make_tables_is_refused_with_the_reason() throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop role if exists rolemap_guest");
            statement.execute("create role rolemap_guest login password 'guest'");
        }
        String asGuest = url.replaceAll("user=[^&]*", "user=rolemap_guest").replaceAll("&password=[^&]*", "");
        try (Database database = Database.open(new DatabaseSettings(asGuest, "rolemap_guest", "guest"))) {
            assertThatThrownBy(() -> Schema.migrate(database.dataSource()))
                    .isInstanceOf(UnsupportedDatabaseException.class)
                    .hasMessageContaining("permission denied")
                    .hasCauseInstanceOf(StatementFailedException.class);
        }
    }

    @Test
    void the_version_this_program_knows_is_that_of_its_newest_migration() throws Exception {
        Path migrations = Path.of(SchemaTest.class
                .getClassLoader()
                .getResource("db/rolemap/migration")
                .toURI());
        try (Stream<Path> files = Files.list(migrations)) {
            List<Integer> versions = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();

            assertThat(versions).last().isEqualTo(Schema.VERSION);
            assertThat(versions).doesNotHaveDuplicates();
        }
    }

    private static List<String> statementsOfAllMigrations(Engine engine) throws IOException {
        return statementsOf(
                engine,
                "V1__mappings_connections_and_keys.sql",
                "V2__roles_and_pages.sql",
                "V3__resolving_and_observed_groups.sql",
                "V5__keys_for_resolving.sql",
                "V6__keys_of_a_connection.sql");
    }

    private static List<String> statementsOf(Engine engine, String... scripts) throws IOException {
        StringBuilder sql = new StringBuilder();
        for (String script : scripts) {
            try (InputStream in =
                    SchemaTest.class.getClassLoader().getResourceAsStream("db/rolemap/migration/" + script)) {
                sql.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        String filled = sql.toString()
                .replaceAll("--.*", "")
                .replace("${text}", engine == Engine.H2 ? "character varying" : "text collate \"C\"")
                .replace("${sha256}", engine == Engine.H2 ? "binary(32)" : "bytea")
                .replace("${for_pages}", engine == Engine.H2 ? "" : "where external_group <> ''")
                .replace("${digest}", engine == Engine.H2 ? "binary varying(16)" : "bytea")
                .replace("${for_skeletons}", engine == Engine.H2 ? "" : "where group_skeleton is not null")
                .replace("${for_paths}", engine == Engine.H2 ? "" : "where last_segment is not null")
                .replace("${not_of_primary_key}", engine == Engine.H2 ? "" : "collate \"POSIX\"")
                .replace("${with_answer}", engine == Engine.H2 ? "" : "include (id, role_id)");
        return Arrays.stream(filled.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
