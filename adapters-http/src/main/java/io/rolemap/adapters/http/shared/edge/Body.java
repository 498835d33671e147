package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.MalformedJsonException;
import io.rolemap.adapters.http.shared.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The bytes of a body, as they arrive. They are kept in portions of one size, whatever the pieces in which they were sent, and
 * let go of portion by portion when they are read. For one thread at a time.
 */
final class Body {

    private static final int PORTION = 8 * 1024;

    private final Deque<byte[]> full = new ArrayDeque<>();
    private byte[] last;
    private int lengthOfLast;

    private Body(byte[] last, int lengthOfLast) {
        this.last = last;
        this.lengthOfLast = lengthOfLast;
    }

    /** One of which nothing has arrived. */
    static Body empty() {
        return new Body(new byte[PORTION], 0);
    }

    /** One that is all there. */
    static Body of(byte[] bytes) {
        return new Body(bytes, bytes.length);
    }

    /** Reads once, without waiting. Whether there was anything before the end. */
    boolean readOnce(InputStream in) throws IOException {
        if (lengthOfLast == last.length) {
            full.add(last);
            last = new byte[PORTION];
            lengthOfLast = 0;
        }
        int length = in.read(last, lengthOfLast, last.length - lengthOfLast);
        lengthOfLast += Math.max(length, 0);
        return length >= 0;
    }

    /** How many bytes have arrived. */
    int length() {
        return full.size() * PORTION + lengthOfLast;
    }

    /** What they spell. To be called once: they are gone afterwards. */
    JsonValue parse() throws MalformedJsonException {
        if (full.isEmpty()) {
            return StrictJson.parse(lengthOfLast == last.length ? last : Arrays.copyOf(last, lengthOfLast));
        }
        InputStream end = new ByteArrayInputStream(last, 0, lengthOfLast);
        return StrictJson.parse(new Portions(full, end));
    }

    /** Gives up each portion when it is its turn. */
    private static final class Portions extends InputStream {
        private final Deque<byte[]> full;
        private final InputStream end;
        private InputStream current = InputStream.nullInputStream();

        Portions(Deque<byte[]> full, InputStream end) {
            this.full = full;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = current.read(target, offset, length);
            while (read < 0 && current != end) {
                current = full.isEmpty() ? end : new ByteArrayInputStream(full.remove());
                read = current.read(target, offset, length);
            }
            return read;
        }
    }
}
