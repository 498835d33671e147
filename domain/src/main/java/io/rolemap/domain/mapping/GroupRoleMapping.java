package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;

/**
 * The fact that members of one external group get one role when they come through one connection. A connection maps a
 * group at most once; several groups may earn the same role. Immutable.
 *
 * @param id names it within the connection
 * @param org the organisation the connection belongs to
 * @param connection the connection the group comes through
 * @param externalGroup the group
 * @param role the role its members get
 * @param createdAt in whole milliseconds; what is finer would not survive being stored
 * @param updatedAt in whole milliseconds; the same as {@code createdAt} for a new one
 */
public record GroupRoleMapping(
        MappingId id,
        OrgId org,
        ConnectionId connection,
        ExternalGroup externalGroup,
        RoleId role,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the moments.
     *
     * @param id names it within the connection
     * @param org the organisation the connection belongs to
     * @param connection the connection the group comes through
     * @param externalGroup the group
     * @param role the role its members get
     * @param createdAt in whole milliseconds
     * @param updatedAt in whole milliseconds
     * @throws InvalidValueException when a moment is finer than a millisecond, or further away than a {@code long} of
     *     them reaches
     */
    public GroupRoleMapping {
        Require.moment("moment of creation", createdAt);
        Require.moment("moment of the update", updatedAt);
    }

    /**
     * {@return this mapping with the role, updated at {@code now} or, where it was updated then or later already, a
     * millisecond after that; the very same when it grants the role}
     *
     * @param newRole the role that the group's members get from now on
     * @param now in whole milliseconds
     */
    public GroupRoleMapping granting(RoleId newRole, Instant now) {
        return newRole.equals(role)
                ? this
                : new GroupRoleMapping(
                        id, org, connection, externalGroup, newRole, createdAt, Require.later(now, updatedAt));
    }
}
