package io.rolemap.adapters.http.shared.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes what a client is still sending when it has been answered already, for a while, before the connection is closed (RFC
 * 9112, section 9.6): whoever meets a closed connection while writing may never read the answer. No thread waits for it.
 */
final class LingeringClose extends Handler.Wrapper {

    private static final long MOST_BYTES = Limits.MAX_LARGE_BODY;
    private static final int PORTION = 8 * 1024;

    private final Duration longest;

    LingeringClose(Duration longest) {
        this.longest = longest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, new AfterTheAnswer(request, callback));
    }

    private final class AfterTheAnswer extends Callback.Nested {
        private final Request request;

        AfterTheAnswer(Request request, Callback callback) {
            super(callback);
            this.request = request;
        }

        @Override
        public void succeeded() {
            if (isReadToItsEnd()) {
                super.succeeded();
            } else {
                new Rest(request, super::succeeded).take();
            }
        }

        private boolean isReadToItsEnd() {
            for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
                boolean last = chunk.isLast();
                chunk.release();
                if (last) {
                    return !Content.Chunk.isFailure(chunk);
                }
            }
            return false;
        }
    }

    /** Bytes of a request that nobody reads as one any more: Jetty has given it up, and closes the connection. */
    private final class Rest implements Callback {
        private final EndPoint client;
        private final Runnable done;
        private final Scheduler.Task limit;
        private final AtomicBoolean finished = new AtomicBoolean();
        private final ByteBuffer portion = BufferUtil.allocate(PORTION);
        private long taken;

        Rest(Request request, Runnable done) {
            this.client = request.getConnectionMetaData().getConnection().getEndPoint();
            this.done = done;
            this.limit = request.getComponents()
                    .getScheduler()
                    .schedule(client::close, longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        void take() {
            try {
                int length = client.fill(portion);
                while (length > 0 && taken <= MOST_BYTES) {
                    taken += length;
                    BufferUtil.clear(portion);
                    length = client.fill(portion);
                }
                if (length != 0 || !client.tryFillInterested(this)) {
                    finish();
                }
            } catch (IOException clientIsGone) {
                finish();
            }
        }

        @Override
        public void succeeded() {
            take();
        }

        @Override
        public void failed(Throwable closed) {
            finish();
        }

        private void finish() {
            if (finished.compareAndSet(false, true)) {
                limit.cancel();
                client.close();
                done.run();
            }
        }
    }
}
