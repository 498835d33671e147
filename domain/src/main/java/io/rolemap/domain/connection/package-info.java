/**
 * Identity provider connections: one configured identity provider of one organisation each.
 *
 * <p>A connection is what groups come through: the same word may be a group of two providers, and mean two things. It
 * holds only what mapping needs to know. Signing people in, with its client ids and secrets, is the business of others.
 *
 * <pre>
 *   organisation  1 --- n  connection  1 --- n  mapping
 *      OrgId                 ConnectionId, unique in its organisation
 *                            ProviderKey, unique among all organisations
 * </pre>
 *
 * <ul>
 *   <li>Values: {@link Connection} with {@link ConnectionId}, {@link ProviderKey}, {@link ProviderKind},
 *       {@link DisplayName} and {@link GroupsClaim}; {@link ConnectionChanges}.
 *   <li>In-ports: {@link CreateConnection}, {@link GetConnection}, {@link ListConnections}, {@link UpdateConnection},
 *       {@link DeleteConnection}.
 *   <li>Out-port: {@link ConnectionRepository}.
 * </ul>
 *
 * <p>How a call goes: {@code CreateConnection} asks the authorizer whether the actor may write connections here, and
 * grant the default role if there is one; takes an id where the caller chose none; and inserts in a transaction of its
 * own or in the caller's, where a {@link io.rolemap.domain.shared.RoleCatalog}, if there is one, is asked about the default
 * role before. Whether id and provider key are free, the storage decides as it inserts. Those that read ask
 * the authorizer and read. {@code UpdateConnection} and {@code DeleteConnection} read the connection, hold it against the
 * caller's condition, and write on condition that it still is as it was read; where it is not, they begin again.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.connection;
