package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.plugin.bundled.CorsPlugin;
import io.rolemap.adapters.http.shared.edge.Limits;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.application.Rolemap;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a service sets for its own Javalin, the mounted API answers as a server of its own does. */
final class MountedSettingsTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String MAPPINGS = PROVIDERS + "/okta/group-mappings";
    private static final String VALID = "{\"external_group\":\"Admins\",\"role_id\":7}";

    @AutoClose
    private final TestServer standalone = TestServer.start(MountedSettingsTest::withIdsInOrder, http -> http);

    @TestFactory
    Stream<DynamicTest> no_setting_of_a_service_changes_an_answer_of_the_api() {
        Map<String, String> expected = conversation(standalone.anonymous(), "/");
        return settings().entrySet().stream()
                .map(setting -> DynamicTest.dynamicTest(setting.getKey(), () -> {
                    for (boolean first : List.of(true, false)) {
                        try (Portal portal = mounted(setting.getValue(), first)) {
                            Map<String, String> answers = conversation(portal.anonymous(), Portal.IAM);
                            expected.forEach((request, answer) ->
                                    assertThat(answers.get(request)).as(request).isEqualTo(answer));
                        }
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_limit_that_a_service_has_for_waiting_does_not_cut_the_api_short(boolean waitsBefore) {
        RolemapHttp http = TestServer.api(rolemap -> rolemap, FixedClock.at(Samples.NOW))
                .limits(waitingForBodies(Duration.ofMillis(600)))
                .build();
        try (Portal portal = Portal.start(config -> {
                    config.http.asyncTimeout = 400;
                    if (waitsBefore) {
                        // Long enough for Jetty to begin to count.
                        Executor inAWhile = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
                        config.routes.before(ctx -> ctx.future(() -> CompletableFuture.runAsync(() -> {}, inAWhile)));
                    }
                    http.mountOn(config, Portal.IAM);
                });
                RawHttp connection = portal.connect()) {
            connection.send("POST /iam" + PROVIDERS + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + TestServer.OPERATOR_KEY + "\r\nContent-Length: 10\r\n\r\n{");

            Answer tooLate = connection.answer();
            OpenApiContract.check("POST", PROVIDERS, tooLate);
            assertThat(tooLate.status()).isEqualTo(408);
        }
    }

    private static Map<String, Consumer<JavalinConfig>> settings() {
        Map<String, Consumer<JavalinConfig>> settings = new LinkedHashMap<>();
        settings.put("Javalin's defaults", config -> {});
        settings.put("trailing slashes count", config -> config.router.ignoreTrailingSlashes = false);
        settings.put("doubled slashes don't count", config -> config.router.treatMultipleSlashesAsSingleSlash = true);
        settings.put("letter case doesn't count", config -> config.router.caseInsensitiveRoutes = true);
        settings.put("405 rather than 404", config -> config.http.prefer405over404 = true);
        settings.put("everything is compressed", config -> config.http.compressionStrategy = CompressionStrategy.GZIP);
        settings.put("ETags are made", config -> config.http.generateEtags = true);
        settings.put("no body may be larger than a byte", config -> config.http.maxRequestSize = 1);
        settings.put("content types are strict", config -> config.http.strictContentTypes = true);
        settings.put(
                "everything is HTML in ISO 8859-1",
                config -> config.http.defaultContentType = "text/html;charset=iso-8859-1");
        settings.put("small buffers", config -> {
            config.http.responseBufferSize = 64;
            config.jetty.modifyHttpConfiguration(jetty -> jetty.setOutputBufferSize(1024));
        });
        settings.put("virtual threads", config -> config.concurrency.useVirtualThreads = true);
        settings.put("a page for every error", config -> {
            for (HttpStatus status : HttpStatus.values()) {
                config.routes.error(status, ctx -> ctx.html("Ours"));
            }
        });
        settings.put("a handler for every exception", config -> {
            config.routes.exception(
                    Exception.class, (fault, ctx) -> ctx.status(500).result("Ours"));
            config.routes.exception(
                    RuntimeException.class, (fault, ctx) -> ctx.status(500).result("Ours"));
        });
        settings.put(
                "a route for everything",
                config -> Stream.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "BREW")
                        .forEach(method -> config.routes.addHttpHandler(
                                HandlerType.findOrCreate(method), "<path>", ctx -> ctx.result("Ours"))));
        settings.put("a single page for everything", config -> config.spaRoot.addHandler("/", ctx -> ctx.html("Ours")));
        settings.put(
                "a wrapper of handlers",
                config -> config.router.handlerWrapper(endpoint -> ctx -> ctx.result(endpoint.path)));
        settings.put(
                "before-handlers that begin an answer",
                config -> config.routes.before(ctx -> {
                    ctx.status(418).html("Ours");
                    ctx.contentType("text/html;charset=iso-8859-1");
                    ctx.res().setCharacterEncoding("utf-16");
                    ctx.res().getOutputStream().print("Ours");
                }));
        settings.put(
                "before-handlers that take the writer",
                config -> config.routes.before(ctx -> {
                    ctx.res().setContentLength(5);
                    ctx.res().getWriter().print("Ours");
                }));
        settings.put(
                "before-handlers that begin a compressed answer",
                config -> config.routes.before(
                        ctx -> ctx.outputStream().write("Ours".repeat(1000).getBytes(StandardCharsets.US_ASCII))));
        settings.put(
                "before-handlers that are asynchronous",
                config -> config.routes.before(ctx -> ctx.future(() -> CompletableFuture.runAsync(() -> {}))));
        settings.put("after-handlers that end an answer", config -> config.routes.after(ctx -> ctx.result("Ours")));
        settings.put(
                "after-handlers that end an answer and skip all others",
                config -> config.routes.after(ctx -> ctx.result("Ours").skipRemainingHandlers()));
        settings.put(
                "after-handlers that skip all others and end an answer",
                config -> config.routes.after(ctx -> ctx.skipRemainingHandlers().html("Ours")));
        settings.put(
                "after-handlers that have the last word",
                config -> config.routes.after(ctx -> {
                    ctx.status(200).contentType("text/html;charset=iso-8859-1");
                    ctx.res().setCharacterEncoding("utf-16");
                    ctx.header("Content-Encoding", "gzip").header("Cache-Control", "public");
                }));
        settings.put("after-handlers that redirect", config -> config.routes.after(ctx -> ctx.redirect("/login")));
        settings.put(
                "after-handlers that write",
                config -> config.routes.after(ctx -> {
                    if (!ctx.res().isCommitted()) {
                        ctx.res().getOutputStream().print("Ours");
                    }
                }));
        settings.put("after-handlers that throw", config -> {
            config.routes.after(ctx -> {
                throw new IllegalStateException("Ours");
            });
            config.routes.exception(
                    Exception.class, (fault, ctx) -> ctx.status(500).html("Ours"));
        });
        settings.put(
                "answers to browsers of other origins",
                config -> config.registerPlugin(new CorsPlugin(cors -> cors.addRule(rule -> rule.anyHost()))));
        settings.put("a log of requests", config -> config.requestLogger.http((ctx, millis) -> {}));
        return settings;
    }

    /** The service's own settings come before or after the API is mounted. */
    private static Portal mounted(Consumer<JavalinConfig> settings, boolean first) {
        RolemapHttp http = TestServer.api(MountedSettingsTest::withIdsInOrder, FixedClock.at(Samples.NOW))
                .build();
        return Portal.start(config -> {
            if (first) {
                settings.accept(config);
            }
            http.mountOn(config, Portal.IAM);
            if (!first) {
                settings.accept(config);
            }
        });
    }

    private static Rolemap.Builder withIdsInOrder(Rolemap.Builder ports) {
        AtomicInteger count = new AtomicInteger();
        return ports.ids(() -> "id-" + count.incrementAndGet());
    }

    private static Limits waitingForBodies(Duration longest) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.requestsInFlight(), usual.idle(), usual.head(), longest, usual.request(), usual.sweep());
    }

    /** One of each kind of answer, by what was asked. */
    private static Map<String, String> conversation(Api anonymous, String base) {
        Api operator = anonymous.bearer(TestServer.OPERATOR_KEY).with("Accept-Encoding", "gzip");
        Map<String, String> answers = new LinkedHashMap<>();
        Consumer<Answer> say = answer -> answers.put("Request " + answers.size(), comparable(answer));
        say.accept(operator.post(PROVIDERS, "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}"));
        say.accept(operator.post(PROVIDERS, "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}"));
        Answer mapping = operator.post(MAPPINGS, VALID);
        say.accept(mapping);
        say.accept(operator.follow(mapping));
        say.accept(operator.with(
                        "If-None-Match", operator.follow(mapping).header("ETag").orElseThrow())
                .follow(mapping));
        say.accept(operator.post(MAPPINGS, VALID));
        say.accept(operator.post(MAPPINGS, "{"));
        say.accept(operator.post(MAPPINGS, "{}"));
        say.accept(operator.postAsIs(MAPPINGS, BodyPublishers.ofString(VALID)));
        say.accept(operator.with("Accept", "text/html").get(MAPPINGS));
        say.accept(operator.get(MAPPINGS + "?limit=1"));
        say.accept(operator.get(MAPPINGS + "/nope"));
        say.accept(operator.with("Content-Type", "application/json")
                .postAsIs(
                        MAPPINGS,
                        BodyPublishers.fromPublisher(BodyPublishers.ofString(VALID.replace("Admins", "Chunks")))));
        for (int i = 0; i < 20; i++) {
            operator.post(MAPPINGS, VALID.replace("Admins", "x".repeat(1000) + i));
        }
        List<String> targets = List.of(
                MAPPINGS,
                MAPPINGS + "/",
                MAPPINGS.replace("/okta", "//okta"),
                MAPPINGS.replace("orgs", "ORGS"),
                MAPPINGS + ";x=y",
                "/orgs/a%2Fb/identity-providers",
                "/orgs/%2e%2e/identity-providers",
                "/orgs",
                "/orgs/",
                "/orgs/acme/nothing",
                "/nothing",
                "/",
                "/health/live",
                "/Health/live",
                "/health/ready",
                "/openapi.json",
                "/openapi.yaml");
        Api browser = anonymous.with("Accept", "text/html");
        for (String target : targets) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "BREW")) {
                // The description says where the API is, which makes it longer.
                int longer = target.startsWith("/openapi") ? base.length() - 1 : 0;
                say.accept(shortened(operator.send(method, target), longer));
                say.accept(shortened(browser.send(method, target), longer));
            }
        }
        return answers;
    }

    private static Answer shortened(Answer answer, int length) {
        Map<String, List<String>> head = new TreeMap<>(answer.headers());
        head.computeIfPresent(
                "content-length",
                (name, values) -> answer.status() == 200
                        ? List.of(Integer.toString(Integer.parseInt(values.get(0)) - length))
                        : values);
        return new Answer(answer.status(), head, answer.body());
    }

    private static String comparable(Answer answer) {
        Map<String, List<String>> head = new TreeMap<>(answer.headers());
        head.remove("date");
        // Depends on whether a body that was not wanted had arrived.
        head.remove("connection");
        head.computeIfPresent(
                "location", (name, values) -> List.of(values.get(0).replace(Portal.IAM + "/", "/")));
        head.computeIfPresent("allow", (name, values) -> inOrder(values.get(0)));
        String body = answer.text()
                .replaceFirst("urn:uuid:[0-9a-f-]+", "")
                .replace("- url: /iam\n", "- url: /\n")
                .replace("\"url\" : \"/iam\"", "\"url\" : \"/\"");
        return answer.status() + " " + head + " " + body;
    }

    private static List<String> inOrder(String allow) {
        List<String> methods = new ArrayList<>(List.of(allow.split(", ")));
        methods.sort(null);
        return methods;
    }
}
