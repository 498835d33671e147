package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import io.rolemap.domain.shared.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query parameters of a request, decoded as those of HTML forms are: {@code +} is a space, everything else may be
 * percent-encoded UTF-8. Nothing is guessed: what is spelled otherwise, unknown or repeated is refused, and each value is
 * what was sent, to the last code point. Immutable.
 */
public final class Query {

    private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z_]{1,32}");
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("0|[1-9][0-9]{0,8}");

    private static final Pattern PLAIN_MILLIS = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private final List<String> known;
    private final Map<String, String> values;

    private Query(List<String> known, Map<String, String> values) {
        this.known = known;
        this.values = values;
    }

    /** No query at all, where no parameter is looked at. */
    static Query none() {
        return new Query(List.of(), Map.of());
    }

    /**
     * Reads a query.
     *
     * @param known the names that may be in it
     * @param raw as it was sent, without the question mark; empty when there is none
     * @throws ProblemException 400, when it has another parameter, one twice, or one that is not encoded as it has to be
     */
    static Query of(List<String> known, String raw) {
        Map<String, String> values = new HashMap<>();
        if (!raw.isEmpty()) {
            for (String parameter : raw.split("&", -1)) {
                int equals = parameter.indexOf('=');
                String sentName = equals < 0 ? parameter : parameter.substring(0, equals);
                String name = decoded(sentName)
                        .filter(known::contains)
                        .orElseThrow(() -> malformed("There is no query parameter" + named(sentName) + " here."));
                String value = decoded(equals < 0 ? "" : parameter.substring(equals + 1))
                        .orElseThrow(() -> refused(name, "must be percent-encoded UTF-8"));
                if (values.put(name, value) != null) {
                    throw refused(name, "must not be repeated");
                }
            }
        }
        return new Query(known, Map.copyOf(values));
    }

    /**
     * What a route throws when a parameter's value is not what it has to be.
     *
     * @param name the parameter's
     * @param rule the rule it breaks, as the rest of a sentence that begins with the parameter; never shows the value
     */
    public static ProblemException refused(String name, String rule) {
        return malformed("The query parameter '" + name + "' " + rule + ".");
    }

    /** Whether there is no parameter. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * The value of a parameter; empty when it is not there.
     *
     * @throws IllegalArgumentException when the route has not declared it
     */
    public Optional<String> get(String name) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("This route has no query parameter " + name);
        }
        return Optional.ofNullable(values.get(name));
    }

    /**
     * What a parameter means; empty when it is not there.
     *
     * @param reader makes it, or throws {@link InvalidValueException}
     * @throws ProblemException 400, when it means nothing
     */
    public <T> Optional<T> get(String name, Function<String, T> reader) {
        try {
            return get(name).map(reader);
        } catch (InvalidValueException invalid) {
            throw refused(name, invalid.rule());
        }
    }

    /**
     * Whether a parameter is there and {@code true}.
     *
     * @throws ProblemException 400, when it is neither {@code true} nor {@code false}
     */
    public boolean flag(String name) {
        return truth(name).orElse(false);
    }

    /**
     * What a parameter says that is {@code true} or {@code false}; empty when it is not there.
     *
     * @throws ProblemException 400, when it is neither
     */
    public Optional<Boolean> truth(String name) {
        return get(name, value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValueException(name, "must be true or false");
        });
    }

    /**
     * A moment, in milliseconds since 1970-01-01T00:00:00Z in plain decimal; empty when the parameter is not there.
     *
     * @throws ProblemException 400, when it is no such number, or not one of 64 bits
     */
    public Optional<Instant> moment(String name) {
        return get(name, value -> {
            try {
                if (PLAIN_MILLIS.matcher(value).matches()) {
                    return Instant.ofEpochMilli(Long.parseLong(value));
                }
            } catch (NumberFormatException outsideLong) {
                // As good as no number.
            }
            throw new InvalidValueException(
                    name, "must be a whole number of milliseconds since 1970-01-01T00:00:00Z, in plain decimal");
        });
    }

    /**
     * A whole number in plain decimal: no sign, no leading zero, ASCII digits. Empty when the parameter is not there.
     *
     * @param least at least 0
     * @param most at most 999,999,999
     * @throws ProblemException 400, when it is no such number, or outside the bounds
     */
    public OptionalInt integer(String name, int least, int most) {
        return get(name, value -> {
                    if (PLAIN_DECIMAL.matcher(value).matches()) {
                        int number = Integer.parseInt(value);
                        if (number >= least && number <= most) {
                            return OptionalInt.of(number);
                        }
                    }
                    throw new InvalidValueException(
                            name, "must be a whole number between " + least + " and " + most + ", in plain decimal");
                })
                .orElse(OptionalInt.empty());
    }

    /** What is spelled; empty when nothing is. */
    private static Optional<String> decoded(String sent) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c == '%') {
                int high = i + 2 < sent.length() ? hex(sent.charAt(i + 1)) : -1;
                int low = i + 2 < sent.length() ? hex(sent.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                utf8.write(high * 16 + low);
                i += 2;
            } else if (c <= ' ' || c > '~') {
                return Optional.empty();
            } else {
                utf8.write(c == '+' ? ' ' : c);
            }
        }
        try {
            // A new decoder reports what is malformed, where a String's would replace it.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** ASCII only, unlike {@link Character#digit}. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** What may be more than a name, such as a key that went astray, is not said again. */
    private static String named(String parameter) {
        return PARAMETER_NAME.matcher(parameter).matches() ? " '" + parameter + "'" : " of this name";
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemType.MALFORMED_REQUEST, detail);
    }
}
