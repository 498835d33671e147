/** Connections on the wire. */
package io.rolemap.adapters.http.connection;
