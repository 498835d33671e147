package io.rolemap.adapters.http.shared.edge;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Components;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body that is made while it is sent: the next portion is made when the connection has taken the one before, so that
 * a client that reads slowly keeps no thread. It does keep memory until it has read all: a portion, and whatever the body itself
 * keeps to be made of, which is a page for a list that is read page by page, and all of it for what was there as a whole. That is
 * why few of these are sent at a time. Making a portion counts as work on a request. For one request, and one thread at a time.
 */
final class Streaming implements WriteListener {

    private static final int RETRY_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Context ctx;
    private final JsonStream body;
    private final Semaphore room;
    private final Consumer<Throwable> log;
    private final Portion portion = new Portion();
    private final JsonGenerator json = Json.to(portion);
    private boolean more = true;
    private boolean sent;

    /**
     * @param room is needed to make whatever follows the first portion
     * @param log is told what fails when the client can't be told any more
     */
    Streaming(Context ctx, JsonStream body, Semaphore room, Consumer<Throwable> log) {
        this.ctx = ctx;
        this.body = body;
        this.room = room;
        this.log = log;
    }

    /** Makes the first portion: more than so many bytes, unless it is the only one. */
    void makeFirst(int bytes) throws IOException {
        makeMoreThan(bytes);
    }

    /** Makes a further portion: more than a buffer full, unless it is the last one. */
    private void makeNext() throws IOException {
        makeMoreThan(Responder.BUFFER);
    }

    private void makeMoreThan(int bytes) throws IOException {
        portion.reset();
        while (more && portion.size() + json.getOutputBuffered() <= bytes) {
            more = body.writeNext(json);
        }
        if (more) {
            json.flush();
        } else {
            json.close();
        }
        sent = false;
    }

    /** Whether what was made first is all there is. */
    boolean isWhole() {
        return !more;
    }

    /** The portion that was made last. */
    byte[] made() {
        return portion.toByteArray();
    }

    /** Begins to send. The request must be in asynchronous mode. Completes when everything is sent, or nothing more can be. */
    CompletableFuture<Void> done() {
        try {
            ctx.res().getOutputStream().setWriteListener(this);
        } catch (IOException clientIsGone) {
            onError(clientIsGone);
        }
        return done;
    }

    @Override
    public void onWritePossible() throws IOException {
        ServletOutputStream out = ctx.res().getOutputStream();
        while (!done.isDone() && out.isReady()) {
            if (!sent) {
                sent = true;
                out.write(portion.array(), 0, portion.size());
            } else if (!more) {
                done.complete(null);
            } else if (room.tryAcquire()) {
                makeNextOrCut();
            } else {
                goOnLater();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable clientIsGone) {
        LOG.debug("An answer could not be sent", clientIsGone);
        done.complete(null);
    }

    private void makeNextOrCut() {
        try {
            makeNext();
        } catch (Throwable failure) {
            log.accept(failure);
            // Before it is done: or the end of what was sent would look like the end of all.
            request().getServletChannel().abort(failure);
            done.complete(null);
        } finally {
            room.release();
        }
    }

    private void goOnLater() {
        Components jetty = request().getComponents();
        jetty.getScheduler()
                .schedule(() -> jetty.getExecutor().execute(this::goOn), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** While this waited for room nobody watched the client: the request may have ended, and with it what is behind it. */
    private void goOn() {
        if (LongWait.isGone(ctx)) {
            return;
        }
        try {
            onWritePossible();
        } catch (IOException | RuntimeException clientIsGone) {
            onError(clientIsGone);
        }
    }

    private ServletContextRequest request() {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    /** Is written to the connection as it is: nothing is made before the connection has taken all of it. */
    private static final class Portion extends ByteArrayOutputStream {

        /** Enough for most of what turns out to be short. */
        private static final int USUAL_SIZE = 2 * 1024;

        Portion() {
            super(USUAL_SIZE);
        }

        byte[] array() {
            return buf;
        }
    }
}
