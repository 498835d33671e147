package io.rolemap.benchmark;

import java.time.Duration;

/** What one server did in one stretch of time. */
record Round(Duration elapsed, Latencies latencies) {

    double perSecond() {
        return latencies.count() * 1e9 / elapsed.toNanos();
    }
}
