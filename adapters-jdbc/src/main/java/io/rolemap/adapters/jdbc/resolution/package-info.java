/**
 * What resolving needs, in one statement: the connection, the mappings of the groups, and where wanted those of
 * look-alikes. On PostgreSQL the key of the groups carries the answer, and look-alikes are found by digests of their
 * skeletons, a bounded number for each. Not for embedders.
 */
package io.rolemap.adapters.jdbc.resolution;
