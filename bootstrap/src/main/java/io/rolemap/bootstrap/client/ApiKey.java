package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The key that is presented. Nothing but {@link #reveal()} shows it. */
final class ApiKey {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
    private static final int MAX_BYTES = 64 * 1024;

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** @param source where it comes from, for the message when it can't be one */
    static ApiKey of(String text, String source) {
        if (!VISIBLE_ASCII.matcher(text).matches()) {
            throw unusable(source + " must be visible ASCII characters only, without spaces and line breaks.");
        }
        return new ApiKey(text);
    }

    /** The file's content without the line break at its end. What goes wrong is said without the path, which may be a key. */
    static ApiKey ofFile(String path, String source) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                String content = new String(bytes, StandardCharsets.UTF_8);
                return of(content.replaceFirst("\\r?\\n\\z", ""), "The content of the file that " + source + " names");
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw unusable(source + " names a file that can't be read; check the path and your permissions.");
        }
        throw unusable(source + " names a file of more than 64 KiB, which can't be right; check the path.");
    }

    private static Failure unusable(String message) {
        return Failure.of(ExitStatus.CONFIGURATION, message);
    }

    String reveal() {
        return text;
    }

    /** Shows nothing of the key, its length included. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
