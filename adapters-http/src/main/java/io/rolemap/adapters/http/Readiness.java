package io.rolemap.adapters.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A check that costs something, for callers that nobody knows: however many ask, one check is under way at most, and its
 * answer holds for a second. Whoever asks while a check is under way gets the answer of the one before; only if there was
 * none, they wait. Safe for use by many threads.
 */
final class Readiness implements BooleanSupplier {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final BooleanSupplier check;
    private final InstantSource clock;
    private final Lock lock = new ReentrantLock();

    /** The last one there is; until the first check is over, the one to wait for. */
    private CompletableFuture<Boolean> answer = new CompletableFuture<>();

    private Instant answered = Instant.MIN;
    private boolean checking;

    Readiness(BooleanSupplier check, InstantSource clock) {
        this.check = check;
        this.clock = clock;
    }

    /** What the check says, or throws what it throws. */
    @Override
    public boolean getAsBoolean() {
        if (mustCheck()) {
            check();
        }
        return outcome(known());
    }

    private boolean mustCheck() {
        lock.lock();
        try {
            if (checking || holds(clock.instant())) {
                return false;
            }
            checking = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    // A clock that was set back must not keep an answer for ever.
    private boolean holds(Instant now) {
        return !now.isBefore(answered) && now.isBefore(answered.plus(KEPT));
    }

    private void check() {
        // The first answer is the one that others wait for already.
        CompletableFuture<Boolean> latest = known();
        CompletableFuture<Boolean> outcome = latest.isDone() ? new CompletableFuture<>() : latest;
        try {
            outcome.complete(check.getAsBoolean());
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
        }
        lock.lock();
        try {
            answer = outcome;
            answered = clock.instant();
            checking = false;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Boolean> known() {
        lock.lock();
        try {
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private static boolean outcome(CompletableFuture<Boolean> answer) {
        try {
            return answer.join();
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (wrapped.getCause() instanceof Error failure) {
                throw failure;
            }
            throw wrapped;
        }
    }
}
