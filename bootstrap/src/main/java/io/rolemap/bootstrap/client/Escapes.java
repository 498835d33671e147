package io.rolemap.bootstrap.client;

import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Writes text in double quotes, or makes it fit for a terminal, so that what is read is what is there: whatever moves the
 * cursor, reorders the line, shows nothing or looks like something else is written as its code. Nothing is lost by it: the
 * quoted forms are read back code point for code point by a parser of JSON (RFC 8259) and YAML 1.2.
 */
final class Escapes {

    private static final int FIRST_SUPPLEMENTARY = 0x1_0000;

    private Escapes() {}

    /** As a string of JSON, the quotes included; the same on every JVM. */
    static String json(String text) {
        return quoted(text, Escapes::isOdd, false);
    }

    /** As a double-quoted scalar of YAML on one line, the quotes included; the same on every JVM. */
    static String yaml(String text) {
        return quoted(text, Escapes::isOdd, true);
    }

    /**
     * In double quotes, for a person.
     *
     * @param encoder of the output; what it has no bytes for is written as its code too
     */
    static String quoted(String text, Optional<CharsetEncoder> encoder) {
        return quoted(text, suspiciousIn(text).or(unencodable(encoder)), true);
    }

    /** Without quotes and with quotes and backslashes as they are: for sentences and cells of a table. */
    static String plain(String text, Optional<CharsetEncoder> encoder) {
        IntPredicate suspicious = suspiciousIn(text).or(unencodable(encoder));
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (suspicious.test(codePoint)) {
                appendCode(escaped, codePoint, true);
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.toString();
    }

    private static String quoted(String text, IntPredicate suspicious, boolean wide) {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '"' || codePoint == '\\') {
                escaped.append('\\').appendCodePoint(codePoint);
            } else if (suspicious.test(codePoint)) {
                appendCode(escaped, codePoint, wide);
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.append('"').toString();
    }

    private static void appendCode(StringBuilder escaped, int codePoint, boolean wide) {
        switch (codePoint) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (codePoint < FIRST_SUPPLEMENTARY) {
                    escaped.append(String.format("\\u%04x", codePoint));
                } else if (wide) {
                    escaped.append(String.format("\\U%08x", codePoint));
                } else {
                    for (char half : Character.toChars(codePoint)) {
                        escaped.append(String.format("\\u%04x", (int) half));
                    }
                }
            }
        }
    }

    private static IntPredicate suspiciousIn(String text) {
        // Composed and decomposed forms of one word look the same and are two groups: the codes show which it is. Not
        // only marks are composed, and some characters are never left by it (the Kelvin sign, CJK compatibility).
        boolean composed = Normalizer.isNormalized(text, Normalizer.Form.NFC);
        return codePoint -> isOdd(codePoint) || (codePoint >= 0x7f && (!composed || hasNoShape(codePoint)));
    }

    private static boolean hasNoShape(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * Control characters, other spaces than the usual one, line separators, marks of direction, what is drawn as nothing,
     * surrogates, noncharacters. By ranges, since the JVM's tables of characters change with its version.
     */
    private static boolean isOdd(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint < ' ';
        }
        return codePoint <= 0xa0
                || codePoint == 0xad
                || codePoint == 0x034f
                || codePoint == 0x061c
                || isIn(codePoint, 0x115f, 0x1160)
                || codePoint == 0x1680
                || isIn(codePoint, 0x17b4, 0x17b5)
                || isIn(codePoint, 0x180b, 0x180f)
                || isIn(codePoint, 0x2000, 0x200f)
                || isIn(codePoint, 0x2028, 0x202f)
                || isIn(codePoint, 0x205f, 0x206f)
                || codePoint == 0x2800
                || codePoint == 0x3000
                || codePoint == 0x3164
                || isIn(codePoint, 0xd800, 0xdfff)
                || isIn(codePoint, 0xfe00, 0xfe0f)
                || codePoint == 0xfeff
                || codePoint == 0xffa0
                || isIn(codePoint, 0xfff0, 0xfffb)
                || isIn(codePoint, 0x1_d173, 0x1_d17a)
                || isIn(codePoint, 0xe_0000, 0xe_0fff)
                || (codePoint & 0xfffe) == 0xfffe;
    }

    private static boolean isIn(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    private static IntPredicate unencodable(Optional<CharsetEncoder> encoder) {
        return codePoint ->
                codePoint >= 0x7f && encoder.isPresent() && !encoder.get().canEncode(Character.toString(codePoint));
    }
}
