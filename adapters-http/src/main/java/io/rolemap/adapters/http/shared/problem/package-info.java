/** Problem documents (RFC 9457): the one form of every answer outside 2xx. */
package io.rolemap.adapters.http.shared.problem;
