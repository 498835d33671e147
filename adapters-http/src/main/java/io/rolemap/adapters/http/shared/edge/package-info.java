/** The edge of HTTP: who asks, in which order a request is judged, how long it may take, and what Jetty itself answers. */
package io.rolemap.adapters.http.shared.edge;
