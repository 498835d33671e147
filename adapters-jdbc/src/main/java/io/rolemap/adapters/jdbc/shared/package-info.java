/**
 * Shared by the features: the boundary of a transaction, handles, faults and the two dialects. Not for embedders.
 *
 * <pre>
 *   Repository -----&gt; Sessions -----&gt; Handle -----&gt; database
 *                      |  ConflictRetry   again, when others were in the way
 *                      |  GroupCommit     together with those who come at the same time
 *                      |  Faults          what an exception means to the caller of a port
 * </pre>
 */
package io.rolemap.adapters.jdbc.shared;
