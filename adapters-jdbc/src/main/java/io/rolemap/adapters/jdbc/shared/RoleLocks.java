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
 * grants a role holds the role's row until the commit, and whoever removes a role holds it alone. Where there is no
 * catalogue, there is no row to hold; so whoever grants shares a lock of all that the organisation grants, and whoever
 * removes a role has that alone first. On H2, which has no such locks, whoever grants holds the connection that grants, and
 * a new one, which others can't see, a row that is always there. Immutable; safe for use by many threads.
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

    private static final String SHARE_GRANTS = "select pg_advisory_xact_lock_shared(:grants_lock)";

    private static final String LOCK_GRANTS = "select pg_advisory_xact_lock(:grants_lock)";

    // Of all organisations, because none has a row that is always there.
    private static final String LOCK_NEW_GRANTS_ON_H2 = """
            select "installed_rank"
            from "rolemap_schema_history"
            where "installed_rank" = 1
            for update
            """;

    private static final String LOCK_CONNECTIONS_ON_H2 = """
            select id
            from rolemap_connection
            where org_id = :org_id
            order by id
            for update
            """;

    private final Dialect dialect;
    private final PreparedSql shareGrants = PreparedSql.of(SHARE_GRANTS);
    private final PreparedSql lockGrants = PreparedSql.of(LOCK_GRANTS);
    private final PreparedSql lockNewGrantsOnH2 = PreparedSql.of(LOCK_NEW_GRANTS_ON_H2);
    private final PreparedSql lockConnectionsOnH2 = PreparedSql.of(LOCK_CONNECTIONS_ON_H2);
    private final PreparedSql known = PreparedSql.of(KNOWN);
    private final PreparedSql any = PreparedSql.of(ANY);
    private final PreparedSql lock;

    /**
     * Locks in this dialect.
     *
     * @param dialect of the engine
     */
    public RoleLocks(Dialect dialect) {
        this.dialect = dialect;
        // H2 has no weaker lock. In one order, so that no two callers wait for each other.
        this.lock = PreparedSql.of(KNOWN + dialect.choose("for update", "for key share"));
    }

    /**
     * Lets nobody remove a role of the organisation until the end of the transaction. Comes before every other lock. On
     * H2 it does nothing: there the lock of the connection that grants suffices.
     *
     * @param handle of the transaction
     * @param org the organisation in which roles are going to be granted
     */
    public void shareGrants(Handle handle, OrgId org) {
        if (dialect == Dialect.POSTGRESQL) {
            lockGrants(handle, shareGrants, org);
        }
    }

    /**
     * Like {@link #shareGrants}, for a connection that is going to be stored, and can't be locked by others till then.
     *
     * @param handle of the transaction
     * @param org the organisation in which a role is going to be granted
     */
    public void shareGrantsOfNewConnection(Handle handle, OrgId org) {
        if (dialect == Dialect.POSTGRESQL) {
            lockGrants(handle, shareGrants, org);
        } else {
            lockNewGrantsOnH2.list(handle, row -> {}, row -> row.getInt(1));
        }
    }

    /**
     * Lets nobody grant a role in the organisation until the end of the transaction, and waits for those who are about
     * to. Comes before every other lock; only a later statement sees what was waited for.
     *
     * @param handle of the transaction
     * @param org the organisation
     */
    public void excludeGrants(Handle handle, OrgId org) {
        if (dialect == Dialect.POSTGRESQL) {
            lockGrants(handle, lockGrants, org);
        } else {
            lockNewGrantsOnH2.list(handle, row -> {}, row -> row.getInt(1));
            lockConnectionsOnH2.list(handle, row -> row.text("org_id", org.value()), row -> row.getString(1));
        }
    }

    private static void lockGrants(Handle handle, PreparedSql lock, OrgId org) {
        lock.list(handle, row -> row.number("grants_lock", AdvisoryLocks.ofGrants(org)), row -> true);
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
