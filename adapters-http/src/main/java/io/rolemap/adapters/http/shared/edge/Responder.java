package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.json.InvalidBodyException;
import io.rolemap.adapters.http.shared.problem.Occurrences;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.shared.StorageUnavailableException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers and problems on the wire, and never waits for a client that reads slowly. */
final class Responder {

    /** An answer up to this size is handed to Jetty as a whole, which sends it without keeping a thread. */
    static final int BUFFER = 32 * 1024;

    static final String RETRY_AFTER = "Retry-After";
    static final String RETRY_SOON = "1";

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final Occurrences occurrences;
    private final Semaphore room;
    private final Semaphore lists;

    /** @param room for whatever is worked on at a time */
    Responder(Occurrences occurrences, Semaphore room, Limits limits) {
        this.occurrences = occurrences;
        this.room = room;
        this.lists = new Semaphore(limits.large().lists());
    }

    /**
     * Answers a request that has changed nothing.
     *
     * @throws IOException when the first piece of a body that is made while it is sent can't be made
     * @throws ProblemException when enough of these are being sent
     */
    void answer(Context ctx, RequestLine request, Answer plain) throws IOException {
        answer(ctx, request, plain, () -> isHead(ctx) || Holdings.of(ctx.req()).take(lists, 1));
    }

    /**
     * Answers a request that was let in as one of few, and may have changed something: it is not refused any more.
     *
     * @throws IOException when the first piece of a body that is made while it is sent can't be made
     */
    void answerInTurn(Context ctx, RequestLine request, Answer plain) throws IOException {
        answer(ctx, request, plain, () -> true);
    }

    private void answer(Context ctx, RequestLine request, Answer plain, BooleanSupplier mayBeLong) throws IOException {
        Answer answer = plain.below(ctx.contextPath());
        if (answer.stream().isEmpty()) {
            send(ctx, answer);
            return;
        }
        Streaming streaming =
                new Streaming(ctx, answer.stream().get(), room, failure -> logAfterTheHead(request, failure));
        streaming.makeFirst(answer.wholeUpTo());
        if (streaming.isWhole()) {
            send(ctx, answer.whole(streaming.made()));
        } else if (!mayBeLong.getAsBoolean()) {
            throw new ProblemException(Problem.of(ProblemType.UNAVAILABLE, "The server has enough long lists to send.")
                    .withHeader(RETRY_AFTER, RETRY_SOON));
        } else {
            stream(ctx, answer, streaming);
        }
    }

    private void logAfterTheHead(RequestLine request, Throwable failure) {
        record(problemOf(failure), request + " (answer cut off)", failure);
    }

    void problem(Context ctx, RequestLine request, Throwable thrown) {
        if (LongWait.isGone(ctx)) {
            LOG.debug("A request failed whose client is gone", thrown);
            return;
        }
        Problem problem = problemOf(thrown);
        send(ctx, Answer.of(problem, record(problem, request.toString(), thrown)));
    }

    /** What is expected to happen needs no stack trace. */
    private String record(Problem problem, String request, Throwable thrown) {
        boolean expected = thrown instanceof ProblemException || thrown instanceof InvalidBodyException;
        return expected ? occurrences.record(problem, request) : occurrences.record(problem, request, thrown);
    }

    private static Problem problemOf(Throwable thrown) {
        if (thrown instanceof ProblemException known) {
            return known.problem();
        }
        if (thrown instanceof InvalidBodyException invalid) {
            return Problem.invalid(invalid.violations());
        }
        if (thrown instanceof StorageUnavailableException unavailable) {
            String outcome = unavailable.isOutcomeUnknown()
                    ? "The storage became unavailable while the change was being made; whether it was stored is unknown."
                    : "The storage is unavailable; nothing was stored.";
            return Problem.of(ProblemType.UNAVAILABLE, outcome).withHeader(RETRY_AFTER, RETRY_SOON);
        }
        return Problem.of(ProblemType.INTERNAL, "The server failed to handle the request; its log says why.");
    }

    private static void send(Context ctx, Answer answer) {
        HttpServletResponse response = ctx.res();
        if (LongWait.isGone(ctx) || response.isCommitted()) {
            return;
        }
        boolean mounted = Mount.isServing(ctx);
        begin(ctx, answer);
        boolean withoutBody = isHead(ctx);
        byte[] body = answer.body();
        try {
            if (!withoutBody && body.length > BUFFER) {
                // Nobody can change it any more: it is sent before anybody else's handlers run.
                response.setContentLength(body.length);
                LongWait.until(ctx, () -> new Writing(response, body).done());
                return;
            }
            answer.writeBody(response, withoutBody);
            if (mounted) {
                Seal.on(ctx, answer);
            }
        } catch (IOException clientIsGone) {
            LOG.debug("An answer could not be sent", clientIsGone);
        }
    }

    private static void stream(Context ctx, Answer answer, Streaming streaming) {
        HttpServletResponse response = ctx.res();
        if (LongWait.isGone(ctx) || response.isCommitted()) {
            return;
        }
        begin(ctx, answer);
        if (isHead(ctx)) {
            // How long it would be, nobody knows.
            finish(ctx);
            return;
        }
        RequestMarker.allowLong(ctx.req());
        LongWait.until(ctx, streaming::done);
    }

    private static void finish(Context ctx) {
        try {
            ctx.res().flushBuffer();
        } catch (IOException clientIsGone) {
            LOG.debug("An answer could not be sent", clientIsGone);
        }
    }

    private static void begin(Context ctx, Answer answer) {
        if (Mount.isServing(ctx)) {
            Seal.clear(ctx.res());
        } else {
            ctx.res().resetBuffer();
        }
        answer.writeHead(ctx.res());
    }

    private static boolean isHead(Context ctx) {
        return ctx.req().getMethod().equals("HEAD");
    }

    /** Writes as much as the connection takes whenever it takes more. */
    private static final class Writing implements WriteListener {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final byte[] body;
        private final HttpServletResponse response;
        private int written;

        Writing(HttpServletResponse response, byte[] body) {
            this.response = response;
            this.body = body;
        }

        CompletableFuture<Void> done() {
            try {
                response.getOutputStream().setWriteListener(this);
            } catch (IOException clientIsGone) {
                onError(clientIsGone);
            }
            return done;
        }

        @Override
        public void onWritePossible() throws IOException {
            ServletOutputStream out = response.getOutputStream();
            while (out.isReady()) {
                if (written == body.length) {
                    done.complete(null);
                    return;
                }
                int length = Math.min(BUFFER, body.length - written);
                written += length;
                out.write(body, written - length, length);
            }
        }

        @Override
        public void onError(Throwable clientIsGone) {
            LOG.debug("An answer could not be sent", clientIsGone);
            done.complete(null);
        }
    }
}
