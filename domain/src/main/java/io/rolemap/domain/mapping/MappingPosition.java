package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.Require;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place in the list of a connection's mappings: oldest first, those of one millisecond by the characters of their ids
 * in the order of ASCII. It stays a place when the mapping that stood there is gone. Immutable.
 *
 * @param createdAt in whole milliseconds
 * @param id among those of the same millisecond
 */
public record MappingPosition(Instant createdAt, MappingId id) implements Comparable<MappingPosition> {

    private static final Comparator<MappingPosition> OLDEST_FIRST = Comparator.comparing(MappingPosition::createdAt)
            .thenComparing(position -> position.id().value());

    /**
     * Checks the moment.
     *
     * @param createdAt in whole milliseconds
     * @param id among those of the same millisecond
     * @throws InvalidValueException when the moment is finer than a millisecond, or further away than a {@code long} of
     *     them reaches
     */
    public MappingPosition {
        Require.moment("moment of creation", createdAt);
    }

    /**
     * {@return where the mapping stands}
     *
     * @param mapping any mapping
     */
    public static MappingPosition of(GroupRoleMapping mapping) {
        return new MappingPosition(mapping.createdAt(), mapping.id());
    }

    /**
     * Compares in the order of the list; consistent with {@code equals}.
     *
     * @param other a place in a list of the same connection
     * @return a negative number, zero or a positive number when this place is before the other, the same or after it
     */
    @Override
    public int compareTo(MappingPosition other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
