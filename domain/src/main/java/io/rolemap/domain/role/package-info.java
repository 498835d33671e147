/**
 * The catalogue of roles that an organisation may keep: which roles there are to grant.
 *
 * <p>An organisation without one may grant any role. As soon as it has one role here, only those of its catalogue can be
 * granted anew, by mappings and as default roles; what was made before stays. A role that is granted can't be removed.
 *
 * <ul>
 *   <li>Values: {@link Role} with {@link RoleName}, and {@link RoleUses}.
 *   <li>In-ports: {@link PutRole}, {@link GetRole}, {@link ListRoles}, {@link DeleteRole}.
 *   <li>Out-port: {@link RoleRepository}. An embedder whose roles are kept elsewhere implements
 *       {@link io.rolemap.domain.shared.RoleCatalog} instead.
 * </ul>
 *
 * <p>How a call goes: each asks the authorizer whether the actor may read or write roles here. {@code PutRole} then reads
 * the role, and enters it where there is none, or puts the renamed one in the place of the one it has read; where somebody
 * was faster, it begins again. {@code DeleteRole} leaves it to the storage whether something uses the role, as it removes
 * it in one transaction. That nothing grants a role which is not in the catalogue is seen to by the repositories of
 * mappings and connections, as they store it.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.role;
