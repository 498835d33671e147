/**
 * Observed groups in SQL: a row for each group of a connection, which grows by what is added, and of those that nobody
 * mapped no more than a bounded number. On PostgreSQL one statement adds sightings of all connections and waits for none
 * that somebody has to himself. Not for embedders.
 */
package io.rolemap.adapters.jdbc.observation;
