package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.mapping.GroupRoleMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2DurabilityTest {

    private static final long SEED = 20261124L;
    private static final String WRITE_LATER = "set write_delay 500";

    @TempDir
    private Path folder;

    @Test
    void every_acknowledged_mapping_survives_the_kill_of_the_process_at_any_moment() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        List<String> acknowledged = new ArrayList<>();

        for (int round = 0; round < 6; round++) {
            acknowledged.addAll(killAfter(1 + random.nextInt(400), round, ""));

            assertThat(lostOf(acknowledged))
                    .as("seed %d, round %d", SEED, round)
                    .isEmpty();
        }
    }

    @Test
    void a_database_that_may_write_later_loses_mappings_here_so_that_this_test_would_notice() throws Exception {
        List<String> lost = new ArrayList<>();

        for (int round = 0; round < 10 && lost.isEmpty(); round++) {
            lost.addAll(lostOf(killAfter(200, round, WRITE_LATER)));
        }

        assertThat(lost).isNotEmpty();
    }

    private List<String> killAfter(int count, int round, String sabotage) throws IOException, InterruptedException {
        return MappingWriter.acknowledgedBeforeKill(url(), "round-" + round + "-", count, sabotage);
    }

    /** Opens the database as the next start would. */
    private List<String> lostOf(List<String> acknowledged) {
        try (Database database = Database.open(new DatabaseSettings(url(), "", ""))) {
            Schema.migrate(database.dataSource());
            JdbcStorage storage = JdbcStorage.on(database.dataSource());
            Set<GroupRoleMapping> stored = new HashSet<>(storage.transactions()
                    .inTransaction(() -> storage.mappings()
                            .listExclusively(MappingWriter.OKTA.org(), MappingWriter.OKTA.id())
                            .orElse(List.of())));
            return acknowledged.stream()
                    .filter(id -> !stored.contains(MappingWriter.mapping(id)))
                    .toList();
        }
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("rolemap");
    }
}
