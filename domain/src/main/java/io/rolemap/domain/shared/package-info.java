/** The words every feature speaks: organisations, roles, identifiers, and the boundary of a transaction. */
package io.rolemap.domain.shared;
