/**
 * The storage ports on JDBC, for H2 and PostgreSQL: what an embedding service uses.
 *
 * <pre>
 *   use cases
 *       |  mappings()  connections()  roles()  lookup()          apiKeys()  operatorKeys()
 *       |  observedGroups()  transactions()                      |
 *       v                                                        v
 *   JdbcStorage ------------------------------------------------------------------+
 *       |                                                                         |
 *       |  one connection for each thread that calls:                             |
 *       |  the caller's where its transaction is open, else one of the pool       |
 *       v                                                                         v
 *   rolemap_connection  &lt;--- rolemap_group_role_mapping                   rolemap_api_key
 *       ^                                                                 rolemap_installation
 *       +------------------- rolemap_provider_key          rolemap_role
 *       +------------------- rolemap_observed_group
 *
 *   Schema.migrate ----&gt; makes all of them; says so in rolemap_schema_history
 * </pre>
 *
 * <p>Mappings, provider keys and observed groups refer to their connection and are deleted with it. Mappings and connections name roles
 * without referring to {@code rolemap_role}: only an organisation that keeps a catalogue has its roles there, and then
 * locks see to it that no role is granted which is not. Keys begin with the organisation, but for the two directories
 * that answer before it is known: API keys, and provider keys, which are unique among all organisations. Texts are compared byte for byte, moments are milliseconds since the Unix epoch. Tables, columns and
 * SQL are no interface: read and write through the ports.
 *
 * <h2>Three ways to give it a database</h2>
 *
 * <table>
 * <caption>Who has the connections</caption>
 * <thead>
 * <tr><th scope="col">you have</th><th scope="col">you call</th><th scope="col">transactions</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>a JDBC URL</td><td>{@link Database#open} and {@link JdbcStorage#on(Database)}</td><td>Rolemap's own. Mappings
 *     of one connection that come at the same time share them on PostgreSQL</td></tr>
 * <tr><td>a pool</td><td>{@link JdbcStorage#on(javax.sql.DataSource)}</td><td>Rolemap's own, unless a connection comes
 *     in the middle of one of yours</td></tr>
 * <tr><td>JDBI</td><td>{@link JdbcStorage#on(org.jdbi.v3.core.Jdbi)}</td><td>yours where one is open on the thread,
 *     else Rolemap's own</td></tr>
 * </tbody>
 * </table>
 *
 * <pre>{@code
 * Schema.migrate(dataSource);
 * JdbcStorage storage = JdbcStorage.on(dataSource);
 * Rolemap rolemap = Rolemap.builder()
 *         .mappings(storage.mappings())
 *         .connections(storage.connections())
 *         .roles(storage.roles())
 *         .lookup(storage.lookup())
 *         .observedGroups(storage.observedGroups())
 *         .transactions(storage.transactions())
 *         .authorizer(myAuthorizer)
 *         .build();
 * }</pre>
 *
 * <p>The driver is yours to bring: {@code org.postgresql:postgresql} or {@code com.h2database:h2}. A pool's H2 must
 * have {@code MODE=PostgreSQL} and {@code WRITE_DELAY=0} in its URL, or it is refused; {@link Database} adds them.
 *
 * <p>On PostgreSQL tell the sessions of a pool that serves Rolemap alone {@code set enable_seqscan = off}, as
 * {@link Database} does: in HikariCP by {@code connectionInitSql}, or in the URL by
 * {@code options=-c%20enable_seqscan=off}. PostgreSQL keeps the plan of a prepared statement until it has new statistics of
 * the table. One from when there were a few mappings reads the whole table for each group; after an import, a login of
 * 200 groups would take a second or two until the next autoanalyze. With the setting each group is looked up by its key,
 * whatever the statistics; a table without a suitable index, such as one of yours, is read as before. On a pool that you
 * share with Rolemap weigh that against your own queries, or let {@code analyze} follow an import.
 *
 * <h2>In your transaction</h2>
 *
 * <p>What Rolemap stores inside of a transaction of yours is committed and rolled back by you, together with your own:
 *
 * <ul>
 *   <li>with plain JDBC, when you lend the connection for a while: {@link JdbcStorage#joining}
 *   <li>with JDBI, inside of {@code jdbi.useTransaction} and the like, for a storage on the same {@code Jdbi}
 *   <li>with a framework, when the {@code DataSource} hands out the connection of the thread's transaction, such as
 *       Spring's {@code TransactionAwareDataSourceProxy}. Call {@code on} while no transaction is open
 *   <li>with {@link JdbcStorage#transactions()}, around several calls of Rolemap's
 * </ul>
 *
 * <p>A connection without auto-commit counts as one in the middle of its owner's transaction: it is neither committed
 * nor rolled back here. A pool that hands out nothing else is refused when the storage is built, because whatever is
 * stored outside of a transaction of yours would be lost.
 *
 * <p>In Rolemap's own transactions work runs again when it met another transaction (SQLSTATE 40001, 40P01). In yours it
 * does not: the exception has an {@link java.sql.SQLException} of that state as its cause, and the transaction is for
 * you to begin again.
 *
 * <p>What is stored is locked until you commit: whoever works on a whole set, removes the connection, or removes a role of
 * the organisation waits for you, and those who come later wait behind him. So keep such transactions short. If one both
 * replaces the mappings of a connection and writes single ones, let it replace them first: two that share the connection
 * already and then want it alone wait for each other, and one of them is refused (SQLSTATE 40P01). In the same way, remove a
 * role before you grant others.
 *
 * <p>To replace a whole set of mappings, or to remove a role, needs read committed, or serializable on PostgreSQL: at other
 * levels of isolation a transaction of yours can't see what was stored while it waited, and is refused. Rolemap's own, where
 * repeatable read is the default on PostgreSQL, go on at read committed for it. Serializable keeps its promises only when
 * all who write are serializable: make it the default of the database, or use it nowhere.
 *
 * <h2>Tables</h2>
 *
 * <p>{@link Schema#migrate} makes them and brings them up to date, before the storage is used. Its scripts lie under
 * {@code db/rolemap/migration} on the class path, a place of their own, and what ran is recorded in
 * {@code rolemap_schema_history}: neither gets in the way of migrations of yours in the same schema, nor the other way
 * round. Do not run the scripts yourself; they have placeholders for each engine, and one step is written in Java.
 *
 * <p>Replicas of the version before may go on working while the tables are brought up to date and afterwards. Where
 * PostgreSQL builds an index, writes of mappings wait for it: about two seconds for each on a million of them. Mappings
 * that an older replica makes later lack what look-alikes are found by, and nothing else. The key by which older replicas
 * look groups up is replaced by another one, so that until they are replaced too their creates may read a whole connection,
 * and before PostgreSQL 18 the whole table.
 *
 * <h2>When something is wrong</h2>
 *
 * <ul>
 *   <li>{@link UnsupportedDatabaseException} at the start: somebody has to change the database or its settings.
 *   <li>{@link io.rolemap.domain.shared.StorageUnavailableException} at any time: the database is away, its pool is
 *       empty, a lock did not come in time, or others were in the way too often. It says whether the change may have
 *       been stored nevertheless.
 *   <li>{@link IllegalStateException}: a write that no transaction surrounds, a transaction whose work swallowed the
 *       failure of a statement, the id of a mapping that was given out twice, changes to a set that don't fit what is
 *       stored, or a role to be removed at a level of isolation that does not admit it.
 *   <li>Any other exception is a bug, of Rolemap or of what it was given. None shows a value that was stored or a
 *       password.
 * </ul>
 *
 * <h2>On the module path</h2>
 *
 * <p>This is an automatic module, {@code io.rolemap.adapters.jdbc}, since not all it needs is made of modules: start with
 * {@code --add-modules ALL-MODULE-PATH}, or put it on the class path, where nothing is needed.
 *
 * <p>Null is nowhere accepted and nowhere returned. Packages below this one are not for embedders, and may change with
 * any version.
 */
package io.rolemap.adapters.jdbc;
