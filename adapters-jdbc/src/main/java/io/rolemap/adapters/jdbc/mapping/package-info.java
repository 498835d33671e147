/**
 * Mappings in SQL: one statement finds the connection and inserts, and a conflict is a row count rather than an
 * exception. In the place of the group, which may be longer than an index entry, its SHA-256 digest is unique. Not for
 * embedders.
 */
package io.rolemap.adapters.jdbc.mapping;
