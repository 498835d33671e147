package io.rolemap.domain.connection;

import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.Optional;

/**
 * What shall be different about a connection; what is empty stays as it is. Immutable.
 *
 * @param kind how it tells about groups
 * @param providerKey names it among the connections of all organisations
 * @param displayName what people call it; an empty name inside to call it nothing
 * @param groupsClaim where the groups stand among the claims
 * @param defaultRole the role of a person none of whose groups is mapped; an empty role inside for none
 * @param enabled whether it grants anything
 * @param observeGroups whether it is observed which groups people come with
 */
public record ConnectionChanges(
        Optional<ProviderKind> kind,
        Optional<ProviderKey> providerKey,
        Optional<Optional<DisplayName>> displayName,
        Optional<GroupsClaim> groupsClaim,
        Optional<Optional<RoleId>> defaultRole,
        Optional<Boolean> enabled,
        Optional<Boolean> observeGroups) {

    /** {@return no change at all} */
    public static ConnectionChanges none() {
        return new ConnectionChanges(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return the same with another kind}
     *
     * @param value how the connection tells about groups
     */
    public ConnectionChanges withKind(ProviderKind value) {
        return new ConnectionChanges(
                Optional.of(value), providerKey, displayName, groupsClaim, defaultRole, enabled, observeGroups);
    }

    /**
     * {@return the same with another provider key}
     *
     * @param value names the connection among those of all organisations
     */
    public ConnectionChanges withProviderKey(ProviderKey value) {
        return new ConnectionChanges(
                kind, Optional.of(value), displayName, groupsClaim, defaultRole, enabled, observeGroups);
    }

    /**
     * {@return the same with another display name}
     *
     * @param value what people call the connection; empty to call it nothing
     */
    public ConnectionChanges withDisplayName(Optional<DisplayName> value) {
        return new ConnectionChanges(
                kind, providerKey, Optional.of(value), groupsClaim, defaultRole, enabled, observeGroups);
    }

    /**
     * {@return the same with another claim}
     *
     * @param value where the groups stand among the claims
     */
    public ConnectionChanges withGroupsClaim(GroupsClaim value) {
        return new ConnectionChanges(
                kind, providerKey, displayName, Optional.of(value), defaultRole, enabled, observeGroups);
    }

    /**
     * {@return the same with another default role}
     *
     * @param value the role of a person none of whose groups is mapped; empty for none
     */
    public ConnectionChanges withDefaultRole(Optional<RoleId> value) {
        return new ConnectionChanges(
                kind, providerKey, displayName, groupsClaim, Optional.of(value), enabled, observeGroups);
    }

    /**
     * {@return the same, switching the connection on or off}
     *
     * @param value whether the connection grants anything
     */
    public ConnectionChanges withEnabled(boolean value) {
        return new ConnectionChanges(
                kind, providerKey, displayName, groupsClaim, defaultRole, Optional.of(value), observeGroups);
    }

    /**
     * {@return the same, beginning or ending the observation of groups}
     *
     * @param value whether it is observed which groups people come with
     */
    public ConnectionChanges withObserveGroups(boolean value) {
        return new ConnectionChanges(
                kind, providerKey, displayName, groupsClaim, defaultRole, enabled, Optional.of(value));
    }

    /** {@return the default role that these changes would give a connection; empty when they give none} */
    public Optional<RoleId> grantedRole() {
        return defaultRole.flatMap(role -> role);
    }

    /**
     * {@return the connection with these changes, updated at {@code now} or, where it was updated then or later already,
     * a millisecond after that; the very same when nothing is different}
     *
     * @param connection as it is
     * @param now in whole milliseconds
     */
    public Connection appliedTo(Connection connection, Instant now) {
        Connection changed = changed(connection, now, connection.updatedAt());
        return changed.equals(connection)
                ? connection
                : changed(connection, now, Require.later(now, connection.updatedAt()));
    }

    private Connection changed(Connection connection, Instant now, Instant updatedAt) {
        return new Connection(
                connection.id(),
                connection.org(),
                kind.orElse(connection.kind()),
                providerKey.orElse(connection.providerKey()),
                displayName.orElse(connection.displayName()),
                groupsClaim.orElse(connection.groupsClaim()),
                defaultRole.orElse(connection.defaultRole()),
                enabled.orElse(connection.enabled()),
                observedSince(connection, now),
                connection.createdAt(),
                updatedAt);
    }

    /** An observation that goes on keeps its beginning. */
    private Optional<Instant> observedSince(Connection connection, Instant now) {
        boolean observed = observeGroups.orElse(connection.groupsObservedSince().isPresent());
        return observed ? connection.groupsObservedSince().or(() -> Optional.of(now)) : Optional.empty();
    }
}
