package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final int TRIALS = 5_000;
    private static final String KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

    @Test
    void after_one_slip_of_the_finger_the_answer_is_what_was_meant_or_as_near_to_what_was_typed() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> names = Setting.allVariables();
        for (int i = 0; i < TRIALS; i++) {
            String meant = names.get(random.nextInt(names.size()));
            String typed = withOneSlip(meant, random);

            String found = NearestName.of(typed, names);
            // HTTP_POST is one slip from HTTP_HOST and from HTTP_PORT: nobody can tell which was meant.
            boolean asNear = NearestName.distance(typed, found) <= NearestName.distance(typed, meant);
            assertThat(found.equals(meant) || asNear)
                    .as("seed %d, meant %s, typed %s, found %s", seed, meant, typed, found)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ROLEMAP_PORT, ROLEMAP_HTTP_PORT",
        "ROLEMAP_HOST, ROLEMAP_HTTP_HOST",
        "ROLEMAP_DB_URL, ROLEMAP_DATABASE_URL",
        "ROLEMAP_DATABASE_USERNAME, ROLEMAP_DATABASE_USER",
        "ROLEMAP_DATABASE_PASS, ROLEMAP_DATABASE_PASSWORD",
        "ROLEMAP_OPERATORKEY, ROLEMAP_OPERATOR_KEY",
        "ROLEMAP_LOGLEVEL, ROLEMAP_LOG_LEVEL",
        "ROLEMAP_REQUESTS_PER_SEC, ROLEMAP_REQUESTS_PER_SECOND"
    })
    void a_name_from_habit_leads_to_the_one_that_exists(String typed, String meant) {
        assertThat(NearestName.of(typed, Setting.allVariables())).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"AB, AB, 0", "AB, BA, 1", "ABC, AC, 1", "AC, ABC, 1", "ABC, AXC, 1", "'', ABC, 3", "KITTEN, SITTING, 3"
    })
    void the_distance_counts_slips(String from, String to, int slips) {
        assertThat(NearestName.distance(from, to)).isEqualTo(slips);
    }

    private static String withOneSlip(String name, RandomGenerator random) {
        int at = Setting.PREFIX.length() + random.nextInt(name.length() - Setting.PREFIX.length() - 1);
        char key = KEYS.charAt(random.nextInt(KEYS.length()));
        return switch (random.nextInt(4)) {
            case 0 -> name.substring(0, at) + name.substring(at + 1);
            case 1 -> name.substring(0, at) + key + name.substring(at);
            case 2 -> name.substring(0, at) + key + name.substring(at + 1);
            default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        };
    }
}
