package io.rolemap.readme;

import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import javax.sql.DataSource;

/** The README's "Embed it", compiled. What stands between the markers is quoted there to the letter. */
final class EmbedIt {

    private EmbedIt() {}

    static Rolemap wire(DataSource dataSource, Authorizer myAuthorizer) {
        // begin: wire
        Schema.migrate(dataSource);
        JdbcStorage storage = JdbcStorage.on(dataSource);
        Rolemap rolemap = Rolemap.builder()
                .mappings(storage.mappings())
                .connections(storage.connections())
                .transactions(storage.transactions())
                .authorizer(myAuthorizer)
                .build();
        // end: wire
        return rolemap;
    }

    static String map(Rolemap rolemap) {
        // begin: map
        String answer = rolemap.createGroupRoleMapping()
                .create(
                        Actor.named("user:4711"),
                        new CreateGroupRoleMapping.Command(
                                new OrgId("acme"),
                                new ConnectionId("okta"),
                                new ExternalGroup("CN=Admins,OU=Ops,DC=acme,DC=example"),
                                new RoleId(2227)))
                .fold(
                        created -> "mapped",
                        connectionNotFound -> "no such connection",
                        alreadyMapped -> "this group has a role already",
                        notPermitted -> "not allowed");
        // end: map
        return answer;
    }
}
