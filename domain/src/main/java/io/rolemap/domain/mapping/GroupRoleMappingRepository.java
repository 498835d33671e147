package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Out-port: where mappings are kept.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. {@link #insert} is refused with an
 *     {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall};
 *     reads need no transaction.
 * <li>Two constraints of the storage, not a look before the insert: a connection has a group once, and an id once.
 *     Groups are compared code point by code point, at their full length of up to 4,096 bytes of UTF-8; an index that
 *     ends before that may hold a digest in their place. Ids are compared character by character.
 * <li>A mapping never outlives its connection, and none is stored for a connection that is not there, also when that is
 *     deleted at the same moment.
 * <li>A conflict is a value and no exception, and the transaction can go on: on PostgreSQL a constraint that is
 *     violated would end it.
 * <li>{@link #insert} alone in a {@link Transactions#forOneCall} is all or nothing.
 * <li>What is read equals what was inserted: groups code point for code point, roles in the whole 64-bit range, moments
 *     in whole milliseconds in the whole range that a {@code long} of them has.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out: what is swallowed between here and the boundary is lost.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract
 * {@code io.rolemap.testkit.GroupRoleMappingRepositoryContract} in the test kit checks this, but for the deletion of
 * connections, for which there is no port yet, and the faults of a storage.
 */
public interface GroupRoleMappingRepository {

    /**
     * Stores a new mapping, unless its connection does not exist or maps its group already. Of several callers that
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
     * Lists the mappings of a connection, in one look at both.
     *
     * @param org the organisation of the connection
     * @param connection the connection
     * @return all mappings of this connection, oldest first, those of one millisecond by the characters of their ids in
     *     the order of ASCII, an empty list when it has none; empty when the organisation has no such connection
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<List<GroupRoleMapping>> list(OrgId org, ConnectionId connection);

    /** What became of an insert: one of the three cases. Immutable. */
    sealed interface Insertion {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param inserted applied when it is stored
         * @param noSuchConnection applied when the organisation has no such connection
         * @param alreadyMapped applied when the connection maps the group already
         * @return what that function returned
         */
        <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped);
    }

    /** It is stored, for others from the commit on. */
    record Inserted() implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped) {
            return inserted.apply(this);
        }
    }

    /** The organisation has no such connection. Nothing was stored. */
    record NoSuchConnection() implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped) {
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
                Function<AlreadyMapped, T> alreadyMapped) {
            return alreadyMapped.apply(this);
        }
    }
}
