/**
 * The use cases that resolve groups to roles: one class for each in-port of {@link io.rolemap.domain.resolution}, none of
 * them public. Public is only what assembles them for {@link io.rolemap.application.Rolemap}; it is not for embedders.
 */
package io.rolemap.application.resolution;
