/** Catalogues of roles on the wire. */
package io.rolemap.adapters.http.role;
