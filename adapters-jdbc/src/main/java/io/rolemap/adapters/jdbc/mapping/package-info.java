/**
 * Mappings in SQL: one statement locks the connection and the role and inserts, and a conflict is a row count rather than
 * an exception. Whole sets take a statement for each kind of change. Lists are read by pages, along an index of their
 * own. In the place of the group, which may be longer than an index entry, its SHA-256 digest is unique. Not for
 * embedders.
 */
package io.rolemap.adapters.jdbc.mapping;
