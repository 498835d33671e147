package io.rolemap.adapters.jdbc.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.testkit.Samples;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On tables that PostgreSQL has no statistics of, as they are until a minute after the first rows came. */
class PostgresPlansTest {

    private static Database database;
    private static Jdbi jdbi;

    @BeforeAll
    static void fill() {
        database = Database.open(new DatabaseSettings(PostgresServer.shared().newDatabase(), "", ""));
        Schema.migrate(database.dataSource());
        jdbi = Jdbi.create(database.dataSource());
        jdbi.useHandle(handle -> {
            handle.execute("alter table rolemap_group_role_mapping set (autovacuum_enabled = off)");
            handle.execute("""
                    insert into rolemap_connection
                      (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
                       updated_at)
                    values ('acme', 'okta', 'oidc', 'acme-okta', null, 'groups', null, true, 0, 0)
                    """);
            handle.execute("""
                    insert into rolemap_group_role_mapping
                      (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
                    select 'acme', 'okta', 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 1, n, n
                    from generate_series(1, 5000) n
                    """);
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static List<String> plan(String sql) {
        return jdbi.withHandle(handle -> plan(sql, handle));
    }

    private static List<String> plan(String sql, Handle handle) {
        return handle.createQuery("explain (costs off) " + sql)
                .bind("org_id", "acme")
                .bind("connection_id", "okta")
                .bind("id", "m1")
                .bind("external_group", "group 1")
                .bind("external_group_sha256", new byte[32])
                .bind("role_id", 1L)
                .bind("new_role_id", 2L)
                .bind("created_at", 1L)
                .bind("updated_at", 1L)
                .bind("new_updated_at", 2L)
                .bind("after_created_at", 5L)
                .bind("after_id", "m5")
                .bind("limit", 11L)
                .bind("group_skeleton", new byte[16])
                .bind("last_segment", new byte[16])
                .bind("most_neighbours", 10L)
                .bind("with_oldest", 1L)
                .bind("unused_since", 7_200_000L)
                .bind("hour_of_unused_since", 7_200_000L)
                .bind("grants_lock", 1L)
                .bind("mappings_lock", 2L)
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                .mapTo(String.class)
                .list();
    }

    private static String indexCondition(String sql, String index) {
        return jdbi.withHandle(handle -> indexCondition(sql, index, handle));
    }

    /** The condition that the plan searches this index by. */
    private static String indexCondition(String sql, String index, Handle handle) {
        List<String> plan = plan(sql, handle);
        int mappings = 0;
        while (!plan.get(mappings).contains(" using " + index)) {
            mappings++;
            assertThat(mappings).as(String.join("\n", plan)).isLessThan(plan.size());
        }
        return plan.get(mappings + 1);
    }

    @Test
    void one_mapping_is_found_by_its_whole_key() {
        assertThat(indexCondition(JdbcGroupRoleMappingRepository.FIND_BY_ID, "rolemap_group_role_mapping_pkey"))
                .contains("Index Cond")
                .contains("org_id", "connection_id", "(id = ");
    }

    @Test
    void the_mapping_of_a_group_is_found_by_its_whole_key() {
        assertThat(indexCondition(
                        JdbcGroupRoleMappingRepository.FIND_BY_GROUP,
                        "rolemap_group_role_mapping_connection_group_idx"))
                .contains("Index Cond")
                .contains("org_id", "connection_id", "(external_group_sha256 = ");
    }

    @Test
    void a_page_is_read_from_its_place_on_in_the_order_of_its_own_index() {
        for (String sql : List.of(JdbcGroupRoleMappingRepository.PAGE, JdbcGroupRoleMappingRepository.PAGE_OF_ROLE)) {
            assertThat(indexCondition(sql, "rolemap_group_role_mapping_page_idx"))
                    .contains("Index Cond")
                    .contains("org_id", "connection_id", "(ROW(created_at, id) > ");
            List<String> plan = plan(sql);
            assertThat(plan.subList(indexOf(plan, "Limit"), plan.size())).noneMatch(line -> line.contains("Sort"));
        }
    }

    @Test
    void whether_mappings_are_used_is_found_without_a_look_at_groups_of_other_connections() {
        assertThat(indexCondition(JdbcGroupRoleMappingRepository.PAGE_OF_UNUSED, "rolemap_observed_group_pkey"))
                .contains("Index Cond")
                .contains("org_id", "connection_id");
    }

    @Test
    void whether_a_mapping_is_used_is_found_by_the_key_of_its_group_where_statistics_are_older_than_the_connection() {
        jdbi.useTransaction(handle -> {
            handle.execute("""
                    insert into rolemap_connection
                      (org_id, id, kind, provider_key, groups_claim, enabled, created_at, updated_at)
                    select 'acme', 'other ' || n, 'oidc', 'other ' || n, 'groups', true, 0, 0
                    from generate_series(1, 100) n
                    """);
            handle.execute("""
                    insert into rolemap_observed_group
                    select 'acme', 'other ' || c, sha256(convert_to('group ' || n, 'UTF8')), 'group ' || n, 0, 0, 1
                    from generate_series(1, 100) c, generate_series(1, 10) n
                    """);
            handle.execute("analyze rolemap_observed_group");
            handle.execute("""
                    insert into rolemap_observed_group
                    select 'acme', 'okta', sha256(convert_to('group ' || n, 'UTF8')), 'group ' || n, 0, 0, 1
                    from generate_series(1, 5000) n
                    """);
            for (String sql : List.of(
                    JdbcGroupRoleMappingRepository.PAGE_OF_UNUSED,
                    JdbcGroupRoleMappingRepository.FIND_UNUSED_BY_GROUP)) {
                assertThat(indexCondition(sql, "rolemap_observed_group_pkey", handle))
                        .contains("Index Cond")
                        .contains("org_id", "connection_id", "(external_group_sha256 = ");
            }
            handle.rollback();
        });
    }

    private static int indexOf(List<String> plan, String node) {
        int at = 0;
        while (!plan.get(at).contains(node)) {
            at++;
        }
        return at;
    }

    @Test
    void what_is_written_finds_its_rows_by_their_whole_keys() {
        assertThat(indexCondition(PostgresMappingWrites.INSERT, "rolemap_group_role_mapping_connection_group_idx"))
                .contains("org_id", "connection_id", "(external_group_sha256 = ");
        assertThat(indexCondition(PostgresMappingWrites.INSERT, "rolemap_group_role_mapping_connection_skeleton_idx"))
                .contains("org_id", "connection_id", "(group_skeleton = ");
        assertThat(indexCondition(PostgresMappingWrites.INSERT, "rolemap_group_role_mapping_page_idx"))
                .contains("org_id", "connection_id");
        assertThat(indexCondition(PostgresMappingWrites.INSERT, "rolemap_role_pkey"))
                .contains("org_id", "role_id");
        assertThat(indexCondition(PostgresMappingWrites.REPLACE, "rolemap_group_role_mapping_pkey"))
                .contains("org_id", "connection_id", "(id = ");
        assertThat(indexCondition(PostgresMappingWrites.DELETE, "rolemap_group_role_mapping_pkey"))
                .contains("org_id", "connection_id", "(id = ");
    }

    @Test
    void a_group_is_found_by_its_key_where_the_primary_key_is_less_deep_too() {
        jdbi.useTransaction(handle -> {
            // At this size the index that carries more has one level more, and without statistics all else is equal.
            handle.execute("""
                    insert into rolemap_group_role_mapping
                      (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
                    select 'acme', 'okta', 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 1, n, n
                    from generate_series(5001, 14000) n
                    """);
            for (String sql : List.of(
                    JdbcGroupRoleMappingRepository.FIND_BY_GROUP,
                    JdbcGroupRoleMappingRepository.FIND_UNUSED_BY_GROUP,
                    PostgresMappingWrites.INSERT)) {
                assertThat(indexCondition(sql, "rolemap_group_role_mapping_connection_group_idx", handle))
                        .contains("org_id", "connection_id", "(external_group_sha256 = ");
            }
            handle.rollback();
        });
    }

    /** As PostgreSQL plans a statement that was run a few times already, without knowing the values. */
    private static String genericPlan(String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        String numbered = Pattern.compile("(?<!:):([a-z][a-z0-9_]*)")
                .matcher(sql)
                .replaceAll(name -> {
                    if (!names.contains(name.group(1))) {
                        names.add(name.group(1));
                    }
                    return "\\$" + (names.indexOf(name.group(1)) + 1);
                });
        return jdbi.inTransaction(handle -> {
            handle.execute("set local plan_cache_mode = force_generic_plan");
            try (Statement statement = handle.getConnection().createStatement()) {
                statement.execute("prepare planned as " + numbered);
                String nulls = names.stream().map(name -> "null").collect(Collectors.joining(", "));
                try (ResultSet rows = statement.executeQuery("explain (costs off) execute planned (" + nulls + ")")) {
                    List<String> lines = new ArrayList<>();
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                    return String.join("\n", lines);
                } finally {
                    statement.execute("deallocate planned");
                }
            }
        });
    }

    @Test
    void whole_sets_are_read_and_written_without_a_look_at_mappings_of_other_connections() throws SQLException {
        for (String sql : List.of(
                PostgresMappingWrites.DELETE_SET,
                PostgresMappingWrites.UPDATE_SET,
                PostgresMappingWrites.INSERT_TOGETHER,
                JdbcGroupRoleMappingRepository.LIST)) {
            String plan = genericPlan(sql);

            assertThat(plan).doesNotContain("Seq Scan on rolemap_group_role_mapping");
            if (!sql.equals(PostgresMappingWrites.INSERT_TOGETHER)) {
                assertThat(plan).containsPattern("Index Cond: .*org_id = .*connection_id = ");
            }
        }
    }

    /** What writes gets an identifier of its transaction, and its commit waits for the disk. */
    @Test
    void a_group_that_is_already_mapped_is_found_without_a_write() {
        GroupRoleMappingRepository mappings = JdbcStorage.on(jdbi).mappings();
        GroupRoleMapping duplicate = Samples.mapping(Samples.connection("acme", "okta"), "another", "group 1");

        List<String> writer = jdbi.inTransaction(handle -> {
            assertThat(mappings.insert(duplicate)).isInstanceOf(GroupRoleMappingRepository.AlreadyMapped.class);
            return handle.createQuery("select cast(pg_current_xact_id_if_assigned() as text)")
                    .mapTo(String.class)
                    .list();
        });

        assertThat(writer).containsOnlyNulls();
    }
}
