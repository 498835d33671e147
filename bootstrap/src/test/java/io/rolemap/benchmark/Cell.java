package io.rolemap.benchmark;

/** What was measured for one kind of request at one number of connections. */
record Cell(
        String label,
        int connections,
        Pairs perSecond,
        Pairs cpuMicros,
        Pairs median,
        Latencies product,
        Latencies baseline) {

    private static final double MEDIAN = 0.5;

    static Cell empty(String label, int connections) {
        return new Cell(label, connections, new Pairs(), new Pairs(), new Pairs(), new Latencies(), new Latencies());
    }

    void add(Round productRound, Round baselineRound) {
        perSecond.add(productRound.perSecond(), baselineRound.perSecond());
        cpuMicros.add(productRound.cpuMicrosEach(), baselineRound.cpuMicrosEach());
        median.add(medianOf(productRound), medianOf(baselineRound));
        product.addAll(productRound.latencies());
        baseline.addAll(baselineRound.latencies());
    }

    private static double medianOf(Round round) {
        return round.latencies().percentile(MEDIAN).toNanos();
    }
}
