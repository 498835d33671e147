/**
 * The use cases' implementations, behind one factory: {@link Rolemap}. What a service programs against when it embeds
 * them, together with the domain's in-ports and values.
 *
 * <pre>
 *   your code                  Rolemap                                   your adapters
 *
 *   create(actor, command) --&gt; use case (in-port)
 *                                |
 *                                |-- 1. may this actor? ---------------&gt; Authorizer
 *                                |       no: NotPermitted
 *                                |-- 2. id and time of the new thing --&gt; IdGenerator, InstantSource
 *                                |
 *                                |-- 3. ===== transaction begins, ======&gt; Transactions
 *                                |      |     or yours is joined
 *                                |      |-- is there such a role? -----&gt; RoleCatalog, if you have one
 *                                |      |       no: UnknownRole
 *                                |      |-- insert --------------------&gt; GroupRoleMappingRepository,
 *                                |      |                                ConnectionRepository,
 *                                |      |                                RoleRepository,
 *                                |      |                                ApiKeyRepository
 *                                |      ===== commit, unless joined =====
 *                                v
 *   fold(...) &lt;--------------- Result: one case for each outcome
 *
 *
 *   update(actor, command) --&gt; use case
 *   delete(actor, command)       |-- 1. may this actor? ---------------&gt; Authorizer
 *                                |
 *                           +--&gt; |-- 2. what is stored now? -----------&gt; a repository
 *                           |    |-- 3. your condition -- not met: ConditionNotMet
 *                           |    |-- 4. write, if that still is -------&gt; Transactions, RoleCatalog,
 *                           |    |      what is stored                   the repository
 *                           +----| it is not: somebody else was faster, so once more
 *                                v
 *                              Result
 *
 *
 *   replace(actor, command) -&gt; use case
 *                                |-- 1. may this actor? ---------------&gt; Authorizer, once for each role
 *                                |-- 2. ===== transaction ==============&gt; Transactions
 *                                |      |-- the set, and nobody else ---&gt; listExclusively
 *                                |      |   changes it from now on
 *                                |      |-- your condition on its version
 *                                |      |-- what has to be done: MappingPlan, a pure function
 *                                |      |-- are there such roles? ------&gt; RoleCatalog, if you have one
 *                                |      |-- do it, in a few statements -&gt; apply
 *                                |      ===== commit, unless joined =====
 *                                v
 *                              Result
 *
 *
 *   resolve(actor, query) ---&gt; use case
 *                                |-- 1. may this actor? ---------------&gt; Authorizer
 *                                |-- 2. the connection, and what it ---&gt; MappingLookup; without one, the set is
 *                                |      maps of the person's groups      read from GroupRoleMappingRepository
 *                                |-- 3. the roles: RoleResolver,
 *                                |      a pure function
 *                                |-- 4. the groups are remembered,
 *                                |      in memory
 *                                v
 *                              Result
 *
 *   store(), now and then ---&gt; use case
 *                                |-- ===== transaction =================&gt; Transactions
 *                                |      |-- what was remembered --------&gt; ObservedGroupRepository
 *                                |      ===== commit, unless joined =====
 *                                v
 *                              is more waiting?
 * </pre>
 *
 * <h2>Build it once</h2>
 *
 * <pre>{@code
 * Rolemap rolemap = Rolemap.builder()
 *         .mappings(myMappings)
 *         .connections(myConnections)
 *         .transactions(myTransactions)
 *         .authorizer((actor, action) -> myRights.allow(actor.id(), action.org().value(), action.permission()))
 *         .build();
 * }</pre>
 *
 * <table>
 * <caption>What to bring, and what may be left out</caption>
 * <thead>
 * <tr><th scope="col">part</th><th scope="col">without it</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@link Rolemap.Builder#mappings mappings}, {@link Rolemap.Builder#connections connections},
 *     {@link Rolemap.Builder#transactions transactions}</td><td>it is not built; the storage of
 *     {@code rolemap-adapters-jdbc} has all three</td></tr>
 * <tr><td>{@link Rolemap.Builder#authorizer authorizer}</td><td>it is not built; {@code Authorizer.permitAll()} is for
 *     services that have authorised their callers before</td></tr>
 * <tr><td>{@link Rolemap.Builder#lookup lookup}</td><td>the whole set of a connection is read whenever somebody signs in
 *     through it; the storage of {@code rolemap-adapters-jdbc} has one</td></tr>
 * <tr><td>{@link Rolemap.Builder#observedGroups observedGroups}</td><td>nobody can ask which groups people come with, or
 *     which mappings nobody uses; with it, {@link Rolemap#storeObservedGroups()} has to be called every few seconds, by a
 *     thread of yours</td></tr>
 * <tr><td>{@link Rolemap.Builder#roles roles}</td><td>there are no use cases of roles, and no organisation makes a
 *     catalogue of those that may be granted</td></tr>
 * <tr><td>{@link Rolemap.Builder#roleCatalog roleCatalog}</td><td>no service of yours is asked whether there is a role;
 *     without both, every role may be granted</td></tr>
 * <tr><td>{@link Rolemap.Builder#apiKeys apiKeys}</td><td>there are no use cases of API keys; a service that knows its
 *     callers needs none</td></tr>
 * <tr><td>{@link Rolemap.Builder#operatorKey(io.rolemap.domain.access.KeyDigest) operatorKey}</td><td>no key makes its
 *     holder the operator</td></tr>
 * <tr><td>{@link Rolemap.Builder#ids ids}</td><td>UUIDs of version 7 (RFC 9562)</td></tr>
 * <tr><td>{@link Rolemap.Builder#clock clock}</td><td>the system's clock</td></tr>
 * <tr><td>{@link Rolemap.Builder#secureRandom secureRandom}</td><td>a {@link java.security.SecureRandom}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Each port's page says what its implementation must keep to, and the domain's test kit, the package
 * {@code io.rolemap.testkit} in the test-jar of {@code rolemap-domain}, has a contract that checks it.
 *
 * <h2>Call it</h2>
 *
 * <pre>{@code
 * CreateGroupRoleMapping.Command command;
 * try {
 *     command = new CreateGroupRoleMapping.Command(
 *             new OrgId("acme"),
 *             new ConnectionId("okta"),
 *             new ExternalGroup("CN=Admins,OU=Ops,DC=acme,DC=example"),
 *             new RoleId(2227));
 * } catch (InvalidValueException invalid) {
 *     return "not possible: " + invalid.getMessage();
 * }
 * return rolemap.createGroupRoleMapping()
 *         .create(Actor.named("user:4711"), command)
 *         .fold(
 *                 created -> "mapped as " + created.mapping().id(),
 *                 connectionNotFound -> "no such connection",
 *                 alreadyMapped -> alreadyMapped
 *                         .existing()
 *                         .map(existing -> "has role " + existing.role() + " already")
 *                         .orElse("has a role already"),
 *                 unknownRole -> "no such role as " + unknownRole.role(),
 *                 notPermitted -> "not allowed");
 * }</pre>
 *
 * <p>Each outcome that a caller has to expect is a case of {@code fold}: forget one, and the code does not compile.
 * What nobody planned for is an exception: {@link io.rolemap.domain.shared.InvalidValueException} where a value is
 * made, {@link io.rolemap.domain.shared.StorageUnavailableException} when the storage is away, and whatever else a port
 * throws. Use cases catch none of them.
 *
 * <h2>Sign somebody in</h2>
 *
 * <pre>{@code
 * return rolemap.resolveRoles()
 *         .resolve(Actor.named("service:login"), ResolveRoles.Query.of(
 *                 new OrgId("acme"), new ConnectionReference.ByKey(new ProviderKey("acme-okta")), Claims.of(idToken)))
 *         .fold(
 *                 resolved -> session.with(resolved.resolution().roles()),
 *                 overage -> refuse("your groups have to be fetched: " + overage.pointer()),
 *                 unusable -> refuse("the claim at " + unusable.pointer() + " " + unusable.rule()),
 *                 connectionNotFound -> refuse("no such connection"),
 *                 notPermitted -> refuse("not allowed"));
 * }</pre>
 *
 * <p>The resolution says which mapping granted which role, and which mappings come near to the groups that are not mapped.
 * {@code Query.unexplained()} leaves the latter out, which is quicker.
 *
 * <h2>Transactions</h2>
 *
 * <p>A use case that writes begins a transaction through {@link io.rolemap.domain.shared.Transactions}, and commits it
 * before it returns. Inside a transaction of yours, as your implementation of that port understands it, it takes part
 * instead, and what it has stored is there once you commit:
 *
 * <pre>{@code
 * myTransactions.inTransaction(() -> {
 *     myOrders.book(order);
 *     return rolemap.createGroupRoleMapping().create(actor, command);   // stored with the order, or not at all
 * });
 * }</pre>
 *
 * <p>An outcome such as {@code GroupAlreadyMapped} rolls nothing back; throw if it shall. Work may be run again from
 * the start when the database asked for that. Use cases that only read begin no transaction, and see what yours sees.
 * That goes for the reading part of updates and removals too: in a transaction of yours that keeps to an old snapshot,
 * what others have changed since can't be changed, and ends in whatever fault your database has for that, or in an
 * {@link IllegalStateException}.
 *
 * <h2>Change what you have seen</h2>
 *
 * <p>Every command that changes or removes something takes a condition. It holds for the very state that the change
 * replaces, whoever else is busy with it, so that nobody's change is overwritten unseen:
 *
 * <pre>{@code
 * GroupRoleMapping shown = ...;   // what your user had before her eyes when she decided
 * rolemap.updateGroupRoleMapping()
 *         .update(actor, UpdateGroupRoleMapping.Command.of(shown.org(), shown.connection(), shown.id(), newRole)
 *                 .onlyIf(shown::equals));   // else ConditionNotMet
 * }</pre>
 *
 * <p>A whole set is guarded by its version, which {@code GetMappingSetVersion} and every plan tell.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.application;
