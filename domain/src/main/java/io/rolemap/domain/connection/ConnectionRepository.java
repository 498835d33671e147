package io.rolemap.domain.connection;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Out-port: where connections are kept. Methods join the transaction that is open; those that write must be called in
 * one, or in {@link Transactions#forOneCall}. All throw {@link StorageUnavailableException} when the storage
 * cannot be reached.
 */
public interface ConnectionRepository {

    /**
     * Stores a new connection, unless its id is in use in its organisation or its provider key anywhere. Such a
     * conflict leaves everything as it was and the transaction usable; where both are in use, the id is told.
     */
    Insertion insert(Connection connection);

    /** The connection with this id in this organisation. */
    Optional<Connection> find(OrgId org, ConnectionId id);

    /** All connections of the organisation, oldest first, those of one millisecond by id. */
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
