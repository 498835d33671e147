package io.rolemap.testkit;

import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.shared.Transactions;

/**
 * The ports of one adapter that looks up mappings by groups, as their contract wants them. A storage without a lookup has
 * {@link StoragePorts} only.
 *
 * @param transactions the boundary that the others join
 * @param connections on the same storage
 * @param mappings on the same storage
 * @param lookup on the same storage
 */
public record LookupPorts(
        Transactions transactions,
        ConnectionRepository connections,
        GroupRoleMappingRepository mappings,
        MappingLookup lookup) {

    /**
     * Those of a store in memory.
     *
     * @param store where everything is kept
     * @return its ports
     */
    public static LookupPorts of(InMemoryStore store) {
        return new LookupPorts(store.transactions(), store.connections(), store.mappings(), store.lookup());
    }
}
