package io.rolemap.benchmark;

/** What was measured for one operation at one number of connections. */
record Cell(
        Operation operation, int connections, Pairs perSecond, Pairs cpuMicros, Latencies product, Latencies baseline) {

    static Cell empty(Operation operation, int connections) {
        return new Cell(operation, connections, new Pairs(), new Pairs(), new Latencies(), new Latencies());
    }

    void add(Round productRound, Round baselineRound) {
        perSecond.add(productRound.perSecond(), baselineRound.perSecond());
        cpuMicros.add(productRound.cpuMicrosEach(), baselineRound.cpuMicrosEach());
        product.addAll(productRound.latencies());
        baseline.addAll(baselineRound.latencies());
    }
}
