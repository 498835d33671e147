package io.rolemap.adapters.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Actor;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.function.Consumer;

/** Somebody else's server, which has routes, pages and callers of its own. */
final class Portal implements AutoCloseable {

    /** Where it mounts the API. */
    static final String IAM = "/iam";

    static final String CHALLENGE = "Session realm=\"portal\"";

    /** Knows callers by what a before-handler has found out. */
    static final Authenticator VISITORS = Authenticator.challenging(
            CHALLENGE,
            request -> Optional.ofNullable(request.<String>attribute("visitor")).map(Actor::named));

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Javalin javalin;

    private Portal(Javalin javalin) {
        this.javalin = javalin;
    }

    /** With this configuration and no other. */
    static Portal start(Consumer<JavalinConfig> configuration) {
        return new Portal(Javalin.create(configuration).start("127.0.0.1", 0));
    }

    /** With an API for visitors, who may do everything, and whose name is in the field {@code Visitor}. */
    static Portal withApi(Consumer<JavalinConfig> configuration) {
        RolemapHttp http = forVisitors();
        return start(config -> {
            configuration.accept(config);
            http.mountOn(config, IAM);
            greet(config);
        });
    }

    static RolemapHttp forVisitors() {
        return RolemapHttp.over(TestServer.rolemapWithoutApiKeys())
                .authenticator(VISITORS)
                .build();
    }

    /** As {@link TestServer} knows its callers and all else. */
    static RolemapHttp forHoldersOfKeys() {
        return TestServer.api(rolemap -> rolemap, FixedClock.at(Samples.NOW)).build();
    }

    /** Lets a before-handler find out who the visitor is. */
    static void greet(JavalinConfig config) {
        config.routes.before(ctx -> ctx.attribute("visitor", ctx.header("Visitor")));
    }

    int port() {
        return javalin.port();
    }

    /** A client of the API whom nobody knows. */
    Api anonymous() {
        return Api.anonymous(port()).below(IAM);
    }

    Api visitor() {
        return anonymous().with("Visitor", "jane");
    }

    Api operator() {
        return anonymous().bearer(TestServer.OPERATOR_KEY);
    }

    RawHttp connect() {
        return RawHttp.connect(port());
    }

    /** Sends a request that is nothing to the API, and may be answered in any way. */
    Answer ask(String method, String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
