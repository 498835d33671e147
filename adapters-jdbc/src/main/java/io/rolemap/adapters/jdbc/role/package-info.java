/**
 * The catalogues of roles in SQL. A role is removed under the lock of its row, which whoever grants it holds too. Not for
 * embedders.
 */
package io.rolemap.adapters.jdbc.role;
