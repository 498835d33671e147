package io.rolemap.application.mapping;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the use cases that look at all mappings of a connection have in common. */
final class WholeSets {

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

    /** Reads the set page by page, oldest first; false when the connection is not there, or no longer. */
    static boolean read(
            GroupRoleMappingRepository mappings,
            OrgId org,
            ConnectionId connection,
            Consumer<GroupRoleMapping> reader) {
        Optional<MappingQuery> next = Optional.of(MappingQuery.all(org, connection));
        while (next.isPresent()) {
            MappingQuery query = next.get();
            Optional<MappingPage> page = mappings.list(query);
            if (page.isEmpty()) {
                return false;
            }
            page.get().mappings().forEach(reader);
            next = page.get().next().map(query::after);
        }
        return true;
    }
}
