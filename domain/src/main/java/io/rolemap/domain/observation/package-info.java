/**
 * What the identity provider really sends: an inventory of the groups that people came with, per connection. It answers
 * which groups nobody mapped, and which mappings nobody uses. Coarse to the hour, and lossy by design: no decision is made by
 * it.
 *
 * <ul>
 *   <li>Values: {@link Sighting}, {@link ObservedGroup}.
 *   <li>Lists: {@link ObservedGroupQuery}, {@link ObservedGroupPage}, {@link ObservedGroupPosition}.
 *   <li>In-ports: {@link ListObservedGroups}; {@link StoreObservedGroups}, to be called from time to time.
 *   <li>Out-port: {@link ObservedGroupRepository}.
 * </ul>
 *
 * <p>Null is nowhere accepted and nowhere returned.
 */
package io.rolemap.domain.observation;
