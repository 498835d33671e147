/** Shared by the features: the boundary of a transaction, handles, faults and the two dialects. */
package io.rolemap.adapters.jdbc.shared;
