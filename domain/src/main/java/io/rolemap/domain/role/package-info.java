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
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.role;
