package io.rolemap.adapters.jdbc.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In sessions of an embedder, who has told them nothing. */
class PostgresObservationPlansTest {

    private Jdbi jdbi;

    @BeforeEach
    void migrate() {
        String url = PostgresServer.shared().newDatabase();
        try (Database database = Database.open(new DatabaseSettings(url, "", ""))) {
            Schema.migrate(database.dataSource());
        }
        jdbi = Jdbi.create(url);
        run("alter table rolemap_group_role_mapping set (autovacuum_enabled = off)");
        run("alter table rolemap_observed_group set (autovacuum_enabled = off)");
    }

    private void run(String sql) {
        jdbi.useHandle(handle -> handle.execute(sql));
    }

    private void fill(String connection, int mappings, int observedGroups) {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into rolemap_connection
                      (org_id, id, kind, provider_key, groups_claim, enabled, created_at, updated_at)
                    values ('acme', ?, 'oidc', ?, 'groups', true, 0, 0)
                    """, connection, connection);
            handle.execute("""
                    insert into rolemap_group_role_mapping
                      (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at,
                       updated_at)
                    select 'acme', ?, 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 1, n, n
                    from generate_series(1, ?) n
                    """, connection, mappings);
            handle.execute("""
                    insert into rolemap_observed_group
                    select 'acme', ?, sha256(convert_to('group ' || n, 'UTF8')), 'group ' || n, 0, n, 1
                    from generate_series(1, ?) n
                    """, connection, observedGroups);
        });
    }

    private String plan(String sql) {
        return jdbi.withHandle(handle -> String.join(
                "\n",
                PreparedSql.of("explain (costs off) " + sql)
                        .list(
                                handle,
                                row -> row.text("org_id", "acme")
                                        .text("connection_id", "okta")
                                        .number("most", 10_000),
                                row -> row.getString(1))));
    }

    private static void assertThatMappingsAreFoundByTheirKey(String plan) {
        assertThat(plan)
                .contains("using rolemap_group_role_mapping_connection_group_idx on rolemap_group_role_mapping m")
                .containsPattern("Index Cond: .*org_id = .*connection_id.*external_group_sha256 = ")
                .doesNotContain("Seq Scan on rolemap_group_role_mapping", "Join");
    }

    @Test
    void whether_a_group_is_mapped_is_told_by_the_key_of_the_mapping_whatever_the_statistics_say() {
        // So many observed groups and so few mappings that a join would read the latter.
        fill("okta", 2_000, 12_000);
        assertThatMappingsAreFoundByTheirKey(plan(JdbcObservedGroupRepository.SURPLUS));

        run("vacuum analyze");
        assertThatMappingsAreFoundByTheirKey(plan(JdbcObservedGroupRepository.SURPLUS));
    }

    /** Once to lock it and once to delete it. */
    private static void assertThatEachGroupIsFoundByItsKey(String plan) {
        assertThat(plan.lines()
                        .map(String::trim)
                        .filter(line -> line.startsWith("Index Cond: ")
                                && line.contains("org_id = ")
                                && line.contains("connection_id = ")
                                && (line.contains("external_group_sha256 = s.external_group_sha256")
                                        || line.contains("external_group_sha256 = u.external_group_sha256"))))
                .as(plan)
                .hasSize(2);
        assertThat(plan).doesNotContain("Join");
    }

    @Test
    void each_group_that_makes_room_is_found_by_its_key_without_statistics() {
        fill("okta", 0, 12_000);

        assertThatEachGroupIsFoundByItsKey(plan(JdbcObservedGroupRepository.EVICT_ON_POSTGRESQL));
    }

    @Test
    void each_group_that_makes_room_is_found_by_its_key_where_statistics_are_older_than_the_connection() {
        for (int number = 0; number < 100; number++) {
            fill("other " + number, 10, 10);
        }
        run("vacuum analyze");
        fill("okta", 0, 12_000);

        assertThatEachGroupIsFoundByItsKey(plan(JdbcObservedGroupRepository.EVICT_ON_POSTGRESQL));
    }

    @Test
    void each_group_that_makes_room_is_found_by_its_key_with_fresh_statistics() {
        fill("okta", 2_000, 12_000);
        run("vacuum analyze");

        assertThatEachGroupIsFoundByItsKey(plan(JdbcObservedGroupRepository.EVICT_ON_POSTGRESQL));
    }
}
