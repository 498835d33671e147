package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: creates a connection. Needs {@link io.rolemap.domain.access.Permission#CONNECTIONS_WRITE}, and leave to
 * grant the default role where there is one. Safe for use by many threads.
 */
public interface CreateConnection {

    /**
     * Creates the connection, or says why not.
     *
     * @param actor whoever asks
     * @param command what to create
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached. If the outcome
     *     is unknown, a second call that meets the first answers {@link IdInUse} or {@link ProviderKeyInUse}
     */
    Result create(Actor actor, Command command);

    /**
     * What to create. Immutable.
     *
     * @param org the organisation it will belong to; need not exist yet
     * @param id chosen by the caller; empty to take one from the {@link IdGenerator}
     * @param kind how it tells about groups
     * @param providerKey names it among the connections of all organisations
     * @param displayName what people call it; may be empty
     * @param groupsClaim where the groups stand among the claims
     * @param defaultRole the role of a person none of whose groups is mapped; may be empty
     * @param enabled a disabled connection grants nothing
     * @param observeGroups whether it is observed which groups people come with
     */
    record Command(
            OrgId org,
            Optional<ConnectionId> id,
            ProviderKind kind,
            ProviderKey providerKey,
            Optional<DisplayName> displayName,
            GroupsClaim groupsClaim,
            Optional<RoleId> defaultRole,
            boolean enabled,
            boolean observeGroups) {

        /**
         * {@return an enabled and observed OpenID Connect connection whose groups stand in the claim {@code groups}, and
         * nothing more}
         *
         * @param org the organisation it will belong to
         * @param providerKey names it among the connections of all organisations
         */
        public static Command of(OrgId org, ProviderKey providerKey) {
            return new Command(
                    org,
                    Optional.empty(),
                    ProviderKind.OIDC,
                    providerKey,
                    Optional.empty(),
                    GroupsClaim.DEFAULT,
                    Optional.empty(),
                    true,
                    true);
        }

        /**
         * {@return the same with an id of the caller's choice}
         *
         * @param chosen for a platform that has ids of its own
         */
        public Command withId(ConnectionId chosen) {
            return new Command(
                    org,
                    Optional.of(chosen),
                    kind,
                    providerKey,
                    displayName,
                    groupsClaim,
                    defaultRole,
                    enabled,
                    observeGroups);
        }

        /**
         * {@return the same with a default role}
         *
         * @param role of a person none of whose groups is mapped
         */
        public Command withDefaultRole(RoleId role) {
            return new Command(
                    org, id, kind, providerKey, displayName, groupsClaim, Optional.of(role), enabled, observeGroups);
        }

        /**
         * {@return whether the connection is what is asked for here, so that a call whose answer was lost may have been
         * the one that created it}
         *
         * @param connection any connection
         */
        public boolean isFulfilledBy(Connection connection) {
            return connection.org().equals(org)
                    && id.map(connection.id()::equals).orElse(true)
                    && connection.kind() == kind
                    && connection.providerKey().equals(providerKey)
                    && connection.displayName().equals(displayName)
                    && connection.groupsClaim().equals(groupsClaim)
                    && connection.defaultRole().equals(defaultRole)
                    && connection.enabled() == enabled
                    && connection.groupsObservedSince().isPresent() == observeGroups;
        }
    }

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param created applied to the new connection
         * @param idInUse applied when the organisation has a connection with this id
         * @param providerKeyInUse applied when some connection has the provider key
         * @param unknownRole applied when the organisation knows its roles, and the default role is none of them
         * @param denied applied when the actor may not create it
         * @return what that function returned
         */
        <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied);
    }

    /**
     * The connection exists; inside a transaction that the caller had opened, once that is committed.
     *
     * @param connection as it was stored
     */
    record Created(Connection connection) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return created.apply(this);
        }
    }

    /**
     * The organisation has a connection with the id that was asked for, or, where none was, with the one that the
     * {@link IdGenerator} made. Nothing was stored. This is told where the provider key is in use too.
     *
     * @param existing the connection that has it; empty for an actor without
     *     {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}, and when it was removed meanwhile
     */
    record IdInUse(Optional<Connection> existing) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return idInUse.apply(this);
        }
    }

    /**
     * A connection, of this organisation or another, has the provider key. Nothing was stored.
     *
     * @param existing the connection that has it, where it is one of this organisation; empty for an actor without
     *     {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}, and when it was removed meanwhile
     */
    record ProviderKeyInUse(Optional<Connection> existing) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return providerKeyInUse.apply(this);
        }
    }

    /**
     * The organisation has a catalogue of roles, and the default role is not in it. Nothing was stored.
     *
     * @param role the one that was asked for
     */
    record UnknownRole(RoleId role) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return unknownRole.apply(this);
        }
    }

    /** The actor may not create connections here, or not one with this default role. Nothing was stored. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<IdInUse, T> idInUse,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
