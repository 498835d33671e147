package io.rolemap.testkit;

import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.shared.Transactions;

/**
 * The storage ports of one adapter on one storage, as the contracts want them: all that an embedding service needs.
 *
 * @param transactions the boundary that the others join
 * @param connections on the same storage
 * @param mappings on the same storage
 */
public record StoragePorts(
        Transactions transactions, ConnectionRepository connections, GroupRoleMappingRepository mappings) {

    /**
     * Those of a store in memory.
     *
     * @param store where everything is kept
     * @return its ports
     */
    public static StoragePorts of(InMemoryStore store) {
        return new StoragePorts(store.transactions(), store.connections(), store.mappings());
    }
}
