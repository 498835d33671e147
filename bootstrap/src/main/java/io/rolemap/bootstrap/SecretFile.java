package io.rolemap.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a secret from a file. What goes wrong is said without the path, which may be a secret put there by mistake. */
final class SecretFile {

    static final int MAX_BYTES = 64 * 1024;

    private SecretFile() {}

    /** Why a file gave no secret: {@link #getMessage()} is the rest of a sentence that begins with the variable. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** The file's content without the line break that editors and {@code echo} put at its end. */
    static String read(String path) throws UnusableException {
        byte[] bytes = bytesOf(path);
        if (bytes.length > MAX_BYTES) {
            throw new UnusableException("names a file of more than 64 KiB, which can't be right; check the path.");
        }
        try {
            return withoutFinalLineBreak(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new UnusableException("names a file that is not UTF-8 text; check the path.");
        }
    }

    private static byte[] bytesOf(String path) throws UnusableException {
        // One byte more than is allowed, so that a device that never ends is noticed as a file that is too long.
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException | InvalidPathException unreadable) {
            throw new UnusableException(
                    "names a file that can't be read; check the path and the permissions of this user.");
        }
    }

    private static String withoutFinalLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
