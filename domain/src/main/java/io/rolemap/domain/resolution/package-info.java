/**
 * Which roles somebody gets, and why: what mappings are for, at the moment somebody signs in.
 *
 * <pre>
 *   ResolveRoles.resolve(actor, query)
 *      |
 *      |  Authorizer             may the actor resolve roles here?                  no: NotPermitted
 *      |  GroupSource.candidates the groups, or everything among the claims that may be one
 *      |  MappingLookup.lookUp   the connection and what it maps of them            none: ConnectionNotFound
 *      |  GroupSource.read       the groups, now that it is known where they stand
 *      |     some were left out: GroupsOverage; nobody can read them: UnusableClaims
 *      |  RoleResolver           the answer, a pure function of all that
 *      |  what was seen is remembered, for StoreObservedGroups
 *      v
 *   Resolved
 * </pre>
 *
 * <ul>
 *   <li>The pure part: {@link RoleResolver} makes a {@link Resolution} of a connection, its mappings and groups;
 *       {@link Claims} reads groups from what identity providers send. Both can be used on their own.
 *   <li>In-ports: {@link ResolveRoles} for one person, {@link ResolveRolesOfPeople} for many,
 *       {@link PredictMappingImpact} to judge a set of mappings before it is applied.
 *   <li>Out-port: {@link MappingLookup}.
 * </ul>
 *
 * <p>None of them opens a transaction. Incomplete evidence is never answered by roles: whoever loses access without a word doesn't
 * know whom to ask.
 *
 * <p>Null is nowhere accepted and nowhere returned, but for the values within {@link Claims}.
 */
package io.rolemap.domain.resolution;
