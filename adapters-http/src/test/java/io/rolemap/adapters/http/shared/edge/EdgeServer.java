package io.rolemap.adapters.http.shared.edge;

import io.javalin.Javalin;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** Routes of a test on a real server, of their own or mounted on somebody else's, where everybody may do everything. */
final class EdgeServer implements AutoCloseable {

    /** Below which routes need a caller. */
    static final String ORG = "/orgs/{org_id}";

    private final Javalin javalin;
    private final String prefix;

    private EdgeServer(Javalin javalin, String prefix) {
        this.javalin = javalin.start("127.0.0.1", 0);
        this.prefix = prefix;
    }

    static EdgeServer of(Limits limits, Route... routes) {
        Edge edge = edge(limits, routes);
        return new EdgeServer(Javalin.create(edge::configure), "");
    }

    static EdgeServer mounted(Limits limits, Route... routes) {
        Edge edge = edge(limits, routes);
        return new EdgeServer(Javalin.create(config -> edge.mountOn(config, "/iam")), "/iam");
    }

    /** On somebody else's server, which speaks HTTP/2 to those that ask for it. */
    static EdgeServer mountedOverHttp2(Limits limits, Route... routes) {
        Edge edge = edge(limits, routes);
        return new EdgeServer(
                Javalin.create(config -> {
                    config.jetty.addConnector((server, http) -> new ServerConnector(
                            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)));
                    edge.mountOn(config, "/iam");
                }),
                "/iam");
    }

    /** Both kinds of server. */
    static List<EdgeServer> both(Limits limits, Route... routes) {
        return List.of(of(limits, routes), mounted(limits, routes));
    }

    private static Edge edge(Limits limits, Route... routes) {
        return new Edge(
                List.of(routes),
                new Authentication(ctx -> Optional.of(Actor.operator()), ctx -> "Test", false),
                Authorizer.permitAll(),
                limits,
                OptionalInt.empty(),
                InstantSource.system(),
                new Random(1));
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + prefix + target);
    }

    int port() {
        return javalin.port();
    }

    RawHttp connect() {
        return RawHttp.connect(port());
    }

    /** A request line and the fields that every request has, without the empty line. */
    String head(String method, String target) {
        return method + " " + prefix + target + " HTTP/1.1\r\nHost: x\r\n";
    }

    /** @param fields each with its line end */
    Answer send(String method, String target, String fields) {
        try (RawHttp connection = connect()) {
            return connection.send(head(method, target) + fields + "\r\n").answer();
        }
    }

    /** @param fields each with its line end */
    Answer send(String method, String target, String fields, byte[] json) {
        try (RawHttp connection = connect()) {
            return connection
                    .send(head(method, target) + fields + "Content-Type: application/json\r\nContent-Length: "
                            + json.length + "\r\n\r\n")
                    .send(json)
                    .answer();
        }
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
