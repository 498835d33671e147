package io.rolemap.adapters.jdbc.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.shared.Dialect;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class H2PlansTest {

    private static Database database;
    private static Jdbi jdbi;

    @BeforeAll
    static void fill() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:", "", ""));
        Schema.migrate(database.dataSource());
        jdbi = Jdbi.create(database.dataSource());
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into rolemap_connection
                      (org_id, id, kind, provider_key, display_name, groups_claim, default_role_id, enabled, created_at,
                       updated_at)
                    values ('acme', 'okta', 'oidc', 'acme-okta', null, 'groups', null, true, 0, 0)
                    """);
            handle.execute("""
                    insert into rolemap_group_role_mapping
                      (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at, updated_at)
                    select 'acme', 'okta', 'm' || x, 'group ' || x, hash('SHA-256', 'group ' || x), 1, x, x
                    from system_range(1, 2000)
                    """);
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String plan(String sql) {
        return jdbi.withHandle(handle -> plan(sql, handle));
    }

    private static String plan(String sql, Handle handle) {
        return handle.createQuery("explain analyze " + sql)
                .bind("org_id", "acme")
                .bind("connection_id", "okta")
                .bind("external_group_sha256", new byte[32])
                .bind("after_created_at", 500L)
                .bind("after_id", "m500")
                .bind("limit", 11)
                .bind("group_skeleton", new byte[16])
                .bind("most", 10)
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                .mapTo(String.class)
                .one();
    }

    @Test
    void a_page_is_read_from_its_place_on_in_the_order_of_its_own_index() {
        assertThat(plan(JdbcGroupRoleMappingRepository.PAGE))
                .containsIgnoringCase("rolemap_group_role_mapping_page_idx: ")
                .contains("index sorted")
                .doesNotContainPattern("scanCount: [0-9]{3}");
    }

    @Test
    void the_mapping_of_a_group_is_found_by_its_whole_key() {
        assertThat(plan(Dialect.H2.sql(JdbcGroupRoleMappingRepository.FIND_BY_GROUP)))
                .doesNotContainIgnoringCase("page_idx")
                .containsIgnoringCase("external_group_sha256 = ")
                .doesNotContainPattern("scanCount: [0-9]{3}");
    }

    @Test
    void of_mappings_that_look_alike_a_bounded_number_is_read_by_their_key() {
        jdbi.useTransaction(handle -> {
            handle.execute("""
                    update rolemap_group_role_mapping
                    set group_skeleton = cast(X'00000000000000000000000000000000' as binary varying)
                    """);

            assertThat(plan(H2MappingWrites.SIMILAR, handle))
                    .containsIgnoringCase("rolemap_group_role_mapping_connection_skeleton_idx: ")
                    .contains("scanCount: 1000")
                    .doesNotContain("scanCount: 2000", "scanCount: 2001");
            handle.rollback();
        });
    }
}
