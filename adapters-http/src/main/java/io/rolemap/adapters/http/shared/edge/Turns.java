package io.rolemap.adapters.http.shared.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Components;

/**
 * Lets few requests at a time do what takes much memory, each until it is finished, its answer included. The others wait for a
 * limited time, and keep no thread while they do.
 */
final class Turns {

    private static final int RETRY_MILLIS = 20;

    private final Semaphore free;
    private final Duration patience;

    Turns(int atATime, Duration patience) {
        this.free = new Semaphore(atATime);
        this.patience = patience;
    }

    /** Whether it is the request's turn, perhaps from now on. */
    boolean take(HttpServletRequest request) {
        return Holdings.of(request).take(free, 1);
    }

    /** Completes with whether it became the request's turn in time. The request must be in asynchronous mode. */
    CompletableFuture<Boolean> await(HttpServletRequest request) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        Components jetty =
                ServletContextRequest.getServletContextRequest(request).getComponents();
        retryLater(request, jetty, patience.toMillis() / RETRY_MILLIS, turn);
        return turn;
    }

    private void retryLater(
            HttpServletRequest request, Components jetty, long retries, CompletableFuture<Boolean> turn) {
        jetty.getScheduler()
                .schedule(
                        () -> jetty.getExecutor().execute(() -> {
                            if (take(request)) {
                                turn.complete(true);
                            } else if (retries <= 0) {
                                turn.complete(false);
                            } else {
                                retryLater(request, jetty, retries - 1, turn);
                            }
                        }),
                        RETRY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
