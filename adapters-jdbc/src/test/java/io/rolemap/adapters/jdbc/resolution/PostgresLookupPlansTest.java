package io.rolemap.adapters.jdbc.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.testkit.Samples;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a connection with many mappings, of which few are asked for. */
class PostgresLookupPlansTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");

    private static final List<ExternalGroup> GROUPS = IntStream.range(0, 200)
            .mapToObj(number -> new ExternalGroup((number % 2 == 0 ? "group " : "Group ") + 20 * number))
            .toList();

    private static Database database;
    private static Jdbi jdbi;

    /** Without statistics, as a table is until a minute after the first rows came. */
    @BeforeAll
    static void fill() {
        database = Database.open(new DatabaseSettings(PostgresServer.shared().newDatabase(), "", ""));
        Schema.migrate(database.dataSource());
        jdbi = Jdbi.create(database.dataSource());
        jdbi.useHandle(
                handle -> handle.execute("alter table rolemap_group_role_mapping set (autovacuum_enabled = off)"));
        JdbcStorage storage = JdbcStorage.on(database);
        MappingChanges many = new MappingChanges(
                IntStream.range(0, 5_000)
                        .mapToObj(number -> Samples.mapping(OKTA, "m" + number, "group " + number))
                        .toList(),
                List.of(),
                List.of(),
                0);
        storage.transactions().inTransaction(() -> {
            storage.connections().insert(OKTA);
            storage.mappings().listExclusively(OKTA.org(), OKTA.id());
            return storage.mappings().apply(OKTA.org(), OKTA.id(), many);
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String plan(String found, boolean withResembling) {
        return plan(found, withResembling, GROUPS);
    }

    private static String plan(String found, boolean withResembling, List<ExternalGroup> groups) {
        String sql = "explain (analyze, costs off, timing off, summary off) "
                + JdbcMappingLookup.sql(Dialect.POSTGRESQL, found, withResembling);
        String connection = found.equals(JdbcMappingLookup.BY_KEY)
                ? OKTA.providerKey().value()
                : OKTA.id().value();
        return jdbi.withHandle(handle -> String.join(
                "\n",
                PreparedSql.of(sql)
                        .list(
                                handle,
                                parameters -> {
                                    parameters
                                            .text("org_id", "acme")
                                            .text("connection", connection)
                                            .byteStrings(
                                                    "digests",
                                                    groups.stream()
                                                            .map(GroupDigests::of)
                                                            .toList());
                                    if (withResembling) {
                                        List<byte[]> skeletons = groups.stream()
                                                .map(GroupSkeleton::of)
                                                .map(GroupDigests::of)
                                                .toList();
                                        parameters
                                                .byteStrings("skeletons", skeletons)
                                                .byteStrings("names", skeletons)
                                                .number("most", 11)
                                                .number("paths_at_most", 101);
                                    }
                                },
                                row -> row.getString(1))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mappings_are_found_by_the_whole_keys_of_their_groups_without_statistics_too(boolean withResembling) {
        for (String found : List.of(JdbcMappingLookup.BY_ID, JdbcMappingLookup.BY_KEY)) {
            assertThat(plan(found, withResembling))
                    .contains("using rolemap_group_role_mapping_connection_group_idx")
                    .containsPattern("Index Cond: .*org_id = .*connection_id.*external_group_sha256 = wanted")
                    .doesNotContain("Seq Scan on rolemap_group_role_mapping", "rolemap_group_role_mapping_pkey");
        }
    }

    @Test
    void look_alikes_are_found_by_the_keys_of_their_skeletons() {
        assertThat(plan(JdbcMappingLookup.BY_ID, true))
                .contains(
                        "using rolemap_group_role_mapping_connection_skeleton_idx",
                        "using rolemap_group_role_mapping_connection_segment_idx")
                .containsPattern("Index Cond: .*org_id.* = .*connection_id.*group_skeleton = ")
                .containsPattern("Index Cond: .*org_id.* = .*connection_id.*last_segment = ");
    }

    @Test
    void the_most_groups_that_a_call_has_are_found_by_their_keys_too() {
        List<ExternalGroup> most = IntStream.range(0, 10_000)
                .mapToObj(number -> new ExternalGroup("somebody's group " + number))
                .toList();

        assertThat(plan(JdbcMappingLookup.BY_ID, true, most))
                .contains(
                        "using rolemap_group_role_mapping_connection_group_idx",
                        "using rolemap_group_role_mapping_connection_skeleton_idx",
                        "using rolemap_group_role_mapping_connection_segment_idx")
                .doesNotContain("Seq Scan on rolemap_group_role_mapping");
    }

    @Test
    void an_answer_is_served_from_the_key_alone_once_the_table_is_vacuumed() {
        jdbi.useHandle(handle -> handle.execute("vacuum analyze rolemap_group_role_mapping"));

        assertThat(plan(JdbcMappingLookup.BY_ID, false))
                .contains("Index Only Scan using rolemap_group_role_mapping_connection_group_idx")
                .containsPattern("Heap Fetches: 0")
                .doesNotContain("Seq Scan on rolemap_group_role_mapping");
    }

    /** The plan of a statement that one session prepared, and ran until its plan was kept, before the table grew. */
    private static String planFromWhenTheTableWasSmall(String url, Jdbi sessions) throws SQLException {
        Jdbi others = Jdbi.create(url);
        others.useHandle(handle -> {
            for (String table : List.of("rolemap_connection", "rolemap_provider_key", "rolemap_group_role_mapping")) {
                handle.execute("alter table " + table + " set (autovacuum_enabled = off)");
            }
            handle.execute("""
                    insert into rolemap_connection
                      (org_id, id, kind, provider_key, groups_claim, enabled, created_at, updated_at)
                    values ('acme', 'okta', 'oidc', 'acme-okta', 'groups', true, 0, 0)
                    """);
            handle.execute("insert into rolemap_provider_key values ('acme-okta', 'acme', 'okta')");
            insert(handle, 1, 10);
            handle.execute("vacuum analyze");
        });
        String numbered = JdbcMappingLookup.sql(Dialect.POSTGRESQL, JdbcMappingLookup.BY_KEY, true)
                .replace(":org_id", "$1")
                .replace(":connection", "$2")
                .replace(":digests", "$3")
                .replace(":skeletons", "$4")
                .replace(":names", "$5")
                .replace(":most", "$6")
                .replace(":paths_at_most", "$7");
        return sessions.withHandle(handle -> {
            try (Statement statement = handle.getConnection().createStatement()) {
                statement.execute(
                        "prepare login (text, text, bytea[], bytea[], bytea[], bigint, bigint) as " + numbered);
                String groups = "array_fill(sha256('group 1'), array[200])";
                String execute = "execute login ('acme', 'acme-okta', " + String.join(", ", groups, groups, groups)
                        + ", 11, 101)";
                for (int login = 0; login < 10; login++) {
                    statement.execute(execute);
                }
                others.useHandle(other -> insert(other, 11, 5_000));
                try (ResultSet plan = statement.executeQuery("explain (costs off) " + execute)) {
                    List<String> lines = new ArrayList<>();
                    while (plan.next()) {
                        lines.add(plan.getString(1));
                    }
                    return String.join("\n", lines);
                }
            }
        });
    }

    private static void insert(Handle handle, int first, int last) {
        handle.execute("""
                insert into rolemap_group_role_mapping
                  (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
                select 'acme', 'okta', 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 1, n, n
                from generate_series(?, ?) n
                """, first, last);
    }

    @Test
    void a_session_of_the_own_pool_that_saw_a_small_table_looks_groups_up_by_their_keys_when_it_has_grown()
            throws SQLException {
        String url = PostgresServer.shared().newDatabase();
        try (Database own = Database.open(new DatabaseSettings(url, "", ""))) {
            Schema.migrate(own.dataSource());

            assertThat(planFromWhenTheTableWasSmall(url, Jdbi.create(own.dataSource())))
                    .contains(
                            // No value is known, as in a plan that is kept.
                            "org_id = $1",
                            "using rolemap_group_role_mapping_connection_group_idx",
                            "using rolemap_group_role_mapping_connection_skeleton_idx",
                            "using rolemap_group_role_mapping_connection_segment_idx")
                    .doesNotContain("Seq Scan");
        }
    }
}
