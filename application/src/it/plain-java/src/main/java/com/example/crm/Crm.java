package com.example.crm;

import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.NearMiss;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sales people of one company, and what they may do by the groups they are in. */
final class Crm {

    private static final OrgId ACME = new OrgId("acme");
    private static final RoleId NOBODYS = new RoleId(0);
    private static final Set<Permission> FOR_EVERYBODY =
            EnumSet.of(Permission.MAPPINGS_READ, Permission.CONNECTIONS_READ, Permission.ROLES_RESOLVE);
    private static final Actor LOGIN = Actor.named("service:login");

    private final Rolemap rolemap;

    /** Everybody may read and sign in; only administrators change anything, nobody hands out role 0, and there are none above 99. */
    Crm(CrmStore store) {
        Authorizer administratorsWrite =
                (actor, action) -> (actor.id().startsWith("admin:") || FOR_EVERYBODY.contains(action.permission()))
                        && !action.grantedRole().equals(Optional.of(NOBODYS));
        rolemap = Rolemap.builder()
                .mappings(store)
                .connections(store)
                .transactions(store)
                .authorizer(administratorsWrite)
                .roleCatalog((org, roles) ->
                        roles.stream().filter(role -> role.value() > 99).collect(Collectors.toSet()))
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
                        unknownRole -> refused("no such role"),
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
                        unknownRole -> "no such role",
                        denied -> "not permitted");
    }

    /** What became of the wish to move a group from one role to another. */
    String move(String user, ConnectionId connection, String group, long from, long to) {
        return list(user, connection).stream()
                .filter(mapping -> mapping.externalGroup().value().equals(group))
                .findFirst()
                .map(mapping -> rolemap.updateGroupRoleMapping()
                        .update(
                                Actor.named(user),
                                UpdateGroupRoleMapping.Command.of(ACME, connection, mapping.id(), new RoleId(to))
                                        .onlyIf(stored -> stored.role().value() == from))
                        .fold(
                                updated -> "moved",
                                connectionNotFound -> "no such connection",
                                mappingNotFound -> "not mapped",
                                conditionNotMet -> "has another role",
                                unknownRole -> "no such role",
                                denied -> "not permitted"))
                .orElse("not mapped");
    }

    /** What became of the wish to have these groups mapped, and no other. */
    String replace(String user, ConnectionId connection, Map<String, Long> roles) {
        WantedMappings wanted = new WantedMappings(roles.entrySet().stream()
                .map(entry -> new WantedMapping(new ExternalGroup(entry.getKey()), new RoleId(entry.getValue())))
                .toList());
        return rolemap.replaceGroupRoleMappings()
                .replace(Actor.named(user), ReplaceGroupRoleMappings.Command.of(ACME, connection, wanted))
                .fold(
                        replaced -> "+" + replaced.changes().created().size()
                                + " ~" + replaced.changes().updated().size()
                                + " -" + replaced.changes().deleted().size(),
                        connectionNotFound -> "no such connection",
                        conditionNotMet -> "changed meanwhile",
                        unknownRoles -> "no such roles",
                        denied -> "not permitted");
    }

    /** What somebody may do who signs in with these claims. */
    String signIn(ConnectionId connection, Map<String, ?> claims) {
        return rolemap.resolveRoles()
                .resolve(LOGIN, ResolveRoles.Query.of(ACME, new ById(connection), Claims.of(claims)))
                .fold(
                        resolved -> "roles " + resolved.resolution().roles() + hints(resolved.resolution()),
                        overage -> "too many groups, see " + overage.pointer(),
                        unusable -> unusable.pointer() + " " + unusable.rule(),
                        connectionNotFound -> "no such connection",
                        denied -> "not permitted");
    }

    private static String hints(Resolution resolution) {
        return resolution.unmatched().stream()
                .flatMap(unmatched -> unmatched.nearMisses().stream()
                        .map(miss -> ", and " + unmatched.group() + " differs from "
                                + miss.mapping().externalGroup() + " in " + words(miss)))
                .collect(Collectors.joining());
    }

    private static String words(NearMiss miss) {
        return miss.differences().stream().map(GroupDifference::words).collect(Collectors.joining(" and "));
    }

    /** What became of the wish to be rid of a connection and everything mapped through it. */
    String disconnect(String user, ConnectionId connection) {
        return rolemap.deleteConnection()
                .delete(Actor.named(user), DeleteConnection.Command.of(ACME, connection))
                .fold(
                        deleted -> "disconnected",
                        notFound -> "no such connection",
                        conditionNotMet -> "changed meanwhile",
                        denied -> "not permitted");
    }

    /** How many groups are mapped through the connection. */
    int count(String user, ConnectionId connection) {
        return list(user, connection).size();
    }

    private List<GroupRoleMapping> list(String user, ConnectionId connection) {
        List<GroupRoleMapping> all = new ArrayList<>();
        Optional<MappingQuery> next = Optional.of(MappingQuery.all(ACME, connection));
        while (next.isPresent()) {
            MappingQuery query = next.get();
            next = rolemap.listGroupRoleMappings()
                    .list(Actor.named(user), query)
                    .fold(
                            found -> {
                                all.addAll(found.page().mappings());
                                return found.page().next().map(query::after);
                            },
                            notFound -> Optional.empty(),
                            notObserved -> Optional.empty(),
                            denied -> Optional.empty());
        }
        return all;
    }

    private static ConnectionId refused(String reason) {
        throw new IllegalStateException(reason);
    }
}
