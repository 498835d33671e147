/**
 * The use cases of the inventory of groups: one class for each in-port of {@link io.rolemap.domain.observation}, none of
 * them public, and the memory in which groups wait to be stored. Public is only what assembles them for
 * {@link io.rolemap.application.Rolemap}; it is not for embedders.
 */
package io.rolemap.application.observation;
