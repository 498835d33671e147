package com.example.portal;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.rolemap.adapters.http.Authenticator;
import io.rolemap.adapters.http.RolemapHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The front door of a company: people sign in here, and administrators say which groups get which roles. */
final class Portal implements AutoCloseable {

    private static final String USER = "user";
    private static final Set<Permission> FOR_EVERYBODY =
            EnumSet.of(Permission.MAPPINGS_READ, Permission.CONNECTIONS_READ);

    private final Map<String, String> passwords;
    private final Javalin javalin;

    /** Everybody who has a password may look; only the administrator may change anything. */
    Portal(Rolemap.Builder storage, Map<String, String> passwords, String administrator) {
        this.passwords = Map.copyOf(passwords);
        Rolemap rolemap = storage.authorizer((actor, action) ->
                        actor.id().equals(administrator) || FOR_EVERYBODY.contains(action.permission()))
                .build();
        RolemapHttp http = RolemapHttp.over(rolemap)
                .authenticator(Authenticator.challenging("Portal realm=\"sign in at /sign-in\"", Portal::caller))
                .build();
        javalin = Javalin.create(config -> {
            addPages(config);
            http.mountOn(config, "/iam");
        });
    }

    /** Starts on a free port. */
    int start() {
        return javalin.start("127.0.0.1", 0).port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void addPages(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.routes.before(ctx -> ctx.attribute(USER, ctx.sessionAttribute(USER)));
        config.routes.get("/", ctx -> ctx.html("<h1>Welcome, " + user(ctx).orElse("stranger") + "</h1>"));
        config.routes.post("/sign-in", this::signIn);
        config.routes.get("/broken", ctx -> {
            throw new IllegalStateException("A bug of the portal's own");
        });
        config.routes.exception(Exception.class, (bug, ctx) -> ctx.status(500).html("<h1>The portal is sorry</h1>"));
        config.routes.error(404, ctx -> ctx.html("<h1>The portal has no such page</h1>"));
    }

    private void signIn(Context ctx) {
        String name = String.valueOf(ctx.formParam("name"));
        String password = passwords.get(name);
        if (password == null || !password.equals(ctx.formParam("password"))) {
            throw new UnauthorizedResponse("No such user");
        }
        ctx.sessionAttribute(USER, name);
        ctx.redirect("/");
    }

    private static Optional<String> user(Context ctx) {
        return Optional.ofNullable(ctx.attribute(USER));
    }

    private static Optional<Actor> caller(Context ctx) {
        return user(ctx).map(Actor::named);
    }
}
