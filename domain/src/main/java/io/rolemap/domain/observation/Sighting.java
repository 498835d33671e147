package io.rolemap.domain.observation;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * People came with a group within one hour. Who they were is not kept. Immutable.
 *
 * @param org the organisation of the connection
 * @param connection the connection they came through
 * @param observedSince since when the connection's groups had been observed then; tells a connection from another that had
 *     its id before, and one observation from another that was ended
 * @param group the group they came with
 * @param hour the beginning of the hour in UTC, within what a {@code long} of milliseconds can count
 * @param count how often, at least once
 */
public record Sighting(
        OrgId org, ConnectionId connection, Instant observedSince, ExternalGroup group, Instant hour, long count) {

    /**
     * Checks the hour and the number.
     *
     * @param org the organisation of the connection
     * @param connection the connection they came through
     * @param observedSince since when the connection's groups had been observed then
     * @param group the group they came with
     * @param hour the beginning of the hour in UTC
     * @param count how often
     * @throws InvalidValueException when {@code hour} is not the beginning of one, or {@code count} less than 1
     */
    public Sighting {
        Require.moment("hour", hour);
        if (!hour.equals(hourOf(hour))) {
            throw new InvalidValueException("hour", "must be the beginning of an hour");
        }
        if (count < 1) {
            throw new InvalidValueException("count", "must be at least 1");
        }
    }

    /**
     * {@return the beginning of the hour that a moment is in}
     *
     * @param moment any moment
     */
    public static Instant hourOf(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }
}
