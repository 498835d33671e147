package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the use cases that look at all mappings of a connection have in common. Without state; safe for use by many threads
 * as far as the ports are.
 */
public final class WholeSets {

    private WholeSets() {}

    /** Whether the actor may replace the set, and so see what that would change. */
    static boolean mayReplace(Authorizer authorizer, Actor actor, ReplaceGroupRoleMappings.Command command) {
        if (!authorizer.permits(actor, Action.on(command.org(), Permission.MAPPINGS_READ))) {
            return false;
        }
        Action write = Action.on(command.org(), Permission.MAPPINGS_WRITE);
        Set<RoleId> roles = command.wanted().roles();
        return roles.isEmpty()
                ? authorizer.permits(actor, write)
                : roles.stream().sorted().allMatch(role -> authorizer.permits(actor, write.granting(role)));
    }

    /**
     * Reads the set page by page.
     *
     * @param mappings where it is kept
     * @param org the organisation of the connection
     * @param connection the connection
     * @param reader given each mapping, oldest first; one that is removed and made again between two pages comes twice
     * @return false when the connection is not there, or no longer
     */
    public static boolean read(
            GroupRoleMappingRepository mappings,
            OrgId org,
            ConnectionId connection,
            Consumer<GroupRoleMapping> reader) {
        return readPages(mappings, org, connection, page -> {
            page.mappings().forEach(reader);
            return true;
        });
    }

    /** The same, until the reader has had enough, which it says by false. */
    static boolean readPages(
            GroupRoleMappingRepository mappings, OrgId org, ConnectionId connection, Predicate<MappingPage> reader) {
        Optional<MappingQuery> next = Optional.of(MappingQuery.all(org, connection));
        while (next.isPresent()) {
            MappingQuery query = next.get();
            Optional<MappingPage> page = mappings.list(query);
            if (page.isEmpty()) {
                return false;
            }
            boolean goesOn = reader.test(page.get());
            next = page.get().next().filter(position -> goesOn).map(query::after);
        }
        return true;
    }

    /** Those of the roles that could not be granted, whoever says so, without a promise for later. */
    static Set<RoleId> unknownAmong(
            GroupRoleMappingRepository mappings, KnownRoles known, OrgId org, Set<RoleId> roles) {
        if (roles.isEmpty()) {
            return Set.of();
        }
        Set<RoleId> unknown = new HashSet<>(known.unknownAmong(org, roles));
        unknown.addAll(mappings.unknownRoles(org, roles));
        return unknown;
    }
}
