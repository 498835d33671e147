package io.rolemap.application.shared;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleCatalog;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the embedding service's {@link RoleCatalog} knows, or, where it has none, every role. The catalogues that
 * organisations keep on the storage are the repositories' business. Immutable; safe for use by many threads as far as
 * the catalogue is.
 */
public final class KnownRoles {

    private final Optional<RoleCatalog> catalog;

    /**
     * Asks this catalogue.
     *
     * @param catalog empty where every role is known
     */
    public KnownRoles(Optional<RoleCatalog> catalog) {
        this.catalog = catalog;
    }

    /** {@return whether there is a catalogue to ask, for which a transaction has to be begun} */
    public boolean mustBeAsked() {
        return catalog.isPresent();
    }

    /**
     * {@return whether the role can't be granted in the organisation}
     *
     * @param org the organisation in which it would be granted
     * @param role the one that would be granted
     */
    public boolean lack(OrgId org, RoleId role) {
        return !unknownAmong(org, Set.of(role)).isEmpty();
    }

    /**
     * {@return those of the roles that can't be granted in the organisation} Whatever else the catalogue answers, none
     * but those that were asked about.
     *
     * @param org the organisation in which they would be granted
     * @param roles any number; the catalogue is not asked about none
     */
    public Set<RoleId> unknownAmong(OrgId org, Set<RoleId> roles) {
        if (roles.isEmpty() || catalog.isEmpty()) {
            return Set.of();
        }
        Set<RoleId> unknown = catalog.get().unknownAmong(org, roles);
        return roles.stream().filter(unknown::contains).collect(Collectors.toUnmodifiableSet());
    }
}
