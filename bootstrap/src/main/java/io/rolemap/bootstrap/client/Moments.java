package io.rolemap.bootstrap.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as people write and read them; the API has milliseconds since the Unix epoch. */
final class Moments {

    private static final Pattern DAYS_HOURS_MINUTES = Pattern.compile("[0-9]{1,6}[dhm]");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Moments() {}

    /** In UTC (ISO 8601). */
    static String shown(Optional<String> millis) {
        try {
            return millis.map(text -> Instant.ofEpochMilli(Long.parseLong(text)).toString())
                    .orElse("never");
        } catch (NumberFormatException noNumber) {
            return Console.plain(millis.orElse(""));
        }
    }

    /** @param text {@code 2027-01-31}, which is the beginning of that day in UTC, or {@code 2027-01-31T08:00:00+01:00} */
    static Instant at(String text) {
        try {
            return sendable(
                    DATE.matcher(text).matches()
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException noMoment) {
            throw ServerCommand.usage("--expires-at must be like 2027-01-31 or 2027-01-31T08:00:00Z.");
        }
    }

    /** @param text {@code 90d}, {@code 12h}, {@code 30m}, or as ISO 8601 has it ({@code P90D}) */
    static Instant in(String text, Instant now) {
        try {
            return sendable(now.plus(duration(text)));
        } catch (DateTimeException | ArithmeticException noDuration) {
            throw ServerCommand.usage("--expires-in must be like 90d, 12h, 30m or P90D.");
        }
    }

    /** @throws ArithmeticException when it is too far away for a number of milliseconds */
    private static Instant sendable(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli());
    }

    private static Duration duration(String text) {
        if (!DAYS_HOURS_MINUTES.matcher(text).matches()) {
            return Duration.parse(text);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
    }
}
