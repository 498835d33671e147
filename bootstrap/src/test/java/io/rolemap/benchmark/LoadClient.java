package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fixed number of kept-alive connections, each of which sends its next request when its last one is answered. One
 * thread and one selector serve them all: server, database and load share the processors, and what the load takes is
 * missing from what is measured.
 *
 * <p>An answer with another status than expected, a closed connection or silence ends the round with an exception: a
 * number that counts failures as answers is worth nothing.
 */
final class LoadClient implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final ServerProcess server;
    private final Selector selector;
    private final List<Wire> wires = new ArrayList<>();

    private LoadClient(ServerProcess server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    static LoadClient connect(ServerProcess server, int connections) throws IOException {
        LoadClient client = new LoadClient(server, Selector.open());
        try {
            for (int i = 0; i < connections; i++) {
                client.wires.add(new Wire(server.port(), client.selector));
            }
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Sends requests for this long, waits for the last answers and returns what was measured. */
    Round drive(Workload workload, Duration duration) throws IOException {
        Latencies latencies = new Latencies();
        Duration cpuBefore = server.cpuTime();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        for (Wire wire : wires) {
            wire.send(workload.nextRequest());
        }
        int open = wires.size();
        long last = start;
        while (open > 0) {
            if (selector.select(SILENCE.toMillis()) == 0) {
                throw new IllegalStateException("no answer within " + SILENCE.toSeconds() + " s");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Wire wire = (Wire) key.attachment();
                int status = wire.receive();
                if (status == Wire.INCOMPLETE) {
                    continue;
                }
                last = System.nanoTime();
                if (status != workload.expectedStatus()) {
                    throw new IllegalStateException("answered " + status + " rather than " + workload.expectedStatus()
                            + ":\n" + wire.lastAnswer());
                }
                latencies.record(last - wire.sentAt());
                if (last < end) {
                    wire.send(workload.nextRequest());
                } else {
                    open--;
                }
            }
            selector.selectedKeys().clear();
        }
        return new Round(Duration.ofNanos(last - start), server.cpuTime().minus(cpuBefore), latencies);
    }

    /** Sends one request and returns the answer as a whole. */
    String ask(Workload workload) throws IOException {
        drive(workload, Duration.ZERO);
        return wires.get(0).lastAnswer();
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        selector.close();
    }

    /** One connection, with at most one request under way. */
    private static final class Wire implements AutoCloseable {

        static final int INCOMPLETE = 0;

        private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(ISO_8859_1);
        private static final int STATUS_AT = "HTTP/1.1 ".length();

        private final SocketChannel channel;
        private final byte[] bytes = new byte[32 * 1024];
        private final ByteBuffer received = ByteBuffer.wrap(bytes);
        private long sentAt;
        private int lastLength;

        Wire(int port, Selector selector) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(ByteBuffer request) throws IOException {
            received.clear();
            sentAt = System.nanoTime();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        long sentAt() {
            return sentAt;
        }

        /** Takes what has arrived. The status of the answer once it is there as a whole. */
        int receive() throws IOException {
            if (channel.read(received) < 0) {
                throw new IllegalStateException(
                        "the server closed the connection after:\n" + textOf(received.position()));
            }
            int headEnd = endOfHead();
            if (headEnd < 0) {
                return INCOMPLETE;
            }
            int length = headEnd + contentLength(headEnd);
            if (received.position() < length) {
                if (!received.hasRemaining()) {
                    throw new IllegalStateException("an answer longer than " + bytes.length + " bytes");
                }
                return INCOMPLETE;
            }
            lastLength = received.position();
            return (bytes[STATUS_AT] - '0') * 100 + (bytes[STATUS_AT + 1] - '0') * 10 + bytes[STATUS_AT + 2] - '0';
        }

        String lastAnswer() {
            return textOf(lastLength);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        private int endOfHead() {
            for (int at = 3; at < received.position(); at++) {
                if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n' && bytes[at - 3] == '\r') {
                    return at + 1;
                }
            }
            return -1;
        }

        private int contentLength(int headEnd) {
            for (int at = 0; at < headEnd - CONTENT_LENGTH.length; at++) {
                if (bytes[at] == '\r' && isContentLength(at)) {
                    return numberAt(at + CONTENT_LENGTH.length);
                }
            }
            throw new IllegalStateException("an answer without Content-Length:\n" + textOf(headEnd));
        }

        private boolean isContentLength(int from) {
            for (int i = 0; i < CONTENT_LENGTH.length; i++) {
                byte octet = bytes[from + i];
                if ((octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet) != CONTENT_LENGTH[i]) {
                    return false;
                }
            }
            return true;
        }

        private int numberAt(int from) {
            int at = from;
            while (bytes[at] == ' ') {
                at++;
            }
            int number = 0;
            while (bytes[at] >= '0' && bytes[at] <= '9') {
                number = number * 10 + bytes[at++] - '0';
            }
            return number;
        }

        private String textOf(int length) {
            return new String(bytes, 0, length, ISO_8859_1);
        }
    }
}
