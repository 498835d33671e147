package io.rolemap.adapters.jdbc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a server on the loopback interface, and counts how often the client spoke after the server
 * had: its round trips, whatever the protocol, as long as a request fits into one packet. It can lose an answer too. One
 * connection at a time makes sense.
 */
public final class CountingProxy implements AutoCloseable {

    private enum Speaker {
        CLIENT,
        SERVER
    }

    private final ServerSocket socket;
    private final int serverPort;
    private final AtomicReference<Speaker> last = new AtomicReference<>(Speaker.SERVER);
    private final AtomicInteger roundTrips = new AtomicInteger();

    private final AtomicReference<String> unanswered = new AtomicReference<>("");

    private CountingProxy(ServerSocket socket, int serverPort) {
        this.socket = socket;
        this.serverPort = serverPort;
    }

    /** In front of the server at this port. */
    public static CountingProxy inFrontOf(int serverPort) {
        try {
            CountingProxy proxy =
                    new CountingProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), serverPort);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Where clients connect. */
    public int port() {
        return socket.getLocalPort();
    }

    /** How many there were since the last call. */
    public int takeRoundTrips() {
        return roundTrips.getAndSet(0);
    }

    /** Cuts the connection, once, when the server answers the next request that contains this text. */
    public void loseAnswerTo(String text) {
        unanswered.set(text);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicBoolean cut = new AtomicBoolean();
                daemon(() -> pass(client, server, Speaker.CLIENT, cut));
                daemon(() -> pass(server, client, Speaker.SERVER, cut));
            }
        } catch (IOException closed) {
            // The end of this proxy.
        }
    }

    private void pass(Socket from, Socket to, Speaker speaker, AtomicBoolean cut) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (last.getAndSet(speaker) == Speaker.SERVER && speaker == Speaker.CLIENT) {
                    roundTrips.incrementAndGet();
                }
                if (speaker == Speaker.SERVER && cut.get()) {
                    return;
                }
                if (speaker == Speaker.CLIENT && isToStayUnanswered(buffer, length)) {
                    cut.set(true);
                }
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException closed) {
            // One side has gone, and with it the other.
        }
    }

    private boolean isToStayUnanswered(byte[] buffer, int length) {
        String text = unanswered.get();
        return !text.isEmpty()
                && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(text)
                && unanswered.compareAndSet(text, "");
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "counting-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
