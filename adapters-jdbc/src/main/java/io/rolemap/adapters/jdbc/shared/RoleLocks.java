package io.rolemap.adapters.jdbc.shared;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Which roles an organisation's catalogue lets be granted, and how to keep them in it: whoever stores something that
 * grants a role holds the role's row until the commit, and whoever removes a role holds it alone. Immutable; safe for use
 * by many threads.
 */
public final class RoleLocks {

    private static final String KNOWN = """
            select role_id
            from rolemap_role
            where org_id = :org_id and role_id = any(cast(:role_ids as bigint array))
            order by role_id
            """;

    private static final String ANY = """
            select role_id
            from rolemap_role
            where org_id = :org_id
            order by role_id
            limit 1
            """;

    private final PreparedSql known = PreparedSql.of(KNOWN);
    private final PreparedSql any = PreparedSql.of(ANY);
    private final PreparedSql lock;

    /**
     * Locks in this dialect.
     *
     * @param dialect of the engine
     */
    public RoleLocks(Dialect dialect) {
        // H2 has no weaker lock. In one order, so that no two callers wait for each other.
        this.lock = PreparedSql.of(KNOWN + dialect.choose("for update", "for key share"));
    }

    /**
     * Keeps roles in the catalogue until the end of the transaction.
     *
     * @param handle of the transaction
     * @param org the organisation whose catalogue it is
     * @param roles any number
     * @return those that can't be granted; empty when the organisation has no catalogue
     */
    public Set<RoleId> lockAndFindUnknown(Handle handle, OrgId org, Collection<RoleId> roles) {
        return unknown(handle, org, roles, lock);
    }

    /**
     * {@return those of the roles that can't be granted as things stand; empty when the organisation has no catalogue}
     *
     * @param handle of the transaction, if there is one
     * @param org the organisation whose catalogue it is
     * @param roles any number
     */
    public Set<RoleId> findUnknown(Handle handle, OrgId org, Collection<RoleId> roles) {
        return unknown(handle, org, roles, known);
    }

    private Set<RoleId> unknown(Handle handle, OrgId org, Collection<RoleId> roles, PreparedSql find) {
        Set<RoleId> unknown = new HashSet<>(roles);
        if (unknown.isEmpty()) {
            return unknown;
        }
        List<Long> ids = new ArrayList<>(unknown.size());
        unknown.forEach(role -> ids.add(role.value()));
        find.list(
                        handle,
                        row -> row.text("org_id", org.value()).numbers("role_ids", ids),
                        row -> new RoleId(row.getLong(1)))
                .forEach(unknown::remove);
        // A later look than the first: a role that was removed in between may have been the last one.
        return unknown.isEmpty() || hasCatalogue(handle, org) ? Set.copyOf(unknown) : Set.of();
    }

    private boolean hasCatalogue(Handle handle, OrgId org) {
        return !any.list(handle, row -> row.text("org_id", org.value()), row -> row.getLong(1))
                .isEmpty();
    }
}
