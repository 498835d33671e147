package io.rolemap.benchmark;

/** What was measured for one operation at one number of connections. */
record Cell(Operation operation, int connections, Pairs perSecond, Latencies product, Latencies baseline) {}
