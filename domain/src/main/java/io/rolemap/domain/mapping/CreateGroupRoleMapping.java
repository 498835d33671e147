package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: maps an external group to a role for one connection. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_WRITE}, and leave to grant the role. Safe for use by many
 * threads.
 *
 * <p>Calls for one group at the same time, from however many replicas, end with one {@link Created}; the others get
 * {@link GroupAlreadyMapped}.
 */
public interface CreateGroupRoleMapping {

    /**
     * Creates the mapping, or says why not. May be called again after a fault: what had been stored is found.
     *
     * @param actor whoever asks
     * @param command what to create
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the mapping may have been stored nevertheless
     */
    Result create(Actor actor, Command command);

    /**
     * What to create. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection the group comes through; may be disabled
     * @param externalGroup the group, exactly as the identity provider emits it
     * @param role the role its members are to get; where the organisation has a catalogue of roles, one of those
     */
    record Command(OrgId org, ConnectionId connection, ExternalGroup externalGroup, RoleId role) {}

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param created applied to the new mapping
         * @param connectionNotFound applied when the organisation has no such connection
         * @param alreadyMapped applied when the connection maps the group already
         * @param unknownRole applied when the organisation knows its roles, and this is none of them
         * @param denied applied when the actor may not create it
         * @return what that function returned
         */
        <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mapping exists and is durable; inside a transaction that the caller had opened, once that is committed.
     *
     * @param mapping as it was stored
     * @param findings what is suspicious about it, most often nothing. Of mappings that are made at the same moment one
     *     may not be held against the other, and a storage may know less; {@link ListMappingFindings} tells all. For an
     *     actor without {@link io.rolemap.domain.access.Permission#MAPPINGS_READ} none of them names another mapping
     */
    record Created(GroupRoleMapping mapping, List<MappingFinding> findings) implements Result {
        /**
         * Copies the list.
         *
         * @param mapping as it was stored
         * @param findings what is suspicious about it
         */
        public Created {
            findings = List.copyOf(findings);
        }

        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return created.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has. Nothing was stored.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The connection maps this group already, to whichever role. Nothing was stored. Where the role is the one that was
     * asked for, a call whose answer was lost may have been the one that stored it.
     *
     * @param existing the mapping that does; empty for an actor without
     *     {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}
     */
    record GroupAlreadyMapped(Optional<GroupRoleMapping> existing) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return alreadyMapped.apply(this);
        }
    }

    /**
     * The organisation has a catalogue of roles, and this role is not in it. Nothing was stored.
     *
     * @param role the one that was asked for
     */
    record UnknownRole(RoleId role) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return unknownRole.apply(this);
        }
    }

    /** The actor may not create mappings here, or not one that grants this role. Nothing was stored. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
