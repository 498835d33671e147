/**
 * Who may do what: actors, permissions, the authorizer that decides, and the API keys that a server hands out.
 *
 * <pre>
 *   presented key --&gt; AuthenticateApiKey --&gt; Actor --&gt; any other use case
 *                                                          |
 *                                             Action       v
 *                              (organisation, permission,  Authorizer.permits(actor, action)
 *                                   role to be granted)    |
 *                                                          +-- no:  NotPermitted, and no data was touched
 *                                                          +-- yes: it goes on
 * </pre>
 *
 * <ul>
 *   <li>Values: {@link Actor} with its {@link Grants}, {@link Action} and {@link Permission}; {@link ApiKey} with
 *       {@link KeyId}, {@link KeyName} and {@link KeyDigest}; and {@link ApiKeySecret}, the one that is never stored.
 *   <li>In-ports: {@link AuthenticateApiKey}, {@link IssueApiKey}, {@link ListApiKeys}, {@link RevokeApiKey}.
 *   <li>Out-ports: {@link Authorizer}, which every service needs; {@link ApiKeyRepository} for services whose callers
 *       present keys made here; {@link OperatorKeyStore} for servers.
 * </ul>
 *
 * <p>An embedding service that knows its callers already names them, {@link Actor#named}, and brings an authorizer of
 * its own; it can do without everything else here.
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.access;
