package io.rolemap.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/** Short rounds that alternate between two servers, so that a change of the machine's mood meets both. */
final class Alternation {

    /** Connections that servers are warmed up by. */
    private static final int WARMING = 8;

    private static final Duration SETTLING = Duration.ofMillis(300);

    private final Duration round;

    Alternation(Duration round) {
        this.round = round;
    }

    /** Until the compiler has seen enough: a count, because a busy machine gets through less in the same time. */
    void warmUp(ServerProcess server, Collection<Workload> loads, long requests) throws IOException {
        try (LoadClient client = LoadClient.connect(server, WARMING)) {
            for (Workload load : loads) {
                long sent = 0;
                while (sent < requests) {
                    sent += client.drive(load, SETTLING).latencies().count();
                }
            }
        }
    }

    /** Adds so many pairs of rounds to the cell. */
    void measure(
            LoadClient productClient,
            Workload productLoad,
            LoadClient baselineClient,
            Workload baselineLoad,
            int pairs,
            Cell cell)
            throws IOException {
        productClient.drive(productLoad, SETTLING);
        baselineClient.drive(baselineLoad, SETTLING);
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                Round productRound = productClient.drive(productLoad, round);
                cell.add(productRound, baselineClient.drive(baselineLoad, round));
            } else {
                Round baselineRound = baselineClient.drive(baselineLoad, round);
                cell.add(productClient.drive(productLoad, round), baselineRound);
            }
        }
    }
}
