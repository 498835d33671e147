package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads bodies of limited size in limited time, and keeps no thread while it waits for one. */
final class BodyReader {

    private static final int CHUNK = 8 * 1024;

    private final Duration limit;

    BodyReader(Duration limit) {
        this.limit = limit;
    }

    /** @throws ProblemException when the request says beforehand that its body is too large */
    static void checkAnnouncedSize(HttpServletRequest request) {
        if (request.getContentLengthLong() > Limits.MAX_BODY) {
            throw tooLarge();
        }
    }

    /**
     * The body, when all of it has arrived already: the usual case, which needs no waiting.
     *
     * @throws IllegalStateException when somebody else has read it, which is no fault of the client's
     */
    static Optional<byte[]> arrived(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length < 0 && saysWhetherThereIsABody(request) && request.getHeader("Transfer-Encoding") == null) {
            return Optional.of(new byte[0]);
        }
        ServletInputStream in = request.getInputStream();
        if (in.isFinished()) {
            throw new IllegalStateException(
                    "The body is gone: a before-handler or the authenticator has read it, and must not");
        }
        if (length < 0) {
            return Optional.empty();
        }
        return length == 0 || in.available() >= length
                ? Optional.of(in.readNBytes(Math.toIntExact(length)))
                : Optional.empty();
    }

    /**
     * The body, when it has arrived. The request must be in asynchronous mode. Completes with a
     * {@link ProblemException} when the body is too large, too late or not what HTTP says.
     */
    CompletableFuture<byte[]> whenArrived(HttpServletRequest request) {
        Components jetty =
                ServletContextRequest.getServletContextRequest(request).getComponents();
        Reading reading = new Reading(request);
        // The scheduler's own thread must not be kept by whatever follows.
        Scheduler.Task timeout = jetty.getScheduler()
                .schedule(() -> jetty.getExecutor().execute(reading::tooLate), limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            request.getInputStream().setReadListener(reading);
        } catch (IOException failed) {
            reading.onError(failed);
        }
        return reading.body.whenComplete((bytes, failure) -> timeout.cancel());
    }

    /** In HTTP/1, one of two fields announces every body; later versions have frames for that (RFC 9113, section 8.1). */
    private static boolean saysWhetherThereIsABody(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1.");
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                ProblemType.CONTENT_TOO_LARGE, "The body has more than " + Limits.MAX_BODY + " bytes.");
    }

    private static final class Reading implements ReadListener {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final HttpServletRequest request;

        Reading(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream in = request.getInputStream();
            byte[] chunk = new byte[CHUNK];
            while (in.isReady() && !in.isFinished()) {
                int length = in.read(chunk);
                if (length < 0) {
                    return;
                }
                if (bytes.size() + length > Limits.MAX_BODY) {
                    body.completeExceptionally(tooLarge());
                    return;
                }
                bytes.write(chunk, 0, length);
            }
        }

        @Override
        public void onAllDataRead() {
            body.complete(bytes.toByteArray());
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

        void tooLate() {
            body.completeExceptionally(
                    new ProblemException(ProblemType.REQUEST_TIMEOUT, "The body did not arrive in time."));
        }
    }
}
