package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Out-port: where mappings are kept.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. Writes and
 *     {@link #listExclusively} are refused with an {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall};
 *     reads need no transaction.
 * <li>Two constraints of the storage, not a look before the insert: a connection has a group once, and an id once.
 *     Groups are compared code point by code point, at their full length of up to 4,096 bytes of UTF-8; an index that
 *     ends before that may hold a digest in their place. Ids are compared character by character.
 * <li>A mapping never outlives its connection, and none is stored for a connection that is not there, also when that is
 *     deleted at the same moment.
 * <li>A conflict is a value and no exception, and the transaction can go on: on PostgreSQL a constraint that is
 *     violated would end it.
 * <li>Where the same storage keeps a catalogue of roles ({@code io.rolemap.domain.role.RoleRepository}), nothing is stored
 *     that would grant a role which is not in it, also when the role is removed at the same moment. A storage without
 *     catalogues never answers that a role is unknown.
 * <li>{@link #insert}, {@link #replace} and {@link #delete} alone in a {@link Transactions#forOneCall} are all or
 *     nothing.
 * <li>What is read equals what was inserted: groups code point for code point, roles in the whole 64-bit range, moments
 *     in whole milliseconds in the whole range that a {@code long} of them has.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out: what is swallowed between here and the boundary is lost.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract
 * {@code io.rolemap.testkit.GroupRoleMappingRepositoryContract} in the test kit checks this, but for the faults of
 * a storage; what concerns catalogues, {@code io.rolemap.testkit.RoleRepositoryContract} does.
 */
public interface GroupRoleMappingRepository {

    /**
     * Stores a new mapping, unless its connection does not exist or maps its group already, or its role is unknown: told
     * in this order. Of several callers that
     * insert the same group at the same time exactly one succeeds. A conflict leaves everything as it was and the
     * transaction usable.
     *
     * @param mapping what to store
     * @return what became of it
     * @throws RuntimeException when the connection has a mapping with this id: generated ids don't repeat, so that this
     *     is a fault and no outcome; the transaction may be good for nothing afterwards. A mapping that equals the
     *     stored one in its group too is no fault but {@link AlreadyMapped}
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    Insertion insert(GroupRoleMapping mapping);

    /**
     * Finds a mapping by its id.
     *
     * @param org the organisation of the connection
     * @param connection the connection the mapping must belong to
     * @param id names it there
     * @return the mapping with this id of this connection; empty when there is none, be it that another connection or
     *     another organisation has one
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id);

    /**
     * Lists a part of a connection's mappings, in one look at both.
     *
     * @param query which mappings, and how many. Whether a group {@linkplain MappingQuery#unusedSince was observed} the
     *     storage knows from the {@code io.rolemap.domain.observation.ObservedGroupRepository} that stands on it; without
     *     one no group ever was
     * @return the mappings that {@linkplain MappingQuery#matches match}, oldest first, those of one millisecond by the
     *     characters of their ids in the order of ASCII, as many as the limit admits, and with the place to go on from
     *     only when there are more; empty when the organisation has no such connection
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<MappingPage> list(MappingQuery query);

    /**
     * Puts one state of a mapping in the place of another, unless it is in a third one.
     *
     * @param expected the state it must be in; compared by its id, role and moment of update
     * @param replacement the state it shall be in; of the same connection, id, group and moment of creation
     * @return what became of it; {@link Replacement#NOT_AS_EXPECTED} comes before {@link Replacement#UNKNOWN_ROLE}
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement);

    /**
     * Removes a mapping, unless it is in another state.
     *
     * @param expected the state it must be in; compared by its id, role and moment of update
     * @return whether it was removed; false when the mapping is gone or not as expected
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    boolean delete(GroupRoleMapping expected);

    /**
     * Lists all mappings of a connection and keeps them as they are: until the end of the transaction nobody else
     * inserts, changes or removes a mapping of the connection, or removes the connection; whoever tries waits. A call
     * that finds another one's transaction open waits for its end.
     *
     * @param org the organisation of the connection
     * @param connection the connection
     * @return all mappings of this connection, in the order of {@link #list}; empty when the organisation has no such
     *     connection
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection);

    /**
     * Makes changes to the mappings of one connection, all or none. Comes after {@link #listExclusively} in the same
     * transaction, and takes a number of statements that does not depend on the number of mappings.
     *
     * @param org the organisation of the connection
     * @param connection the connection
     * @param changes from the mappings that {@link #listExclusively} returned
     * @return the roles that created and updated mappings would grant, and that are not in the catalogue which the
     *     organisation keeps on this storage: nothing was changed then; empty when the changes are made
     * @throws RuntimeException when the changes don't fit what is stored; the transaction may be good for nothing
     *     afterwards
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes);

    /**
     * Tells which roles could not be granted, without a promise for later.
     *
     * @param org the organisation
     * @param roles any number of roles
     * @return those that are not in the catalogue which the organisation keeps on this storage; empty when it keeps
     *     none
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles);

    /** What became of an insert: one of the four cases. Immutable. */
    sealed interface Insertion {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param inserted applied when it is stored
         * @param noSuchConnection applied when the organisation has no such connection
         * @param alreadyMapped applied when the connection maps the group already
         * @param unknownRole applied when the organisation keeps a catalogue of roles here, and the role is not in it
         * @return what that function returned
         */
        <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole);
    }

    /**
     * It is stored, for others from the commit on.
     *
     * @param neighbours mappings of the connection that were there before and beside which the new one may be suspicious,
     *     oldest first: those of the same {@link GroupSkeleton}, at most {@value #MAX_NEIGHBOURS}; and, when the new
     *     group is no {@linkplain MappingFinding#isGuid GUID}, the oldest mapping of the connection if that one's is. For
     *     hints only: a storage without a {@code io.rolemap.domain.resolution.MappingLookup} may tell fewer or none, and
     *     so may every storage of mappings that are inserted at the same moment, and at serializable isolation
     */
    record Inserted(List<GroupRoleMapping> neighbours) implements Insertion {

        /** The most mappings of one skeleton that are told. */
        public static final int MAX_NEIGHBOURS = 10;

        /**
         * Copies the list.
         *
         * @param neighbours beside which the new mapping may be suspicious
         */
        public Inserted {
            neighbours = List.copyOf(neighbours);
        }

        /** It is stored, and no mapping is told beside which it may be suspicious. */
        public Inserted() {
            this(List.of());
        }

        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole) {
            return inserted.apply(this);
        }
    }

    /** The organisation has no such connection. Nothing was stored. */
    record NoSuchConnection() implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole) {
            return noSuchConnection.apply(this);
        }
    }

    /**
     * The connection maps this group already. Nothing was stored.
     *
     * @param existing the mapping that does, as {@link #find} returns it
     */
    record AlreadyMapped(GroupRoleMapping existing) implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole) {
            return alreadyMapped.apply(this);
        }
    }

    /** The organisation keeps a catalogue of roles on this storage, and the role is not in it. Nothing was stored. */
    record UnknownRole() implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped,
                Function<UnknownRole, T> unknownRole) {
            return unknownRole.apply(this);
        }
    }

    /** What became of a replacement. */
    enum Replacement {
        /** It is stored, for others from the commit on. */
        REPLACED,
        /** The mapping is gone, or not as it was expected to be. Nothing was changed. */
        NOT_AS_EXPECTED,
        /** The organisation keeps a catalogue of roles on this storage, and the role is not in it. Nothing was changed. */
        UNKNOWN_ROLE
    }
}
