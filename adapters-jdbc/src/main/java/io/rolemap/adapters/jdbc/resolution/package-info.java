/** What resolving needs of connections and mappings. Not for embedders: it may change with any version. */
package io.rolemap.adapters.jdbc.resolution;
