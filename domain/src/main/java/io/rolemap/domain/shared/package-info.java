/**
 * The words every feature speaks: organisations, roles, identifiers, and the boundary of a transaction.
 *
 * <p>The domain has five rooms, and each may know those below it only:
 *
 * <pre>
 *   role          the catalogue of roles that an organisation may keep
 *      |
 *   mapping       which external group grants which role
 *      |
 *   connection    the identity providers that the groups come through
 *      |
 *   access        who may do what, and the API keys that a server hands out
 *      |
 *   shared        this package
 * </pre>
 *
 * <ul>
 *   <li>Values: {@link OrgId}, {@link RoleId}, and in {@link Require} the rules by which every room checks its own.
 *   <li>Out-ports, which an adapter implements: {@link Transactions}, {@link IdGenerator} and {@link RoleCatalog}.
 *   <li>Faults: {@link InvalidValueException} from whoever makes a value, and {@link StorageUnavailableException} from
 *       whoever stores one.
 * </ul>
 *
 * <h2>What holds in every room</h2>
 *
 * <ul>
 *   <li>Null is nowhere accepted and nowhere returned; what may be absent is an {@code Optional}. A null that is passed
 *       all the same ends in a {@link NullPointerException}, at once or when the value is first used.
 *   <li>A value that exists is valid. It is kept as it was given, never trimmed, folded or cut to fit, and refused with
 *       an {@link InvalidValueException} otherwise.
 *   <li>What a caller has to expect is a value: a use case returns a sealed result, whose {@code fold} takes a function
 *       for each case. What nobody planned for is an unchecked exception, and a use case passes on what its ports
 *       throw.
 *   <li>Values, commands and results are immutable. Use cases are safe for use by many threads, and so must be every
 *       implementation of an out-port.
 *   <li>Moments are whole milliseconds, cut off when something is created, so that what is returned equals what is read
 *       back.
 * </ul>
 *
 * <p>Nothing here depends on anything but the JDK.
 */
package io.rolemap.domain.shared;
