package io.rolemap.domain.role;

import io.rolemap.domain.connection.ConnectionId;
import java.util.List;

/**
 * Why a role can't be removed. Immutable.
 *
 * @param mappings how many mappings grant it, in all connections of the organisation
 * @param defaultRoles how many connections have it as their default role
 * @param connections the connections in question, by the characters of their ids in the order of ASCII; the first
 *     {@value #MAX_CONNECTIONS} of them
 */
public record RoleUses(long mappings, long defaultRoles, List<ConnectionId> connections) {

    /** The most connections that are named. */
    public static final int MAX_CONNECTIONS = 100;

    /**
     * Copies the list.
     *
     * @param mappings how many mappings grant it
     * @param defaultRoles how many connections have it as their default role
     * @param connections the first of the connections in question
     */
    public RoleUses {
        connections = List.copyOf(connections);
    }

    /** {@return whether nothing uses the role} */
    public boolean isEmpty() {
        return mappings == 0 && defaultRoles == 0;
    }
}
