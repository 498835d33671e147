/** Mappings in SQL. */
package io.rolemap.adapters.jdbc.mapping;
