/** The storage ports on JDBI, for H2 and PostgreSQL: what an embedding service uses. */
package io.rolemap.adapters.jdbc;
