package com.example.shop;

import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in a new customer: a row of the shop's and two things of Rolemap's, all or nothing. */
@Service
public class Onboarding {

    private static final Actor SHOP = Actor.named("shop:onboarding");
    private static final RoleId ADMINISTRATOR = new RoleId(1);

    private final JdbcClient jdbc;
    private final Rolemap rolemap;

    Onboarding(JdbcClient jdbc, Rolemap rolemap) {
        this.jdbc = jdbc;
        this.rolemap = rolemap;
    }

    /**
     * Takes the customer in.
     *
     * @throws IllegalStateException when the name is too long for an invoice, which shows last
     */
    @Transactional
    public ConnectionId takeIn(String org, String name, String administrators) {
        jdbc.sql("insert into customer (org_id, name) values (?, ?)")
                .params(org, name)
                .update();
        ConnectionId connection = rolemap.createConnection()
                .create(SHOP, CreateConnection.Command.of(new OrgId(org), new ProviderKey(org + "-sso")))
                .fold(
                        created -> created.connection().id(),
                        idInUse -> refused("id in use"),
                        keyInUse -> refused("provider key in use"),
                        unknownRole -> refused("unknown role"),
                        denied -> refused("not permitted"));
        String mapped = rolemap.createGroupRoleMapping()
                .create(
                        SHOP,
                        new CreateGroupRoleMapping.Command(
                                new OrgId(org), connection, new ExternalGroup(administrators), ADMINISTRATOR))
                .fold(
                        created -> "mapped",
                        notFound -> "not found",
                        alreadyMapped -> "mapped before",
                        unknownRole -> "unknown role",
                        denied -> "denied");
        if (!mapped.equals("mapped") || name.length() > 30) {
            throw new IllegalStateException("The name doesn't fit on an invoice");
        }
        return connection;
    }

    private static ConnectionId refused(String reason) {
        throw new IllegalStateException(reason);
    }
}
