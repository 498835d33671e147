/**
 * Mappings: which external group grants which role, per connection. What Rolemap is for.
 *
 * <pre>
 *   CreateGroupRoleMapping.create(actor, command)
 *      |
 *      |  Authorizer            may the actor write mappings here, and grant this role?   no: NotPermitted
 *      |  IdGenerator, clock    the new mapping
 *      |
 *      |  Transactions.forOneCall - - - - - - - - - - - - - - - - - - - - - - - - +
 *      |  |  GroupRoleMappingRepository.insert                                    |
 *      |  |     no such connection: ConnectionNotFound                            |
 *      |  |     the connection has this group: GroupAlreadyMapped                 |
 *      |  + - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - commit -+
 *      v
 *   Created
 * </pre>
 *
 * <ul>
 *   <li>Values: {@link GroupRoleMapping} with {@link MappingId} and {@link ExternalGroup}, which is compared code point
 *       for code point.
 *   <li>In-ports: {@link CreateGroupRoleMapping}, {@link GetGroupRoleMapping}, {@link ListGroupRoleMappings}.
 *   <li>Out-port: {@link GroupRoleMappingRepository}.
 * </ul>
 *
 * <p>The two that read ask the authorizer and open no transaction. {@code GetGroupRoleMapping} looks for the connection
 * after it has not found the mapping: a connection that is made in between makes it answer that the mapping is not
 * there.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.mapping;
