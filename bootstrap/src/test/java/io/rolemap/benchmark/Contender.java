package io.rolemap.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server that can be started again and again on one database, and what is asked of it. */
interface Contender {

    String name();

    /** Starts it with these options of the Java virtual machine, writing what it prints to this file. */
    ServerProcess start(List<String> jvmOptions, Path log) throws IOException;

    /** Lays what reads and duplicates need, and returns the requests. The server on this port must be this one. */
    Map<Operation, Workload> workloads(int port) throws IOException;

    /** Lays what a whole set needs, and returns it, empty. The server on this port must be this one. */
    WholeSet wholeSet(int port) throws IOException;
}
