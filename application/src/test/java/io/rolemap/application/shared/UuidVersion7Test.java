package io.rolemap.application.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.shared.Require;
import io.rolemap.testkit.Generated;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidVersion7Test {

    private static final int THREADS = 16;
    private static final int IDS_PER_THREAD = 5_000;

    @Test
    void is_laid_out_as_in_the_example_of_rfc_9562() {
        // Appendix A.6: rand_a is 0xCC3, rand_b is 0x18C4DC0C0C07398F, the moment is 2022-02-22T19:22:22Z.
        byte[] drawn = ByteBuffer.allocate(10)
                .putShort((short) 0xCC3)
                .putLong(0x18C4DC0C0C07398FL << 2)
                .array();
        UuidVersion7 ids = new UuidVersion7(at("2022-02-22T19:22:22Z"), new Drawing(drawn));

        assertThat(ids.newId()).isEqualTo("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void has_the_milliseconds_the_version_and_the_variant_of_rfc_9562() {
        Generated.cases(5_000, random -> {
            long millis = random.nextLong(1L << 48);

            UUID id = UUID.fromString(new UuidVersion7(() -> Instant.ofEpochMilli(millis), random).newId());

            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
    }

    @Test
    void every_one_of_its_74_random_bits_is_random() {
        SecureRandom random = new SecureRandom();
        UuidVersion7 ids = new UuidVersion7(at("2026-03-01T12:00:00Z"), random);
        long everOneHigh = 0;
        long everZeroHigh = 0;
        long everOneLow = 0;
        long everZeroLow = 0;
        // That one bit is the same in all of 200 ids has a probability of 2 to the power of -199.
        for (int i = 0; i < 200; i++) {
            UUID id = UUID.fromString(ids.newId());
            everOneHigh |= id.getMostSignificantBits();
            everZeroHigh |= ~id.getMostSignificantBits();
            everOneLow |= id.getLeastSignificantBits();
            everZeroLow |= ~id.getLeastSignificantBits();
        }

        assertThat(everOneHigh & everZeroHigh).isEqualTo(0x0FFFL);
        assertThat(everOneLow & everZeroLow).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    }

    @Test
    void is_ordered_by_time_as_text() {
        Generated.cases(2_000, random -> {
            long earlier = random.nextLong((1L << 48) - 1);
            long later = random.nextLong(earlier + 1, 1L << 48);

            assertThat(new UuidVersion7(() -> Instant.ofEpochMilli(earlier), random).newId())
                    .isLessThan(new UuidVersion7(() -> Instant.ofEpochMilli(later), random).newId());
        });
    }

    @Test
    void is_an_identifier_of_the_domain() {
        String id = new UuidVersion7(InstantSource.system(), new SecureRandom()).newId();

        assertThat(Require.id("mapping id", id)).hasSize(36);
    }

    @Test
    void is_unique_over_many_threads_within_one_millisecond() throws Exception {
        UuidVersion7 ids = new UuidVersion7(at("2026-03-01T12:00:00Z"), new SecureRandom());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<List<String>> makeMany = () -> IntStream.range(0, IDS_PER_THREAD)
                    .mapToObj(i -> ids.newId())
                    .toList();
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(makeMany);
            }
            Set<String> all = new HashSet<>();
            for (Future<List<String>> made : threads.invokeAll(tasks)) {
                all.addAll(made.get());
            }

            assertThat(all).hasSize(THREADS * IDS_PER_THREAD);
        } finally {
            threads.shutdownNow();
        }
    }

    private static InstantSource at(String moment) {
        return InstantSource.fixed(Instant.parse(moment));
    }

    /** A generator that draws these bytes. */
    private record Drawing(byte[] bytes) implements RandomGenerator {

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }

        @Override
        public long nextLong() {
            return ByteBuffer.wrap(bytes).getLong();
        }
    }
}
