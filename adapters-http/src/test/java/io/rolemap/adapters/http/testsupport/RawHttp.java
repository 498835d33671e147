package io.rolemap.adapters.http.testsupport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One connection, on which a test writes bytes of its own. */
public final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int DRIP_MILLIS = 20;
    private static final int SMALL_BUFFER = 4096;
    private static final int MOST_DRIPS = 1_500;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    public static RawHttp connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawHttp(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A connection that holds little of what the server sends as long as nobody reads it. */
    public static RawHttp connectHardOfHearing(int port) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RawHttp(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends one request on a connection of its own; what comes back is all the server sends until it closes. */
    public static List<Answer> exchange(int port, String request) {
        try (RawHttp connection = connect(port)) {
            return connection.send(request).answersUntilClosed();
        }
    }

    /** Writes characters as bytes (ISO 8859-1). */
    public RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Says that nothing more will be sent. */
    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next answer; the connection may stay open. */
    public Answer answer() {
        try {
            return readAnswer(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until the server has said something; reads its first byte and no more. */
    public int awaitInput() {
        try {
            int first = socket.getInputStream().read();
            if (first < 0) {
                throw new AssertionError("The server closed the connection");
            }
            return first;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The answer whose first byte was read already. */
    public Answer answerAfter(int first) {
        try {
            return readAnswer(new SequenceInputStream(
                    new ByteArrayInputStream(new byte[] {(byte) first}), socket.getInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that comes until the server closes the connection, as it comes (ISO 8859-1). */
    public String textUntilClosed() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            // What was said before counts.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends a piece again and again, as often as the server has nothing to say, until it closes the connection. */
    public List<Answer> dripUntilClosed(String piece) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout(DRIP_MILLIS);
            for (int sent = 0; sent < MOST_DRIPS; sent++) {
                try {
                    int b = socket.getInputStream().read();
                    if (b < 0) {
                        return parse(all.toByteArray());
                    }
                    all.write(b);
                } catch (SocketTimeoutException nothingSaid) {
                    send(piece);
                }
            }
            throw new AssertionError("The server took " + MOST_DRIPS + " pieces and did not mind");
        } catch (IOException | UncheckedIOException reset) {
            return parse(all.toByteArray());
        }
    }

    /** Sends a piece again and again and reads nothing, until the server has closed the connection. */
    public void sendUntilClosed(String piece) {
        for (int sent = 0; sent < MOST_DRIPS; sent++) {
            try {
                send(piece);
            } catch (UncheckedIOException closed) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DRIP_MILLIS));
        }
        throw new AssertionError("The server took " + MOST_DRIPS + " pieces and did not mind");
    }

    /** All answers that come until the server closes the connection. */
    public List<Answer> answersUntilClosed() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            // A server that closes with unread bytes resets the connection; what it said before counts.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return parse(all.toByteArray());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Answer> parse(byte[] all) {
        List<Answer> answers = new ArrayList<>();
        try {
            InputStream in = new ByteArrayInputStream(all);
            while (in.available() > 0) {
                answers.add(readAnswer(in));
            }
            return answers;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Answer readAnswer(InputStream in) throws IOException {
        String statusLine = readLine(in);
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new AssertionError("No answer: '" + statusLine + "'");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            return new Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, readChunks(in));
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new AssertionError("Cut off: " + new String(body, StandardCharsets.UTF_8));
        }
        return new Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, body);
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(in); size > 0; size = readChunkSize(in)) {
            byte[] chunk = in.readNBytes(size);
            body.write(chunk);
            if (chunk.length < size || !readLine(in).isEmpty()) {
                throw new AssertionError("Cut off: " + body.toString(StandardCharsets.UTF_8));
            }
        }
        if (!readLine(in).isEmpty()) {
            throw new AssertionError("Trailers are not understood here");
        }
        return body.toByteArray();
    }

    private static int readChunkSize(InputStream in) throws IOException {
        return Integer.parseInt(readLine(in), 16);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new AssertionError("The connection was closed after '" + line + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
