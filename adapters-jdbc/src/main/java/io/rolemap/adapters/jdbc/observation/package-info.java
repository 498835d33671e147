/** The inventory of observed groups. Not for embedders: it may change with any version. */
package io.rolemap.adapters.jdbc.observation;
