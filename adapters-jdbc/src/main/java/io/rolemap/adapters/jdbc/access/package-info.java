/**
 * API keys and the operator key in SQL, and the cache in front of the former. A key that was read less than a second
 * ago is not read again; one that this process deletes is passed by at once. Not for embedders.
 */
package io.rolemap.adapters.jdbc.access;
