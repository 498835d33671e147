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
 * <li>Every method takes part in the transaction that is open on the calling thread. {@link #insert} is refused with an
 *     {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall};
 *     reads need no transaction.
 * <li>Ids are unique in their organisation, and provider keys among all organisations: two constraints of the storage,
 *     not a look before the insert. Ids are compared character by character.
 * <li>A conflict is a value and no exception, and the transaction can go on: on PostgreSQL a constraint that is
 *     violated would end it.
 * <li>{@link #insert} is all or nothing, whatever number of statements it takes, also in a
 *     {@link Transactions#forOneCall}.
 * <li>What is read equals what was inserted: text code point for code point, roles in the whole 64-bit range, zero
 *     distinct from none, moments to the millisecond.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out: what is swallowed between here and the boundary is lost.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract
 * {@code io.rolemap.testkit.ConnectionRepositoryContract} in the test kit checks this, but for the faults of a storage.
 */
public interface ConnectionRepository {

    /**
     * Stores a new connection, unless its id is in use in its organisation or its provider key anywhere. Such a
     * conflict leaves everything as it was and the transaction usable; where both are in use, the id is told. Of
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

    /** What became of an insert. */
    enum Insertion {
        /** It is stored. */
        INSERTED,
        /** The organisation has a connection with this id. */
        ID_IN_USE,
        /** A connection of some organisation has this provider key. */
        PROVIDER_KEY_IN_USE
    }
}
