package io.rolemap.adapters.jdbc.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.DatabaseSettings;
import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.mapping.GroupDigests;
import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.adapters.jdbc.shared.PreparedSql;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.testkit.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class H2LookupPlansTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");

    @Test
    void mappings_are_found_by_the_keys_of_their_groups() {
        try (Database database = Database.open(new DatabaseSettings("jdbc:h2:mem:", "", ""))) {
            Schema.migrate(database.dataSource());
            JdbcStorage storage = JdbcStorage.on(database);
            MappingChanges many = new MappingChanges(
                    IntStream.range(0, 2_000)
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
            List<byte[]> digests = List.of(GroupDigests.of(new ExternalGroup("group 7")));
            List<byte[]> skeletons = List.of(GroupDigests.of(GroupSkeleton.of(new ExternalGroup("Group 8"))));

            for (String found : List.of(JdbcMappingLookup.BY_ID, JdbcMappingLookup.BY_KEY)) {
                String connection = found.equals(JdbcMappingLookup.BY_KEY)
                        ? OKTA.providerKey().value()
                        : OKTA.id().value();
                String plan = Jdbi.create(database.dataSource())
                        .withHandle(handle -> PreparedSql.of(
                                        "explain analyze " + JdbcMappingLookup.sql(Dialect.H2, found, true))
                                .list(
                                        handle,
                                        parameters -> parameters
                                                .text("org_id", "acme")
                                                .text("connection", connection)
                                                .byteStrings("digests", digests)
                                                .byteStrings("skeletons", skeletons)
                                                .byteStrings("names", skeletons),
                                        row -> row.getString(1))
                                .get(0));

                assertThat(plan)
                        .containsIgnoringCase("rolemap_group_role_mapping_connection_group_idx")
                        .containsIgnoringCase("rolemap_group_role_mapping_connection_skeleton_idx")
                        .containsIgnoringCase("rolemap_group_role_mapping_connection_segment_idx")
                        .doesNotContainPattern("scanCount: [0-9]{3}");
            }
        }
    }
}
