/** The use cases of mappings. */
package io.rolemap.application.mapping;
