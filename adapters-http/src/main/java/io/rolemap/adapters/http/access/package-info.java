/** API keys on the wire. */
package io.rolemap.adapters.http.access;
