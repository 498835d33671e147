/** Mappings on the wire. */
package io.rolemap.adapters.http.mapping;
