package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads bodies of limited size in limited time, and keeps no thread while it waits for one. All large ones together have a
 * limited amount of memory. A body takes of it as it arrives, and not when it is announced: whoever sends nothing keeps nothing
 * from others. It is given back when the request is finished, or the body refused.
 */
final class BodyReader {

    private final Limits limits;
    private final Semaphore memory;

    BodyReader(Limits limits) {
        this.limits = limits;
        this.memory = new Semaphore(limits.large().bytes());
    }

    /** @throws ProblemException when the request says beforehand that its body is too large */
    static void checkAnnouncedSize(HttpServletRequest request, int most) {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
    }

    /**
     * The body, when all of it has arrived already: the usual case, which needs no waiting.
     *
     * @throws IllegalStateException when somebody else has read it, which is no fault of the client's
     */
    static Optional<Body> arrived(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length < 0 && saysWhetherThereIsABody(request) && request.getHeader("Transfer-Encoding") == null) {
            return Optional.of(Body.empty());
        }
        ServletInputStream in = request.getInputStream();
        if (in.isFinished()) {
            throw new IllegalStateException(
                    "The body is gone: a before-handler or the authenticator has read it, and must not");
        }
        if (length < 0 || length > Limits.MAX_BODY) {
            return Optional.empty();
        }
        return length == 0 || in.available() >= length
                ? Optional.of(Body.of(in.readNBytes(Math.toIntExact(length))))
                : Optional.empty();
    }

    /**
     * The body, when it has arrived. The request must be in asynchronous mode. Completes with a
     * {@link ProblemException} when the body is too large, too late or not what HTTP says, or when it is large and there is
     * no memory for it.
     *
     * @param most how many bytes it may have
     */
    CompletableFuture<Body> whenArrived(HttpServletRequest request, int most) {
        Reading reading = new Reading(request, most);
        reading.watch();
        try {
            request.getInputStream().setReadListener(reading);
        } catch (IOException failed) {
            reading.onError(failed);
        }
        return reading.body.whenComplete((body, failure) -> reading.end(failure != null));
    }

    /** In HTTP/1, one of two fields announces every body; later versions have frames for that (RFC 9113, section 8.1). */
    private static boolean saysWhetherThereIsABody(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1.");
    }

    private static ProblemException tooLarge(int most) {
        return new ProblemException(ProblemType.CONTENT_TOO_LARGE, "The body has more than " + most + " bytes.");
    }

    private final class Reading implements ReadListener {
        private final CompletableFuture<Body> body = new CompletableFuture<>();
        private final Body arrived = Body.empty();
        private final HttpServletRequest request;
        private final Components jetty;
        private final Holdings holdings;
        private final int most;
        private int paid = Limits.MAX_BODY;
        private volatile int length;
        private volatile int lengthWhenWatched = Limits.MAX_BODY;
        private volatile Scheduler.Task watch = () -> true;

        Reading(HttpServletRequest request, int most) {
            this.request = request;
            this.most = most;
            this.jetty = ServletContextRequest.getServletContextRequest(request).getComponents();
            this.holdings = Holdings.of(request);
        }

        /** Looks again and again whether enough arrives. */
        void watch() {
            // The scheduler's own thread must not be kept by whatever follows.
            watch = jetty.getScheduler()
                    .schedule(
                            () -> jetty.getExecutor().execute(this::goOnOrGiveUp),
                            limits.body().toMillis(),
                            TimeUnit.MILLISECONDS);
            if (body.isDone()) {
                watch.cancel();
            }
        }

        void end(boolean refused) {
            watch.cancel();
            if (refused) {
                holdings.giveBack();
            }
        }

        private void goOnOrGiveUp() {
            int now = length;
            if (now - lengthWhenWatched < limits.large().progress()) {
                tooLate();
            } else {
                lengthWhenWatched = now;
                watch();
            }
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream in = request.getInputStream();
            while (!body.isDone() && in.isReady() && !in.isFinished()) {
                if (!arrived.readOnce(in)) {
                    return;
                }
                length = arrived.length();
                if (length > most) {
                    body.completeExceptionally(tooLarge(most));
                } else if (length > paid) {
                    pay();
                }
            }
        }

        /** Takes memory for what follows; if there is none, the body is refused. */
        private void pay() {
            // What came before it was large counts, too.
            int step = paid == Limits.MAX_BODY ? 2 * Limits.MAX_BODY : Limits.MAX_BODY;
            if (holdings.take(memory, step)) {
                RequestMarker.allowLong(request);
                paid += Limits.MAX_BODY;
            } else {
                body.completeExceptionally(new ProblemException(Problem.of(
                                ProblemType.UNAVAILABLE,
                                "The server has enough large bodies to work on; nothing was stored.")
                        .withHeader(Responder.RETRY_AFTER, Responder.RETRY_SOON)));
            }
        }

        @Override
        public void onAllDataRead() {
            body.complete(arrived);
        }

        @Override
        public void onError(Throwable failure) {
            if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
                tooLate();
            } else {
                body.completeExceptionally(new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "The body is cut off or not framed as HTTP says."));
            }
        }

        private void tooLate() {
            body.completeExceptionally(
                    new ProblemException(ProblemType.REQUEST_TIMEOUT, "The body did not arrive in time."));
        }
    }
}
