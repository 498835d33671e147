package io.rolemap.domain.shared;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The rules that several value types of this domain share, and how they copy sets. Each method that checks a rule returns
 * the value it was given, unaltered, or throws {@link InvalidValueException}. Public only because the packages of this domain share it: other programs should
 * not rely on it, and it may change with any version. Without state; safe for use by many threads.
 */
public final class Require {

    /** The longest identifier, in characters. */
    public static final int MAX_ID_LENGTH = 128;

    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Require() {}

    /**
     * An identifier that stands in a URI path as it is: 1 to {@value #MAX_ID_LENGTH} unreserved characters (RFC 3986,
     * section 2.3), that is ASCII letters, digits, {@code - . _ ~}; not {@code .} or {@code ..}, which a client would
     * resolve away (RFC 3986, section 5.2.4).
     *
     * @param subject what the value is meant to be, as a noun; begins the message of the exception
     * @param value the would-be identifier
     * @return {@code value}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public static String id(String subject, String value) {
        if (value.isEmpty() || value.length() > MAX_ID_LENGTH || !isUnreserved(value)) {
            throw new InvalidValueException(
                    subject, "must be 1 to " + MAX_ID_LENGTH + " characters from A-Z a-z 0-9 - . _ ~");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new InvalidValueException(subject, "must not be '.' or '..'");
        }
        return value;
    }

    /**
     * Text that every database here keeps code point for code point: 1 to {@code maxCodePoints} Unicode code points, no
     * NUL (U+0000), no unpaired surrogate. Nothing else is refused: spaces at either end, control characters,
     * unassigned code points and any normalisation form are text.
     *
     * @param subject what the value is meant to be, as a noun; begins the message of the exception
     * @param value the would-be text
     * @param maxCodePoints the longest it may be; a pair of surrogates counts once
     * @return {@code value}
     * @throws InvalidValueException when {@code value} is anything else
     */
    public static String text(String subject, String value, int maxCodePoints) {
        if (value.isEmpty()) {
            throw new InvalidValueException(subject, "must not be empty");
        }
        int codePoints = 0;
        for (int index = 0; index < value.length(); codePoints++) {
            int codePoint = value.codePointAt(index);
            if (codePoint == 0) {
                throw new InvalidValueException(subject, "must not contain NUL (U+0000)");
            }
            if (isSurrogate(codePoint)) {
                throw new InvalidValueException(subject, "must not contain an unpaired surrogate");
            }
            index += Character.charCount(codePoint);
        }
        if (codePoints > maxCodePoints) {
            throw new InvalidValueException(subject, "must have at most " + maxCodePoints + " Unicode code points");
        }
        return value;
    }

    /**
     * A moment that every database here and JSON keep exactly: whole milliseconds, and as many of them since the Unix
     * epoch as a {@code long} can count.
     *
     * @param subject what the value is meant to be, as a noun; begins the message of the exception
     * @param value the would-be moment
     * @return {@code value}
     * @throws InvalidValueException when {@code value} is finer or further away
     */
    public static Instant moment(String subject, Instant value) {
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new InvalidValueException(subject, "must be a 64-bit number of milliseconds since 1970");
        }
        if (!Instant.ofEpochMilli(value.toEpochMilli()).equals(value)) {
            throw new InvalidValueException(subject, "must be in whole milliseconds");
        }
        return value;
    }

    /**
     * The moment of an update that comes after another one, whatever the clock says: clocks are set back, and two
     * updates may fall into one millisecond.
     *
     * @param now in whole milliseconds
     * @param before the moment of the update before, in whole milliseconds
     * @return {@code now}, or the millisecond after {@code before} where {@code now} is not later than that
     */
    public static Instant later(Instant now, Instant before) {
        return now.isAfter(before) ? now : before.plusMillis(1);
    }

    private static boolean isUnreserved(String value) {
        for (int index = 0; index < value.length(); index++) {
            if (!isUnreserved(value.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /**
     * {@return a copy of these elements that nobody can change, each of them once} Unlike that of {@link Set#copyOf} it is
     * searched quickly even if somebody chose elements of one and the same hash.
     *
     * @param <T> what they are
     * @param elements none of them null
     */
    public static <T extends Comparable<? super T>> Set<T> elements(Collection<T> elements) {
        Set<T> copy = new HashSet<>(2 * elements.size());
        for (T element : elements) {
            copy.add(Objects.requireNonNull(element));
        }
        return Collections.unmodifiableSet(copy);
    }
}
