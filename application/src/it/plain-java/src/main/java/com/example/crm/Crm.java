package com.example.crm;

import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Sales people of one company, and what they may do by the groups they are in. */
final class Crm {

    private static final OrgId ACME = new OrgId("acme");
    private static final RoleId NOBODYS = new RoleId(0);
    private static final Set<Permission> FOR_EVERYBODY =
            EnumSet.of(Permission.MAPPINGS_READ, Permission.CONNECTIONS_READ);

    private final Rolemap rolemap;

    /** Everybody may read; only administrators change anything, and nobody hands out role 0. */
    Crm(CrmStore store) {
        Authorizer administratorsWrite =
                (actor, action) -> (actor.id().startsWith("admin:") || FOR_EVERYBODY.contains(action.permission()))
                        && !action.grantedRole().equals(Optional.of(NOBODYS));
        rolemap = Rolemap.builder()
                .mappings(store)
                .connections(store)
                .transactions(store)
                .authorizer(administratorsWrite)
                .build();
    }

    /** The id of a new connection. */
    ConnectionId connect(String user, String providerKey) {
        return rolemap.createConnection()
                .create(Actor.named(user), CreateConnection.Command.of(ACME, new ProviderKey(providerKey)))
                .fold(
                        created -> created.connection().id(),
                        idInUse -> refused("id in use"),
                        keyInUse -> refused("provider key in use"),
                        denied -> refused("not permitted"));
    }

    /** What became of the wish to map a group. */
    String map(String user, ConnectionId connection, String group, long role) {
        return rolemap.createGroupRoleMapping()
                .create(
                        Actor.named(user),
                        new CreateGroupRoleMapping.Command(
                                ACME, connection, new ExternalGroup(group), new RoleId(role)))
                .fold(
                        created -> "mapped",
                        connectionNotFound -> "no such connection",
                        alreadyMapped -> "mapped before",
                        denied -> "not permitted");
    }

    /** How many groups are mapped through the connection. */
    int count(String user, ConnectionId connection) {
        return rolemap.listGroupRoleMappings()
                .list(Actor.named(user), ACME, connection)
                .fold(found -> found.mappings().size(), notFound -> 0, denied -> 0);
    }

    private static ConnectionId refused(String reason) {
        throw new IllegalStateException(reason);
    }
}
