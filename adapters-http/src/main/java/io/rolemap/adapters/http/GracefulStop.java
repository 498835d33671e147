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

    private static final Duration LEEWAY = Duration.ofSeconds(1);

    private GracefulStop() {}

    /**
     * Stops it in another thread, and returns when it has stopped or a second after {@code grace} is over, whichever is first.
     *
     * @param grace how long {@code stop} itself waits at most
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
            stopped.get(grace.plus(LEEWAY).toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(interrupted);
        } catch (ExecutionException | TimeoutException notInOrder) {
            return Optional.of(notInOrder);
        }
    }
}
