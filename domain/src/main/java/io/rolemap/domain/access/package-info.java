/** Who may do what: actors, permissions, the authorizer that decides, and the API keys that a server hands out. */
package io.rolemap.domain.access;
