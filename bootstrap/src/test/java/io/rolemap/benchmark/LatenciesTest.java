package io.rolemap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final long SEED = 20_261_124L;

    @Test
    void every_percentile_is_within_two_percent_of_the_exact_one() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        long[] durations = new long[10_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < durations.length; i++) {
            durations[i] = random.nextLong(1L << random.nextInt(1, 40));
            latencies.record(durations[i]);
        }
        Arrays.sort(durations);

        for (double share : new double[] {0.0001, 0.25, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = durations[(int) Math.ceil(share * durations.length) - 1];
            assertThat(latencies.percentile(share).toNanos())
                    .as("percentile %s, seed %s", share, SEED)
                    .isBetween(exact, exact + exact / 50);
        }
    }

    @Test
    void small_durations_are_kept_exactly() {
        Latencies latencies = new Latencies();
        for (long nanos = 0; nanos < 128; nanos++) {
            latencies.record(nanos);
        }

        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofNanos(63));
        assertThat(latencies.percentile(1)).isEqualTo(Duration.ofNanos(127));
    }

    @Test
    void a_duration_beyond_the_longest_counts_as_the_longest() {
        Latencies latencies = new Latencies();
        latencies.record(Long.MAX_VALUE);

        assertThat(latencies.percentile(1)).isEqualTo(Duration.ofNanos((1L << 40) - 1));
    }

    @Test
    void two_recordings_can_be_joined() {
        Latencies latencies = new Latencies();
        latencies.record(10);
        Latencies others = new Latencies();
        others.record(20);
        others.record(30);

        latencies.addAll(others);

        assertThat(latencies.count()).isEqualTo(3);
        assertThat(latencies.percentile(0.5)).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void nothing_recorded_has_no_percentile() {
        Latencies latencies = new Latencies();

        assertThatThrownBy(() -> latencies.percentile(0.5)).isInstanceOf(IllegalStateException.class);
    }
}
