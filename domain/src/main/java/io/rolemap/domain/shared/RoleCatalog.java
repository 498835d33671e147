package io.rolemap.domain.shared;

import java.util.Set;

/**
 * Out-port: knows the roles that an embedding service has, so that no mapping grants one that does not exist. Optional:
 * without it every role is taken for known, but for organisations that keep a catalogue in a
 * {@code io.rolemap.domain.role.RoleRepository}; with both, both must know a role.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>It is asked after the authorizer and before anything is stored, about roles that would be granted anew: never about
 *     those of mappings that stay as they are, but for {@code ListMappingFindings}, which asks about all of a connection's.
 * <li>Where a use case has begun a transaction, it is asked inside: an implementation on the same database can lock what
 *     it finds, so that the role is not removed before the commit. Plans and findings are asked about outside of one.
 * <li>An exception leaves the use case as the very same object, and nothing is stored.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface RoleCatalog {

    /**
     * {@return those of the roles that can't be granted in the organisation, because it has none of them; empty when all
     * are known}
     *
     * @param org the organisation in which they would be granted
     * @param roles at least one
     */
    Set<RoleId> unknownAmong(OrgId org, Set<RoleId> roles);
}
