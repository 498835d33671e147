package io.rolemap.adapters.jdbc.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.adapters.jdbc.testing.PostgresServer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class PostgresObservationPlansTest {

    private static String plan(Jdbi jdbi) {
        return jdbi.withHandle(handle -> String.join(
                "\n",
                PreparedSql.of("explain (costs off) " + JdbcObservedGroupRepository.SURPLUS)
                        .list(
                                handle,
                                row -> row.text("org_id", "acme")
                                        .text("connection_id", "okta")
                                        .number("most", 10_000),
                                row -> row.getString(1))));
    }

    @Test
    void whether_a_group_is_mapped_is_told_by_the_key_of_the_mapping_whatever_the_statistics_say() {
        try (Database database =
                Database.open(new DatabaseSettings(PostgresServer.shared().newDatabase(), "", ""))) {
            Schema.migrate(database.dataSource());
            Jdbi jdbi = Jdbi.create(database.dataSource());
            // So many observed groups and so few mappings that a join would read the latter.
            jdbi.useHandle(handle -> {
                handle.execute("""
                        insert into rolemap_connection
                          (org_id, id, kind, provider_key, groups_claim, enabled, created_at, updated_at)
                        values ('acme', 'okta', 'oidc', 'acme-okta', 'groups', true, 0, 0)
                        """);
                handle.execute("""
                        insert into rolemap_group_role_mapping
                          (org_id, connection_id, id, external_group, external_group_sha256, role_id, created_at,
                           updated_at)
                        select 'acme', 'okta', 'm' || n, 'group ' || n, sha256(convert_to('group ' || n, 'UTF8')), 1, n, n
                        from generate_series(1, 2000) n
                        """);
                handle.execute("""
                        insert into rolemap_observed_group
                        select 'acme', 'okta', sha256(convert_to('group ' || n, 'UTF8')), 'group ' || n, 0, n, 1
                        from generate_series(1, 12000) n
                        """);
            });
            String withoutStatistics = plan(jdbi);
            jdbi.useHandle(handle -> handle.execute("vacuum analyze"));

            for (String plan : new String[] {withoutStatistics, plan(jdbi)}) {
                assertThat(plan)
                        .contains(
                                "using rolemap_group_role_mapping_connection_group_idx on rolemap_group_role_mapping m")
                        .containsPattern("Index Cond: .*org_id = .*connection_id.*external_group_sha256 = ")
                        .doesNotContain("Seq Scan on rolemap_group_role_mapping", "Join");
            }
        }
    }
}
