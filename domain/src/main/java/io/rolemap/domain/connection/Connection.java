package io.rolemap.domain.connection;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.Optional;

/**
 * One configured identity provider of one organisation, as far as mapping its groups needs to know it. Immutable.
 *
 * @param id names it within the organisation
 * @param org the organisation it belongs to
 * @param kind how it tells about groups
 * @param providerKey names it among the connections of all organisations
 * @param displayName what people call it; empty when they call it nothing. Several connections may have the same
 * @param groupsClaim where the groups stand among the claims
 * @param defaultRole the role of a person none of whose groups is mapped; empty when such a person gets none
 * @param enabled a disabled connection grants nothing; its mappings can be made and read all the same
 * @param groupsObservedSince since when it is observed which groups people come with, in whole milliseconds; empty when it
 *     is not
 * @param createdAt in whole milliseconds; what is finer would not survive being stored
 * @param updatedAt in whole milliseconds; the same as {@code createdAt} for a new one
 */
public record Connection(
        ConnectionId id,
        OrgId org,
        ProviderKind kind,
        ProviderKey providerKey,
        Optional<DisplayName> displayName,
        GroupsClaim groupsClaim,
        Optional<RoleId> defaultRole,
        boolean enabled,
        Optional<Instant> groupsObservedSince,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the moments.
     *
     * @param id names it within the organisation
     * @param org the organisation it belongs to
     * @param kind how it tells about groups
     * @param providerKey names it among the connections of all organisations
     * @param displayName what people call it; empty when they call it nothing. Several connections may have the same
     * @param groupsClaim where the groups stand among the claims
     * @param defaultRole the role of a person none of whose groups is mapped; empty when such a person gets none
     * @param enabled a disabled connection grants nothing; its mappings can be made and read all the same
     * @param groupsObservedSince since when it is observed which groups people come with; empty when it is not
     * @param createdAt in whole milliseconds; what is finer would not survive being stored
     * @param updatedAt in whole milliseconds; the same as {@code createdAt} for a new one
     * @throws InvalidValueException when a moment is finer than a millisecond, or further away than a {@code long} of
     *     them reaches
     */
    public Connection {
        groupsObservedSince.ifPresent(moment -> Require.moment("moment of the first observation", moment));
        Require.moment("moment of creation", createdAt);
        Require.moment("moment of the update", updatedAt);
    }
}
