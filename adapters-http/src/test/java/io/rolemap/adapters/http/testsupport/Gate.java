package io.rolemap.adapters.http.testsupport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds threads until a test lets them go. */
public final class Gate {

    private static final int MOST_SECONDS = 30;

    private final CountDownLatch arrivals;
    private final CountDownLatch open = new CountDownLatch(1);

    public Gate(int expected) {
        arrivals = new CountDownLatch(expected);
    }

    /** Waits until the gate is opened. */
    public void pass() {
        arrivals.countDown();
        await(open);
    }

    /** Waits until as many threads stand before the gate as were expected. */
    public void awaitArrivals() {
        await(arrivals);
    }

    public void open() {
        open.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing happened for " + MOST_SECONDS + " seconds");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
