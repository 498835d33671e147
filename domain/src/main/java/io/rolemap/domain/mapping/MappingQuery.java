package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which mappings of a connection are asked for, and how many at once. Filters hold together. Immutable.
 *
 * @param org the organisation of the connection
 * @param connection the connection whose mappings they are
 * @param externalGroup only the mapping of this group; empty for every group
 * @param role only mappings that grant this role; empty for every role
 * @param unusedSince only mappings that were there before this moment, and whose group was not observed at it or later, or
 *     in the hour that it is in: observations are coarse; empty for used ones too
 * @param after only mappings that stand after this place; empty to begin with the oldest
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record MappingQuery(
        OrgId org,
        ConnectionId connection,
        Optional<ExternalGroup> externalGroup,
        Optional<RoleId> role,
        Optional<Instant> unusedSince,
        Optional<MappingPosition> after,
        int limit) {

    /** The most mappings that one page may have. */
    public static final int MAX_LIMIT = 1000;

    /**
     * Checks the limit.
     *
     * @param org the organisation of the connection
     * @param connection the connection whose mappings they are
     * @param externalGroup only the mapping of this group
     * @param role only mappings that grant this role
     * @param unusedSince only mappings that were not used since then, in whole milliseconds
     * @param after only mappings that stand after this place
     * @param limit 1 to {@value #MAX_LIMIT}
     * @throws InvalidValueException when {@code limit} is anything else, or the moment finer than a millisecond
     */
    public MappingQuery {
        unusedSince.ifPresent(moment -> Require.moment("unused since", moment));
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException("limit", "must be from 1 to " + MAX_LIMIT);
        }
    }

    /**
     * {@return the largest first page of all mappings}
     *
     * @param org the organisation of the connection
     * @param connection the connection whose mappings they are
     */
    public static MappingQuery all(OrgId org, ConnectionId connection) {
        return new MappingQuery(
                org, connection, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), MAX_LIMIT);
    }

    /**
     * {@return the same for one group only}
     *
     * @param group the group, compared code point for code point
     */
    public MappingQuery ofGroup(ExternalGroup group) {
        return new MappingQuery(org, connection, Optional.of(group), role, unusedSince, after, limit);
    }

    /**
     * {@return the same for one role only}
     *
     * @param granted the role that the mappings grant
     */
    public MappingQuery ofRole(RoleId granted) {
        return new MappingQuery(org, connection, externalGroup, Optional.of(granted), unusedSince, after, limit);
    }

    /**
     * {@return the same for mappings that nobody used since then only}
     *
     * @param moment in whole milliseconds
     */
    public MappingQuery unusedSince(Instant moment) {
        return new MappingQuery(org, connection, externalGroup, role, Optional.of(moment), after, limit);
    }

    /**
     * {@return the same from this place on}
     *
     * @param position what stands here or before is not asked for
     */
    public MappingQuery after(MappingPosition position) {
        return new MappingQuery(org, connection, externalGroup, role, unusedSince, Optional.of(position), limit);
    }

    /**
     * {@return the same with this limit}
     *
     * @param atMost 1 to {@value #MAX_LIMIT}
     * @throws InvalidValueException when {@code atMost} is anything else
     */
    public MappingQuery limit(int atMost) {
        return new MappingQuery(org, connection, externalGroup, role, unusedSince, after, atMost);
    }

    /**
     * {@return whether the mapping is one of those that are asked for, whatever the limit, as far as the mapping itself
     * tells} Whether its group was observed it doesn't.
     *
     * @param mapping any mapping
     */
    public boolean matches(GroupRoleMapping mapping) {
        return mapping.org().equals(org)
                && mapping.connection().equals(connection)
                && externalGroup.map(mapping.externalGroup()::equals).orElse(true)
                && role.map(mapping.role()::equals).orElse(true)
                && unusedSince.map(mapping.createdAt()::isBefore).orElse(true)
                && after.map(position -> MappingPosition.of(mapping).compareTo(position) > 0)
                        .orElse(true);
    }
}
