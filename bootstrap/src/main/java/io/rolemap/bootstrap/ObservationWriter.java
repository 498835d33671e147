package io.rolemap.bootstrap;

import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the groups that people came with stored every few seconds, on a thread of its own, and a backlog sooner; but for no more
 * than a twentieth of the time as long as the storage answers within seconds, so that it is there for those who want an
 * answer. A fault costs what was to be stored then; the next round goes on. Safe for use by many threads.
 */
final class ObservationWriter {

    /** After everything was stored. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** As many times as long as it stored it rests. */
    private static final int REST = 19;

    /** After a storage that hung: it may be well again. */
    static final Duration LONGEST_REST = Duration.ofMinutes(1);

    /** Enough for all that can be waiting. */
    static final int MOST_AT_THE_STOP = StoreObservedGroups.MAX_REMEMBERED / StoreObservedGroups.MAX_STORED;

    private static final Logger LOG = LoggerFactory.getLogger(ObservationWriter.class);

    private final StoreObservedGroups observed;
    private final Duration pause;
    private final Thread thread = new Thread(this::run, "observed-groups");
    private boolean stopping;
    private volatile boolean abandoned;
    private boolean failing;

    private ObservationWriter(StoreObservedGroups observed, Duration pause) {
        this.observed = observed;
        this.pause = pause;
    }

    /**
     * Starts it.
     *
     * @param observed called by one thread at a time
     * @param pause at least, after everything was stored
     */
    static ObservationWriter start(StoreObservedGroups observed, Duration pause) {
        ObservationWriter writer = new ObservationWriter(observed, pause);
        writer.thread.setDaemon(true);
        writer.thread.start();
        return writer;
    }

    /**
     * Has everything stored that is left, and returns when that is done or {@code grace} is over, whichever is first. Nothing
     * is begun afterwards. To stop again does nothing.
     */
    void stop(Duration grace) {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, grace.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // It is not interrupted: an embedded database closes its file under a thread to which that happens.
        if (thread.isAlive() && !abandoned) {
            abandoned = true;
            LOG.warn("The server stopped before all groups that people came with were stored");
        }
    }

    private void run() {
        Duration rest;
        do {
            long start = System.nanoTime();
            boolean more = store();
            rest = restAfter(Duration.ofNanos(System.nanoTime() - start), more, pause);
        } while (isOver(rest));
        boolean more = true;
        for (int i = 0; i < MOST_AT_THE_STOP && more; i++) {
            more = store();
        }
    }

    /**
     * {@return how long to rest}
     *
     * @param took to store
     * @param more whether something is waiting
     * @param pause at least, where nothing is
     */
    static Duration restAfter(Duration took, boolean more, Duration pause) {
        Duration fair = min(took.multipliedBy(REST), LONGEST_REST);
        return more || fair.compareTo(pause) > 0 ? fair : pause;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Waits for it; false when it is stopped instead. */
    private synchronized boolean isOver(Duration rest) {
        long end = System.nanoTime() + rest.toNanos();
        try {
            for (long left = rest.toNanos(); left > 0 && !stopping; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException nobodyDoes) {
            return false;
        }
        return !stopping;
    }

    /** {@return whether more is waiting; false after a fault too} */
    private boolean store() {
        if (abandoned) {
            return false;
        }
        try {
            boolean more = observed.store();
            recovered();
            return more;
        } catch (RuntimeException fault) {
            failed(fault);
            return false;
        } catch (Error fatal) {
            LOG.error("The groups that people come with are not stored any more", fatal);
            throw fatal;
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The groups that people come with are stored again");
        }
    }

    /** Told once, since it is the same every few seconds for as long as the database is away. */
    private void failed(RuntimeException fault) {
        if (failing || abandoned) {
            return;
        }
        failing = true;
        if (fault instanceof StorageUnavailableException) {
            Throwable reason = fault.getCause() == null ? fault : fault.getCause();
            LOG.warn(
                    "The groups that people come with can't be stored, and are lost meanwhile: {}",
                    reason.getMessage());
            LOG.debug("The cause", fault);
        } else {
            LOG.error("The groups that people come with can't be stored because of a fault", fault);
        }
    }
}
