/**
 * Mappings: which external group grants which role, per connection. What Rolemap is for.
 *
 * <pre>
 *   CreateGroupRoleMapping.create(actor, command)
 *      |
 *      |  Authorizer            may the actor write mappings here, and grant this role?   no: NotPermitted
 *      |  IdGenerator, clock    the new mapping
 *      |
 *      |  Transactions.forOneCall, or inTransaction where there is a RoleCatalog -+
 *      |  |  RoleCatalog, if any: there is no such role: UnknownRole              |
 *      |  |  GroupRoleMappingRepository.insert                                    |
 *      |  |     no such connection: ConnectionNotFound                            |
 *      |  |     the connection has this group: GroupAlreadyMapped                 |
 *      |  |     the organisation's catalogue lacks the role: UnknownRole          |
 *      |  + - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - commit -+
 *      v
 *   Created
 *
 *   ReplaceGroupRoleMappings.replace(actor, command)
 *      |
 *      |  Authorizer            may the actor read mappings, write them, and grant each of the roles?
 *      |
 *      |  Transactions.inTransaction - - - - - - - - - - - - - - - - - - - - - - -+
 *      |  |  GroupRoleMappingRepository.listExclusively                           |
 *      |  |     no such connection: ConnectionNotFound                            |
 *      |  |  the condition on the set's version is not met: ConditionNotMet       |
 *      |  |  MappingPlan.between   what has to be done; nothing: Replaced         |
 *      |  |  RoleCatalog, if any: some of the roles are none: UnknownRoles        |
 *      |  |  IdGenerator, clock    the changes                                    |
 *      |  |  GroupRoleMappingRepository.apply                                     |
 *      |  |     the organisation's catalogue lacks roles: UnknownRoles            |
 *      |  + - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - commit -+
 *      v
 *   Replaced
 * </pre>
 *
 * <ul>
 *   <li>Values: {@link GroupRoleMapping} with {@link MappingId} and {@link ExternalGroup}, which is compared code point
 *       for code point.
 *   <li>Lists: {@link MappingQuery}, {@link MappingPage}, {@link MappingPosition}.
 *   <li>Whole sets: {@link WantedMappings} and {@link MappingSetVersion}; {@link MappingPlan}, which is the function from
 *       the current set and the wanted one to what has to be done, and {@link MappingChanges}, which is what was done.
 *   <li>Look-alikes: {@link GroupDifference}, in what groups differ that people take for the same; {@link GroupSkeleton},
 *       by which they are found; {@link MappingFinding} and {@link MappingSurvey}, what is suspicious about a mapping and
 *       in a set.
 *   <li>In-ports for one mapping: {@link CreateGroupRoleMapping}, {@link GetGroupRoleMapping},
 *       {@link UpdateGroupRoleMapping}, {@link DeleteGroupRoleMapping}.
 *   <li>In-ports for many: {@link ListGroupRoleMappings}, {@link GetMappingSetVersion}, {@link PlanGroupRoleMappings},
 *       {@link ReplaceGroupRoleMappings}, {@link ListMappingFindings}.
 *   <li>Out-port: {@link GroupRoleMappingRepository}.
 * </ul>
 *
 * <p>Those that read ask the authorizer and open no transaction. {@code GetGroupRoleMapping} looks for the connection
 * after it has not found the mapping: a connection that is made in between makes it answer that the mapping is not
 * there.
 *
 * <p>{@code UpdateGroupRoleMapping} and {@code DeleteGroupRoleMapping} read the mapping, hold it against the caller's
 * condition, and write on condition that it still is as it was read; where it is not, they begin again.
 * {@code ReplaceGroupRoleMappings} reads the whole set and keeps all others from it until its changes are committed;
 * {@code PlanGroupRoleMappings} reads it page by page and keeps nobody from anything.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.mapping;
