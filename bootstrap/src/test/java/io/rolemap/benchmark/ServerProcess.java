package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server in a process of its own, started and ready. Closing it kills it. */
final class ServerProcess implements AutoCloseable {

    private static final String READY_PATH = "/health/ready";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    private final Process process;
    private final Thread killer;
    private final Path log;
    private final int port;
    private final Duration startToReady;

    private ServerProcess(List<String> command, Map<String, String> environment, Path log, int port)
            throws IOException {
        this.log = log;
        this.port = port;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ROLEMAP_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        process = builder.start();
        killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            awaitReady(start + START_LIMIT.toNanos());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        startToReady = Duration.ofNanos(System.nanoTime() - start);
    }

    /** Starts the command and returns once the server on this port says that it is ready. */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path log, int port)
            throws IOException {
        return new ServerProcess(command, environment, log, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** From the start of the process to its first answer that says so. */
    Duration startToReady() {
        return startToReady;
    }

    /** Processor time of the process so far; zero where the system does not tell. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in bytes; empty where the system has no {@code /proc}. */
    OptionalLong residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status, ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        }
    }

    /** Asks the server to end and waits until it has, so that it can write what it writes at its end. */
    void stop() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running " + STOP_LIMIT.toSeconds() + " s after SIGTERM");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitReady(long deadline) throws IOException {
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the server ended with status " + process.exitValue() + ":\n" + output());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready within " + START_LIMIT.toSeconds() + " s:\n" + output());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + READY_PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(12), ISO_8859_1).equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String output() throws IOException {
        return Files.readString(log);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
