/**
 * For tests of services on top of the domain: honest in-memory ports, and the contracts that every adapter keeps.
 *
 * <pre>
 *   you write                      you extend, in a test of yours
 *
 *   Transactions ----------------- TransactionsContract
 *   GroupRoleMappingRepository --- GroupRoleMappingRepositoryContract
 *   ConnectionRepository --------- ConnectionRepositoryContract
 *   RoleRepository --------------- RoleRepositoryContract        if your storage keeps catalogues of roles
 *   MappingLookup ---------------- MappingLookupContract         if your storage finds mappings by groups
 *   ObservedGroupRepository ------ ObservedGroupRepositoryContract  if it keeps the groups that people come with
 *   ApiKeyRepository ------------- ApiKeyRepositoryContract      if your callers present API keys
 *   OperatorKeyStore ------------- OperatorKeyStoreContract      if you run a server
 *
 *   a wiring into your own
 *   transactions ----------------- CallersTransactionContract
 * </pre>
 *
 * <h2>Dependencies</h2>
 *
 * <p>The kit is the test-jar of {@code rolemap-domain}. It is written for JUnit Jupiter, parameterized tests included,
 * and AssertJ, and a test-jar does not bring its own dependencies along:
 *
 * <pre>{@code
 * <dependency>
 *   <groupId>io.rolemap</groupId>
 *   <artifactId>rolemap-domain</artifactId>
 *   <type>test-jar</type>
 *   <scope>test</scope>
 * </dependency>
 * <dependency>
 *   <groupId>org.junit.jupiter</groupId>
 *   <artifactId>junit-jupiter</artifactId>
 *   <scope>test</scope>
 * </dependency>
 * <dependency>
 *   <groupId>org.assertj</groupId>
 *   <artifactId>assertj-core</artifactId>
 *   <scope>test</scope>
 * </dependency>
 * }</pre>
 *
 * <h2>The test of an adapter</h2>
 *
 * <p>One subclass for each contract, which says how to come by ports on an empty storage. JUnit finds the tests in the
 * contract.
 *
 * <pre>{@code
 * class FileStoreTest {
 *
 *     @TempDir
 *     private Path folder;
 *
 *     private StoragePorts ports() {
 *         FileStore store = new FileStore(folder.resolve("rolemap.data"));
 *         return new StoragePorts(store.transactions(), store.connections(), store.mappings());
 *     }
 *
 *     @Nested
 *     class Boundary extends TransactionsContract {
 *         @Override
 *         protected StoragePorts emptyStorage() {
 *             return ports();
 *         }
 *     }
 *
 *     @Nested
 *     class Mappings extends GroupRoleMappingRepositoryContract {
 *         @Override
 *         protected StoragePorts emptyStorage() {
 *             return ports();
 *         }
 *     }
 *
 *     @Nested
 *     class Connections extends ConnectionRepositoryContract {
 *         @Override
 *         protected StoragePorts emptyStorage() {
 *             return ports();
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A storage without catalogues of roles answers never that a role is unknown, and has no more to extend. One with
 * them supplies {@link RolePorts} to {@link RoleRepositoryContract}, which asks all its repositories together. In the same
 * way {@link LookupPorts} and {@link ObservationPorts} are for a storage that has those ports too: one without a lookup may
 * tell no neighbours of a new mapping, and for one without observed groups no group ever was.
 *
 * <p>Moments reach as far as a {@code long} of milliseconds does, further than most databases' own types: keep the
 * number.
 *
 * <p>A contract calls from many threads at once, and asks for an empty storage before each test. It looks at results and
 * at what is stored in the end, so that work may be run again. Nobody waits longer than a minute for another thread:
 * what takes longer is a deadlock, and a failure. What a contract can't bring about is left to the adapter's own tests: a
 * storage that is away, a crash, a lost answer.
 *
 * <h2>The test of a service</h2>
 *
 * <p>{@link InMemoryStore} has all ports that store something, {@link SequentialIds} and {@link FixedClock} make ids
 * and times that can be foretold, {@link Pages} reads a list to its end:
 *
 * <pre>{@code
 * InMemoryStore store = new InMemoryStore();
 * Rolemap rolemap = Rolemap.builder()
 *         .mappings(store.mappings())
 *         .connections(store.connections())
 *         .lookup(store.lookup())
 *         .observedGroups(store.observedGroups())
 *         .roles(store.roles())
 *         .transactions(store.transactions())
 *         .ids(new SequentialIds())
 *         .clock(FixedClock.at(Samples.NOW))
 *         .authorizer(Authorizer.permitAll())
 *         .build();
 * }</pre>
 *
 * <p>The names of tests in the contracts may change with any version, and there may be more of them. Null is nowhere
 * accepted and nowhere returned, but for what a caller's own work returns.
 */
package io.rolemap.testkit;
