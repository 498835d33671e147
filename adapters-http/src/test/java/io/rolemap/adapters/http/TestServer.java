package io.rolemap.adapters.http;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.InMemoryStore;
import io.rolemap.testkit.Samples;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A real server on a free port, over ports in memory. */
public final class TestServer implements AutoCloseable {

    /** The operator's key. */
    public static final String OPERATOR_KEY = "the-operator's-key,_with/odd+chars=0123456789";

    private final FixedClock clock;
    private final Rolemap rolemap;
    private final HttpServer server;
    private final RolemapHttp http;

    private TestServer(FixedClock clock, Rolemap rolemap, UnaryOperator<RolemapHttp.Builder> settings) {
        this.clock = clock;
        this.rolemap = rolemap;
        this.http = settings.apply(RolemapHttp.over(rolemap).clock(clock)).build();
        this.server = HttpServer.start(http, "127.0.0.1", 0);
    }

    public static TestServer start() {
        return start(rolemap -> rolemap, http -> http);
    }

    /** With particular settings of the HTTP adapter. */
    public static TestServer start(UnaryOperator<RolemapHttp.Builder> http) {
        return start(rolemap -> rolemap, http);
    }

    /** With particular ports. */
    public static TestServer start(UnaryOperator<Rolemap.Builder> ports, UnaryOperator<RolemapHttp.Builder> http) {
        FixedClock clock = FixedClock.at(Samples.NOW);
        return new TestServer(clock, rolemap(ports, clock), http);
    }

    /** What such a server serves. */
    static RolemapHttp.Builder api(UnaryOperator<Rolemap.Builder> ports, FixedClock clock) {
        return RolemapHttp.over(rolemap(ports, clock)).clock(clock);
    }

    private static Rolemap rolemap(UnaryOperator<Rolemap.Builder> ports, FixedClock clock) {
        InMemoryStore store = new InMemoryStore();
        return ports.apply(Rolemap.builder()
                        .mappings(store.mappings())
                        .connections(store.connections())
                        .lookup(store.lookup())
                        .observedGroups(store.observedGroups())
                        .roles(store.roles())
                        .apiKeys(store.apiKeys())
                        .transactions(store.transactions())
                        .authorizer(Authorizer.byGrants())
                        .operatorKey(KeyDigest.of(OPERATOR_KEY))
                        .clock(clock))
                .build();
    }

    /** As a service has it that knows its callers by itself, and lets them do everything. */
    static Rolemap rolemapWithoutApiKeys() {
        return rolemapWithoutApiKeys(Authorizer.permitAll());
    }

    /** As a service has it that knows by itself who its callers are and what they may do. */
    static Rolemap rolemapWithoutApiKeys(Authorizer authorizer) {
        InMemoryStore store = new InMemoryStore();
        return Rolemap.builder()
                .mappings(store.mappings())
                .connections(store.connections())
                .transactions(store.transactions())
                .authorizer(authorizer)
                .build();
    }

    public int port() {
        return server.port();
    }

    public HttpServer server() {
        return server;
    }

    public FixedClock clock() {
        return clock;
    }

    /** Does what a server does in the background: afterwards all groups that people came with are listed. */
    public void storeObservedGroups() {
        while (rolemap.storeObservedGroups().store()) {
            // There is more.
        }
    }

    RolemapHttp http() {
        return http;
    }

    public Api anonymous() {
        return Api.anonymous(port());
    }

    public Api operator() {
        return anonymous().bearer(OPERATOR_KEY);
    }

    /** A caller whose new key is for this organisation and these permissions. */
    public Api holderOf(String org, String... permissions) {
        return anonymous().bearer(issueKey(org, permissions).string("key"));
    }

    public Answer issueKey(String org, String... permissions) {
        String labels =
                Arrays.stream(permissions).map(label -> '"' + label + '"').collect(Collectors.joining(","));
        return operator().post("/orgs/" + org + "/api-keys", "{\"name\":\"test\",\"permissions\":[" + labels + "]}");
    }

    /** A key of this server, which is stopped. */
    String issueKeyAndClose(String org) {
        try (this) {
            return issueKey(org, "connections:read").string("key");
        }
    }

    /** A new connection; its path. */
    public String connection(String org, String id) {
        Answer created = operator()
                .post(
                        "/orgs/" + org + "/identity-providers",
                        "{\"id\":\"" + id + "\",\"provider_key\":\"" + org + "-" + id + "\"}");
        return created.header("Location").orElseThrow();
    }

    public RawHttp connect() {
        return RawHttp.connect(port());
    }

    @Override
    public void close() {
        server.close();
    }
}
