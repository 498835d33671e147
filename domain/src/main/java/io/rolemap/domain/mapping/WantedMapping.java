package io.rolemap.domain.mapping;

import io.rolemap.domain.shared.RoleId;

/**
 * A mapping as somebody wants it: without what the storage adds to it. Immutable.
 *
 * @param externalGroup the group, exactly as the identity provider emits it
 * @param role the role its members are to get
 */
public record WantedMapping(ExternalGroup externalGroup, RoleId role) {}
