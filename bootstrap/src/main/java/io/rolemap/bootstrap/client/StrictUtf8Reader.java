package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads text of limited length and refuses bytes that are not UTF-8, naming their line. A byte order mark at the very
 * beginning, which some editors put there, is no part of the text.
 */
final class StrictUtf8Reader extends Reader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final long maxBytes;
    private final LongConsumer progress;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).flip();
    private final CharBuffer chars = CharBuffer.allocate(16 * 1024).flip();
    private boolean begun;
    private boolean ended;
    private long total;
    private long line = 1;

    /** @param progress is told how many bytes were read so far */
    StrictUtf8Reader(InputStream in, long maxBytes, LongConsumer progress) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.progress = progress;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !decode()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    /** Whether there was any text left. */
    private boolean decode() throws IOException {
        while (true) {
            chars.clear();
            CoderResult result = decoder.decode(bytes, chars, ended);
            chars.flip();
            skipByteOrderMark();
            if (chars.hasRemaining()) {
                countLines();
                return true;
            }
            if (result.isError()) {
                throw BadFile.at(line, "is not valid UTF-8");
            }
            if (ended) {
                return false;
            }
            fill();
        }
    }

    private void skipByteOrderMark() {
        if (!begun && chars.hasRemaining()) {
            begun = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }

    private void countLines() {
        for (int i = chars.position(); i < chars.limit(); i++) {
            if (chars.get(i) == '\n') {
                line++;
            }
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count > 0) {
            bytes.position(bytes.position() + count);
            total += count;
            if (total > maxBytes) {
                throw BadFile.whole("is larger than " + maxBytes / (1024 * 1024) + " MiB");
            }
            progress.accept(total);
        } else {
            ended = true;
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
