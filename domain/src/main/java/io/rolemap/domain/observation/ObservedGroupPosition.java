package io.rolemap.domain.observation;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A place in the list of a connection's observed groups, which holds whatever comes and goes around it. Immutable.
 *
 * @param firstSeen when the group at this place was seen first, in whole milliseconds
 * @param digest the SHA-256 digest (FIPS 180-4) of its UTF-8 form: 64 lowercase hexadecimal digits
 */
public record ObservedGroupPosition(Instant firstSeen, String digest) implements Comparable<ObservedGroupPosition> {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private static final Comparator<ObservedGroupPosition> ORDER =
            Comparator.comparing(ObservedGroupPosition::firstSeen).thenComparing(ObservedGroupPosition::digest);

    /**
     * Checks the form.
     *
     * @param firstSeen in whole milliseconds
     * @param digest 64 lowercase hexadecimal digits
     * @throws InvalidValueException when one of them is anything else
     */
    public ObservedGroupPosition {
        Require.moment("moment of the first sighting", firstSeen);
        if (!DIGEST.matcher(digest).matches()) {
            throw new InvalidValueException("digest", "must be 64 lowercase hexadecimal digits");
        }
    }

    /**
     * {@return the place of an observed group}
     *
     * @param observed any observed group
     */
    public static ObservedGroupPosition of(ObservedGroup observed) {
        return new ObservedGroupPosition(observed.firstSeen(), digestOf(observed.group()));
    }

    private static String digestOf(ExternalGroup group) {
        try {
            byte[] utf8 = group.value().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Compares by moment, then by digest; consistent with {@code equals}.
     *
     * @param other the place to compare with
     * @return a negative number, zero or a positive number when this place is before, the same as or after the other
     */
    @Override
    public int compareTo(ObservedGroupPosition other) {
        return ORDER.compare(this, other);
    }
}
