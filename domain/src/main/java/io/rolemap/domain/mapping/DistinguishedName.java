package io.rolemap.domain.mapping;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads distinguished names (RFC 4514, with the spaces, semicolons, quotes and {@code OID.} that RFC 2253, section 4, lets
 * readers accept), so that one that is written in two ways is known. What values are compared by is for their directory to
 * say: here they keep their case and their spaces.
 */
final class DistinguishedName {

    private static final String ESCAPED = ",+\"\\<>;=";

    private final String text;
    private final UnaryOperator<String> asValue;
    private int at;

    private DistinguishedName(String text, UnaryOperator<String> asValue) {
        this.text = text;
        this.asValue = asValue;
    }

    /** The one way to write this name, whichever way it is written here; empty when the text is no such name. */
    static Optional<String> canonical(String text) {
        return canonical(text, UnaryOperator.identity());
    }

    /**
     * The same with values that something is made of.
     *
     * @param asValue is given each value without its escapes
     */
    static Optional<String> canonical(String text, UnaryOperator<String> asValue) {
        if (text.indexOf('=') < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DistinguishedName(text, asValue).read());
        } catch (NoDistinguishedName anotherText) {
            return Optional.empty();
        }
    }

    private String read() throws NoDistinguishedName {
        List<String> names = new ArrayList<>();
        do {
            names.add(relativeName());
        } while (skip(',') || skip(';'));
        if (at < text.length()) {
            throw new NoDistinguishedName();
        }
        return String.join(",", names);
    }

    /** The order of the parts of one relative name means nothing. */
    private String relativeName() throws NoDistinguishedName {
        List<String> parts = new ArrayList<>();
        do {
            parts.add(attribute());
        } while (skip('+'));
        Collections.sort(parts);
        return String.join("+", parts);
    }

    private String attribute() throws NoDistinguishedName {
        skipSpaces();
        String type = type();
        skipSpaces();
        if (!skip('=')) {
            throw new NoDistinguishedName();
        }
        skipSpaces();
        String value = text.startsWith("\"", at) ? written(quoted()) : value();
        skipSpaces();
        return type + "=" + value;
    }

    private String type() throws NoDistinguishedName {
        int begin = at;
        while (at < text.length() && isOfType(text.charAt(at))) {
            at++;
        }
        String type = text.substring(begin, at).toLowerCase(Locale.ROOT);
        String withoutPrefix = type.startsWith("oid.") ? type.substring("oid.".length()) : type;
        if (withoutPrefix.isEmpty() || withoutPrefix.startsWith("-") || withoutPrefix.startsWith(".")) {
            throw new NoDistinguishedName();
        }
        return withoutPrefix;
    }

    private static boolean isOfType(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private String value() throws NoDistinguishedName {
        if (text.startsWith("#", at)) {
            return encoded();
        }
        Bytes bytes = new Bytes();
        int spaces = 0;
        while (at < text.length() && ",+;".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '"' || c == '<' || c == '>') {
                throw new NoDistinguishedName();
            }
            if (c == ' ') {
                spaces++;
                at++;
                continue;
            }
            bytes.spaces(spaces);
            spaces = 0;
            character(bytes);
        }
        return written(bytes.text());
    }

    private String quoted() throws NoDistinguishedName {
        at++;
        Bytes bytes = new Bytes();
        while (!text.startsWith("\"", at)) {
            if (at == text.length()) {
                throw new NoDistinguishedName();
            }
            character(bytes);
        }
        at++;
        return bytes.text();
    }

    /** The encoding of a value (RFC 4514, section 2.4), which is not looked into. */
    private String encoded() throws NoDistinguishedName {
        int begin = at++;
        while (at < text.length() && HexFormat.isHexDigit(text.charAt(at))) {
            at++;
        }
        int digits = at - begin - 1;
        if (digits == 0 || digits % 2 == 1) {
            throw new NoDistinguishedName();
        }
        return text.substring(begin, at).toLowerCase(Locale.ROOT);
    }

    private void character(Bytes bytes) throws NoDistinguishedName {
        if (text.charAt(at) != '\\') {
            int codePoint = text.codePointAt(at);
            bytes.character(codePoint);
            at += Character.charCount(codePoint);
            return;
        }
        if (at + 1 == text.length()) {
            throw new NoDistinguishedName();
        }
        char escaped = text.charAt(at + 1);
        if (ESCAPED.indexOf(escaped) >= 0 || escaped == ' ' || escaped == '#') {
            bytes.character(escaped);
            at += 2;
            return;
        }
        if (at + 2 == text.length() || !HexFormat.isHexDigit(escaped) || !HexFormat.isHexDigit(text.charAt(at + 2))) {
            throw new NoDistinguishedName();
        }
        bytes.octet(HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 3;
    }

    /** As RFC 4514, section 2.4, has it. */
    private String written(String decoded) {
        String value = asValue.apply(decoded);
        StringBuilder written = new StringBuilder(value.length());
        for (int index = 0; index < value.length(); index++) {
            char c = value.charAt(index);
            boolean atBegin = index == 0 && (c == ' ' || c == '#');
            boolean atEnd = index == value.length() - 1 && c == ' ';
            if (atBegin || atEnd || ESCAPED.indexOf(c) >= 0) {
                written.append('\\');
            }
            written.append(c);
        }
        return written.toString();
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (skip(' ')) {
            // One after the other.
        }
    }

    /** A value in UTF-8, since that is what escapes by number are. */
    private static final class Bytes {

        private final ByteArrayOutputStream utf8 = new ByteArrayOutputStream();

        void character(int codePoint) {
            if (codePoint < 0x80) {
                utf8.write(codePoint);
            } else {
                utf8.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }

        void octet(int octet) {
            utf8.write(octet);
        }

        void spaces(int number) {
            for (int i = 0; i < number; i++) {
                utf8.write(' ');
            }
        }

        String text() throws NoDistinguishedName {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8.toByteArray()))
                        .toString();
            } catch (CharacterCodingException noText) {
                throw new NoDistinguishedName();
            }
        }
    }

    /** The text is something else. Without a trace, because that is what most texts are. */
    private static final class NoDistinguishedName extends Exception {

        private static final long serialVersionUID = 1L;

        NoDistinguishedName() {
            super("No distinguished name", null, false, false);
        }
    }
}
