package io.rolemap.adapters.jdbc.shared;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs work again while the database refuses it because of transactions that ran at the same time. */
final class ConflictRetry {

    static final int MAX_ATTEMPTS = 12;

    private static final long FIRST_PAUSE_MICROS = 1_000;
    private static final long LONGEST_PAUSE_MICROS = 100_000;

    private final RandomGenerator random;

    /** @param random spreads the pauses; safe for use by many threads */
    ConflictRetry(RandomGenerator random) {
        this.random = random;
    }

    <T> T run(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException fault) {
                if (!Faults.isConflict(fault)) {
                    throw fault;
                }
                if (attempt == MAX_ATTEMPTS || !pause(attempt)) {
                    throw Faults.exhausted(fault);
                }
            }
        }
    }

    /** Waits for a random part of a time that doubles with each attempt; false when the thread is to stop instead. */
    private boolean pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_MICROS, FIRST_PAUSE_MICROS << attempt);
        try {
            TimeUnit.MICROSECONDS.sleep(random.nextLong(longest));
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
