package io.rolemap.domain.connection;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Out-port: where connections are kept.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. Writes are refused with an
 *     {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall};
 *     reads need no transaction.
 * <li>Ids are unique in their organisation, and provider keys among all organisations: two constraints of the storage,
 *     not a look before the insert. Ids are compared character by character.
 * <li>A conflict is a value and no exception, and the transaction can go on: on PostgreSQL a constraint that is
 *     violated would end it.
 * <li>Every write is all or nothing, whatever number of statements it takes, also in a
 *     {@link Transactions#forOneCall}.
 * <li>A connection is removed with all its mappings, also with those that are inserted at the same moment.
 * <li>Where the same storage keeps a catalogue of roles ({@code io.rolemap.domain.role.RoleRepository}), no default role
 *     is stored that is not in it, also when the role is removed at the same moment. A storage without catalogues never
 *     answers that a role is unknown.
 * <li>What is read equals what was inserted: text code point for code point, roles in the whole 64-bit range, zero
 *     distinct from none, moments to the millisecond.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out: what is swallowed between here and the boundary is lost.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract
 * {@code io.rolemap.testkit.ConnectionRepositoryContract} in the test kit checks this, but for the faults of
 * a storage; what concerns catalogues, {@code io.rolemap.testkit.RoleRepositoryContract} does.
 */
public interface ConnectionRepository {

    /**
     * Stores a new connection, unless its id is in use in its organisation or its provider key anywhere. Such a
     * conflict leaves everything as it was and the transaction usable; where both are in use, the id is told, and an
     * unknown default role only where neither is. Of
     * several callers that race for an id or a key exactly one succeeds.
     *
     * @param connection what to store
     * @return what became of it
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    Insertion insert(Connection connection);

    /**
     * Finds a connection.
     *
     * @param org the organisation it must belong to
     * @param id names it there
     * @return the connection with this id in this organisation; empty when there is none, be it that another
     *     organisation has one
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<Connection> find(OrgId org, ConnectionId id);

    /**
     * Lists the connections of an organisation.
     *
     * @param org the organisation
     * @return all its connections, oldest first, those of one millisecond by the characters of their ids in the order
     *     of ASCII; empty for an organisation nobody heard of
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    List<Connection> list(OrgId org);

    /**
     * Finds a connection of an organisation by its provider key.
     *
     * @param org the organisation it must belong to
     * @param providerKey names it among the connections of all organisations
     * @return the connection of this organisation with this key; empty when there is none, be it that another
     *     organisation has one
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<Connection> find(OrgId org, ProviderKey providerKey);

    /**
     * Puts one state of a connection in the place of another, unless it is in a third one.
     *
     * @param expected the state it must be in; compared by its id and moment of update
     * @param replacement the state it shall be in; of the same organisation, id and moment of creation
     * @return what became of it
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    Replacement replace(Connection expected, Connection replacement);

    /**
     * Removes a connection with all its mappings, unless it is in another state. Its id and its provider key are free
     * from the commit on.
     *
     * @param expected the state it must be in; compared by its id and moment of update
     * @return whether it was removed; false when the connection is gone or not as expected
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    boolean delete(Connection expected);

    /** What became of an insert. */
    enum Insertion {
        /** It is stored. */
        INSERTED,
        /** The organisation has a connection with this id. */
        ID_IN_USE,
        /** A connection of some organisation has this provider key. */
        PROVIDER_KEY_IN_USE,
        /** The organisation keeps a catalogue of roles on this storage, and the default role is not in it. */
        UNKNOWN_ROLE
    }

    /** What became of a replacement. Where several cases hold, the first of them is told. */
    enum Replacement {
        /** It is stored, for others from the commit on. */
        REPLACED,
        /** The connection is gone, or not as it was expected to be. Nothing was changed. */
        NOT_AS_EXPECTED,
        /** Another connection of some organisation has the provider key. Nothing was changed. */
        PROVIDER_KEY_IN_USE,
        /**
         * The organisation keeps a catalogue of roles on this storage, and the default role, which is not the expected
         * one, is not in it. Nothing was changed.
         */
        UNKNOWN_ROLE
    }
}
