/**
 * Connections in SQL: a row for each, and one for its provider key in a directory of all organisations. Not for
 * embedders.
 */
package io.rolemap.adapters.jdbc.connection;
