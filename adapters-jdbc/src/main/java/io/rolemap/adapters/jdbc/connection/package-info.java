/** Connections in SQL. */
package io.rolemap.adapters.jdbc.connection;
