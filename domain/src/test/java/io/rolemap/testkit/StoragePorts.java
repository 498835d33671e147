package io.rolemap.testkit;

import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.shared.Transactions;

/**
 * The storage ports of one adapter on one storage, as the contracts want them.
 *
 * @param transactions the boundary that the others join
 * @param connections on the same storage
 * @param mappings on the same storage
 * @param apiKeys on the same storage
 * @param operatorKeys on the same storage
 */
public record StoragePorts(
        Transactions transactions,
        ConnectionRepository connections,
        GroupRoleMappingRepository mappings,
        ApiKeyRepository apiKeys,
        OperatorKeyStore operatorKeys) {

    /** Those of a store in memory. */
    public static StoragePorts of(InMemoryStore store) {
        return new StoragePorts(
                store.transactions(), store.connections(), store.mappings(), store.apiKeys(), store.operatorKeys());
    }
}
