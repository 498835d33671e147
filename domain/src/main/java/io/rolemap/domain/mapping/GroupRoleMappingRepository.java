package io.rolemap.domain.mapping;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Out-port: where mappings are kept. Methods join the transaction that is open; those that write must be called in one,
 * or in {@link Transactions#forOneCall}.
 * All throw {@link StorageUnavailableException} when the storage cannot be reached.
 */
public interface GroupRoleMappingRepository {

    /**
     * Stores a new mapping, unless its connection does not exist or maps its group already. Of several callers that
     * insert the same group at the same time exactly one succeeds. A conflict leaves everything as it was and the
     * transaction usable.
     *
     * @throws RuntimeException when the connection has a mapping with this id: generated ids don't repeat, so that this
     *     is a fault and no outcome
     */
    Insertion insert(GroupRoleMapping mapping);

    /** The mapping with this id of this connection. */
    Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id);

    /**
     * All mappings of this connection, oldest first, those of one millisecond by id; empty when the connection does not
     * exist.
     */
    Optional<List<GroupRoleMapping>> list(OrgId org, ConnectionId connection);

    /** What became of an insert. */
    sealed interface Insertion {

        /** Applies the function for the case at hand. */
        <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped);
    }

    /** It is stored. */
    record Inserted() implements Insertion {
        @Override
        public <T> T fold(
                Function<Inserted, T> inserted,
                Function<NoSuchConnection, T> noSuchConnection,
                Function<AlreadyMapped, T> alreadyMapped) {
            return inserted.apply(this);
        }
    }

    /** The organisation has no such connection. */
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
     * The connection maps this group already.
     *
     * @param existing the mapping that does
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
