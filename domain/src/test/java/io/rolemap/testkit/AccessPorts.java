package io.rolemap.testkit;

import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.shared.Transactions;

/**
 * The ports of one adapter that keep API keys, as their contracts want them. A service that authenticates its callers by
 * itself has none of these.
 *
 * @param transactions the boundary that the others join
 * @param apiKeys on the same storage
 * @param operatorKeys on the same storage
 */
public record AccessPorts(Transactions transactions, ApiKeyRepository apiKeys, OperatorKeyStore operatorKeys) {

    /**
     * Those of a store in memory.
     *
     * @param store where the keys are kept
     * @return its ports
     */
    public static AccessPorts of(InMemoryStore store) {
        return new AccessPorts(store.transactions(), store.apiKeys(), store.operatorKeys());
    }
}
