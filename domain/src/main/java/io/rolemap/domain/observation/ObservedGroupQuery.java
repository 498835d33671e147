package io.rolemap.domain.observation;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.util.Optional;

/**
 * Which observed groups of a connection are asked for, and how many at once. Immutable.
 *
 * @param org the organisation of the connection
 * @param connection the connection that people came through
 * @param mapped only groups that the connection maps, or only those that it doesn't; empty for both
 * @param after only groups that stand after this place; empty to begin with those that were seen first
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record ObservedGroupQuery(
        OrgId org,
        ConnectionId connection,
        Optional<Boolean> mapped,
        Optional<ObservedGroupPosition> after,
        int limit) {

    /** The most groups that one page may have. */
    public static final int MAX_LIMIT = 1000;

    /**
     * Checks the limit.
     *
     * @param org the organisation of the connection
     * @param connection the connection that people came through
     * @param mapped only groups that the connection maps, or only those that it doesn't
     * @param after only groups that stand after this place
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws InvalidValueException when {@code limit} is anything else
     */
    public ObservedGroupQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException("limit", "must be from 1 to " + MAX_LIMIT);
        }
    }

    /**
     * {@return the largest first page of all observed groups}
     *
     * @param org the organisation of the connection
     * @param connection the connection that people came through
     */
    public static ObservedGroupQuery all(OrgId org, ConnectionId connection) {
        return new ObservedGroupQuery(org, connection, Optional.empty(), Optional.empty(), MAX_LIMIT);
    }

    /**
     * {@return the same for groups that the connection maps only, or for those only that it doesn't}
     *
     * @param wanted whether those that it maps
     */
    public ObservedGroupQuery mapped(boolean wanted) {
        return new ObservedGroupQuery(org, connection, Optional.of(wanted), after, limit);
    }

    /**
     * {@return the same from this place on}
     *
     * @param position of the last group that was seen; need not exist any more
     */
    public ObservedGroupQuery after(ObservedGroupPosition position) {
        return new ObservedGroupQuery(org, connection, mapped, Optional.of(position), limit);
    }

    /**
     * {@return the same with this limit}
     *
     * @param atMost 1 to {@value #MAX_LIMIT}
     * @throws InvalidValueException when {@code atMost} is anything else
     */
    public ObservedGroupQuery limit(int atMost) {
        return new ObservedGroupQuery(org, connection, mapped, after, atMost);
    }
}
