package io.rolemap.domain.role;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;

/**
 * An entry of an organisation's catalogue: a role that may be granted there. Immutable.
 *
 * @param org the organisation whose role it is
 * @param id the application's number of the role, unique in the organisation
 * @param name what people call it
 * @param createdAt in whole milliseconds; what is finer would not survive being stored
 * @param updatedAt in whole milliseconds; the same as {@code createdAt} for a new one
 */
public record Role(OrgId org, RoleId id, RoleName name, Instant createdAt, Instant updatedAt) {

    /**
     * Checks the moments.
     *
     * @param org the organisation whose role it is
     * @param id the application's number of the role
     * @param name what people call it
     * @param createdAt in whole milliseconds
     * @param updatedAt in whole milliseconds
     * @throws InvalidValueException when a moment is finer than a millisecond, or further away than a {@code long} of
     *     them reaches
     */
    public Role {
        Require.moment("moment of creation", createdAt);
        Require.moment("moment of the update", updatedAt);
    }

    /**
     * {@return this role with the name, updated at {@code now} or, where it was updated then or later already, a
     * millisecond after that; the very same when it has the name}
     *
     * @param newName what people shall call it
     * @param now in whole milliseconds
     */
    public Role named(RoleName newName, Instant now) {
        return newName.equals(name) ? this : new Role(org, id, newName, createdAt, Require.later(now, updatedAt));
    }
}
