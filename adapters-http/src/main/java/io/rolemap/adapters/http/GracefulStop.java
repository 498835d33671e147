package io.rolemap.adapters.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops something that has a time limit of its own and may not keep to it: Jetty waits without one for a connection to close
 * on which a client reads nothing.
 */
final class GracefulStop {

    /** Of the whole time: what it takes to stop once nothing is waited for any more. */
    private static final int PART_LEFT = 10;

    private GracefulStop() {}

    /** How long what is stopped {@code within} a time may itself wait for others: nine tenths of it. */
    static Duration waiting(Duration grace) {
        return grace.minus(grace.dividedBy(PART_LEFT));
    }

    /**
     * Stops it in another thread, and returns when it has stopped or {@code grace} is over, whichever is first.
     *
     * @param grace how long all of it may take; {@code stop} itself waits for less, see {@link #waiting}
     * @return what {@code stop} threw, or that it has not returned; empty when it has stopped in good order
     */
    static Optional<Exception> within(Duration grace, Runnable stop) {
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        Thread stopping = new Thread(
                () -> {
                    try {
                        stop.run();
                        stopped.complete(true);
                    } catch (RuntimeException | Error failure) {
                        stopped.completeExceptionally(failure);
                    }
                },
                "rolemap-http-stop");
        // Whoever ends the process does not wait for it, either.
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopped.get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(interrupted);
        } catch (ExecutionException | TimeoutException notInOrder) {
            return Optional.of(notInOrder);
        }
    }
}
