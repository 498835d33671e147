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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2LookupPlansTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");

    private Database database;
    private JdbcStorage storage;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:", "", ""));
        Schema.migrate(database.dataSource());
        storage = JdbcStorage.on(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Of a connection with many mappings, of which the groups have these names. */
    private void fill(IntFunction<String> name) {
        MappingChanges many = new MappingChanges(
                IntStream.range(0, 2_000)
                        .mapToObj(number -> Samples.mapping(OKTA, "m" + number, name.apply(number)))
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

    private String plan(String found, String group, String lookAlike) {
        List<byte[]> digests = List.of(GroupDigests.of(new ExternalGroup(group)));
        List<byte[]> skeletons = List.of(GroupDigests.of(GroupSkeleton.of(new ExternalGroup(lookAlike))));
        String connection = found.equals(JdbcMappingLookup.BY_KEY)
                ? OKTA.providerKey().value()
                : OKTA.id().value();
        return Jdbi.create(database.dataSource())
                .withHandle(handle -> PreparedSql.of(
                                "explain analyze " + JdbcMappingLookup.sql(Dialect.H2, found, true))
                        .list(
                                handle,
                                parameters -> parameters
                                        .text("org_id", "acme")
                                        .text("connection", connection)
                                        .byteStrings("digests", digests)
                                        .byteStrings("skeletons", skeletons)
                                        .byteStrings("names", skeletons)
                                        .number("most", 11)
                                        .number("paths_at_most", 101),
                                row -> row.getString(1))
                        .get(0));
    }

    private static void assertThatKeysAreSearched(String plan) {
        assertThat(plan)
                .containsIgnoringCase("rolemap_group_role_mapping_connection_group_idx")
                .containsIgnoringCase("rolemap_group_role_mapping_connection_skeleton_idx")
                .containsIgnoringCase("rolemap_group_role_mapping_connection_segment_idx")
                .doesNotContainPattern("scanCount: [0-9]{3}");
    }

    @Test
    void mappings_are_found_by_the_keys_of_their_groups() {
        fill(number -> "group " + number);

        assertThatKeysAreSearched(plan(JdbcMappingLookup.BY_ID, "group 7", "Group 8"));
        assertThatKeysAreSearched(plan(JdbcMappingLookup.BY_KEY, "group 7", "Group 8"));
    }

    @Test
    void of_mappings_that_look_alike_few_are_read() {
        fill(H2LookupPlansTest::inLettersOfBothCases);

        assertThatKeysAreSearched(plan(JdbcMappingLookup.BY_ID, "somebody else's", "administrators"));
        assertThatKeysAreSearched(plan(JdbcMappingLookup.BY_KEY, "somebody else's", "administrators"));
    }

    private static String inLettersOfBothCases(int number) {
        StringBuilder name = new StringBuilder("administrators");
        for (int bit = 0; bit < 11; bit++) {
            if ((number >> bit & 1) == 1) {
                name.setCharAt(bit, Character.toUpperCase(name.charAt(bit)));
            }
        }
        return name.toString();
    }
}
