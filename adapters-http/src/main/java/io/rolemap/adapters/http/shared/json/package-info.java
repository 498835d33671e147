/** JSON as this API reads and writes it: strict on the way in, streamed on the way out. */
package io.rolemap.adapters.http.shared.json;
