package io.rolemap.readme;

import io.javalin.Javalin;
import io.rolemap.adapters.http.Authenticator;
import io.rolemap.adapters.http.RolemapHttp;
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

    static String map(DataSource dataSource, Authorizer myAuthorizer) {
        // begin: map
        Schema.migrate(dataSource);
        JdbcStorage storage = JdbcStorage.on(dataSource);
        Rolemap rolemap = Rolemap.builder()
                .mappings(storage.mappings())
                .connections(storage.connections())
                .lookup(storage.lookup())
                .transactions(storage.transactions())
                .authorizer(myAuthorizer)
                .build();
        CreateGroupRoleMapping.Command admins = new CreateGroupRoleMapping.Command(
                new OrgId("acme"), new ConnectionId("okta"), new ExternalGroup("CN=Admins,DC=acme"), new RoleId(2227));
        String answer = rolemap.createGroupRoleMapping()
                .create(Actor.named("user:4711"), admins)
                .fold(made -> "mapped", none -> "unknown", mapped -> "taken", noRole -> "no role", no -> "forbidden");
        // end: map
        return answer;
    }

    static Javalin mount(Rolemap rolemap, JdbcStorage storage, Authenticator mine) {
        // begin: mount
        RolemapHttp http = RolemapHttp.over(rolemap)
                .authenticator(mine)
                .readiness(storage::isReachable)
                .build();
        Javalin javalin = Javalin.create(config -> http.mountOn(config, "/iam"));
        // end: mount
        return javalin;
    }
}
