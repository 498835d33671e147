package io.rolemap.testkit;

import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.Transactions;

/**
 * The ports of one adapter that keeps catalogues of roles, as their contract wants them. A storage without catalogues has
 * {@link StoragePorts} only.
 *
 * @param transactions the boundary that the others join
 * @param connections on the same storage
 * @param mappings on the same storage
 * @param roles on the same storage
 */
public record RolePorts(
        Transactions transactions,
        ConnectionRepository connections,
        GroupRoleMappingRepository mappings,
        RoleRepository roles) {

    /**
     * Those of a store in memory.
     *
     * @param store where everything is kept
     * @return its ports
     */
    public static RolePorts of(InMemoryStore store) {
        return new RolePorts(store.transactions(), store.connections(), store.mappings(), store.roles());
    }
}
