package io.rolemap.benchmark;

import java.time.Duration;

/**
 * What one server did in one stretch of time.
 *
 * @param cpu the processor time that the server's process took meanwhile
 */
record Round(Duration elapsed, Duration cpu, Latencies latencies) {

    double perSecond() {
        return latencies.count() * 1e9 / elapsed.toNanos();
    }

    /** Less dependent on what else the machine does than the throughput. */
    double cpuMicrosEach() {
        return cpu.toNanos() / 1e3 / latencies.count();
    }
}
