package io.rolemap.testkit;

import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.shared.Transactions;

/**
 * The ports of one adapter that keeps observed groups, as their contract wants them. A storage that keeps none has
 * {@link StoragePorts} only.
 *
 * @param transactions the boundary that the others join
 * @param connections on the same storage
 * @param mappings on the same storage
 * @param observedGroups on the same storage
 */
public record ObservationPorts(
        Transactions transactions,
        ConnectionRepository connections,
        GroupRoleMappingRepository mappings,
        ObservedGroupRepository observedGroups) {

    /**
     * Those of a store in memory.
     *
     * @param store where everything is kept
     * @return its ports
     */
    public static ObservationPorts of(InMemoryStore store) {
        return new ObservationPorts(
                store.transactions(), store.connections(), store.mappings(), store.observedGroups());
    }
}
