/** Mappings: which external group grants which role, per connection. */
package io.rolemap.domain.mapping;
