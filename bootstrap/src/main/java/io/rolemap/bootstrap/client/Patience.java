package io.rolemap.bootstrap.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A stream from a socket that breaks when nothing has come for too long; the client's own time limit ends with the head. */
final class Patience extends FilterInputStream {

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "patience");
        thread.setDaemon(true);
        return thread;
    });
    private final long nanos;
    private volatile boolean lost;

    Patience(InputStream in, Duration patience) {
        super(in);
        this.nanos = patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ScheduledFuture<?> end = watch.schedule(this::giveUp, nanos, TimeUnit.NANOSECONDS);
        try {
            int count = super.read(target, offset, length);
            if (lost) {
                throw new IOException("nothing came any more");
            }
            return count;
        } finally {
            end.cancel(false);
        }
    }

    private void giveUp() {
        lost = true;
        try {
            in.close();
        } catch (IOException closed) {
            // The reader is told by its own exception.
            lost = true;
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
