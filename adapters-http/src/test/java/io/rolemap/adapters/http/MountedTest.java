package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.plugin.bundled.CorsPlugin;
import io.javalin.security.RouteRole;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.OpenApiContract;
import io.rolemap.adapters.http.testsupport.RawHttp;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The API below a path of a service that has routes, pages and callers of its own. */
final class MountedTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String NEW = "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}";
    private static final String MAPPINGS = PROVIDERS + "/okta/group-mappings";
    private static final String VISITOR = "Visitor";

    @Test
    void what_is_created_is_below_the_prefix_and_its_location_leads_there() {
        try (Portal portal = Portal.withApi(config -> {})) {
            Api api = portal.visitor();
            Answer connection = api.post(PROVIDERS, NEW);
            Answer mapping = api.post(MAPPINGS, "{\"external_group\":\"Admins\",\"role_id\":7}");

            assertThat(connection.header("Location")).contains("/iam" + PROVIDERS + "/okta");
            assertThat(mapping.status()).isEqualTo(201);
            assertThat(mapping.header("Location")).contains("/iam" + MAPPINGS + "/" + mapping.string("id"));
            assertThat(api.follow(connection).json()).isEqualTo(connection.json());
            assertThat(api.follow(mapping).json()).isEqualTo(mapping.json());
        }
    }

    @Test
    void the_whole_life_of_mappings_is_below_the_prefix() {
        try (Portal portal = Portal.withApi(config -> config.routes.after(ctx -> ctx.result("ours")))) {
            Api api = portal.visitor();
            api.post(PROVIDERS, NEW);
            String set = IntStream.range(0, 2_500)
                    .mapToObj(i -> "{\"external_group\":\"group " + i + "\",\"role_id\":" + i + "}")
                    .collect(Collectors.joining(",", "{\"group_role_mappings\":[", "]}"));

            Answer replaced = api.put(MAPPINGS, set);
            Answer list = api.get(MAPPINGS);
            String one = MAPPINGS + "/" + replaced.json().at("/created/7/id").asString();

            assertThat(replaced.json().get("created")).hasSize(2_500);
            assertThat(list.json().get("group_role_mappings")).hasSize(2_500);
            assertThat(list.header("ETag")).isEqualTo(replaced.header("ETag"));
            assertThat(api.patch(one, "{\"role_id\":-1}").string("role_id")).isEqualTo("-1");
            assertThat(api.ifMatch(list.header("ETag").orElseThrow())
                            .put(MAPPINGS, set)
                            .status())
                    .isEqualTo(412);
            assertThat(api.delete(one).status()).isEqualTo(204);
            assertThat(api.delete(PROVIDERS + "/okta").status()).isEqualTo(204);
            assertThat(api.get(MAPPINGS).status()).isEqualTo(404);
        }
    }

    @Test
    void roles_are_resolved_and_mappings_judged_below_the_prefix() {
        try (Portal portal = Portal.withApi(config -> config.routes.after(ctx -> ctx.result("ours")))) {
            Api api = portal.visitor();
            String connection = PROVIDERS + "/okta";
            api.post(PROVIDERS, NEW);
            api.post(MAPPINGS, "{\"external_group\":\"Admins\",\"role_id\":7}");

            Answer resembling = api.post(MAPPINGS, "{\"external_group\":\" admins\",\"role_id\":8}");
            Answer resolved = api.post(connection + "/resolve-roles", "{\"groups\":[\"Admins\",\"ADMINS\"]}");
            String many = IntStream.range(0, 9_000)
                    .mapToObj(i -> "\"group " + i + "\"")
                    .collect(Collectors.joining(","));

            assertThat(resembling.status()).isEqualTo(201);
            assertThat(resembling.header("Rolemap-Findings").orElseThrow()).startsWith("outer_white_space");
            assertThat(resolved.json().get("role_ids").toString()).isEqualTo("[\"7\"]");
            assertThat(resolved.json().at("/unmatched_groups/0/near_misses")).hasSize(2);
            assertThat(api.post(
                                    "/orgs/acme/resolve-roles?explain=false",
                                    "{\"provider_key\":\"acme-okta\",\"claims\":{\"groups\":\"Admins\"}}")
                            .json()
                            .get("role_ids")
                            .toString())
                    .isEqualTo("[\"7\"]");
            assertThat(api.post(connection + "/resolve-roles", "{\"groups\":[" + many + "]}")
                            .json()
                            .get("unmatched_groups"))
                    .hasSize(9_000);
            assertThat(api.post(
                                    connection + "/mapping-impact",
                                    "{\"group_role_mappings\":[],\"people\":[{\"id\":\"a\",\"groups\":[\"Admins\"]}]}")
                            .json()
                            .get("changes"))
                    .hasSize(1);
            assertThat(api.get(connection + "/mapping-findings").json().get("findings"))
                    .isNotEmpty();
        }
    }

    @Test
    void without_an_inventory_there_are_no_observed_groups_and_no_unused_mappings() {
        try (Portal portal = Portal.withApi(config -> {})) {
            portal.visitor().post(PROVIDERS, NEW);

            assertThat(portal.visitor().get(PROVIDERS + "/okta/observed-groups").problem())
                    .isEqualTo("/problems/not-found");
            assertThat(portal.visitor().get(MAPPINGS + "?unused_since=0").problem())
                    .isEqualTo("/problems/groups-not-observed");
        }
    }

    @Test
    void without_catalogues_there_are_no_roles_to_manage() {
        try (Portal portal = Portal.withApi(config -> {})) {
            for (String target : List.of("/orgs/acme/roles", "/orgs/acme/roles/1")) {
                assertThat(portal.visitor().get(target).problem()).as(target).isEqualTo("/problems/not-found");
            }
            assertThat(portal.visitor()
                            .put("/orgs/acme/roles/1", "{\"name\":\"r\"}")
                            .problem())
                    .isEqualTo("/problems/not-found");
        }
    }

    @Test
    void a_context_path_comes_before_the_prefix() {
        try (Portal portal = Portal.withApi(config -> config.router.contextPath = "/portal")) {
            Api api = Api.anonymous(portal.port()).below("/portal/iam");
            Answer created = api.with(VISITOR, "jane").post(PROVIDERS, NEW);

            assertThat(created.header("Location")).contains("/portal/iam" + PROVIDERS + "/okta");
            assertThat(api.with(VISITOR, "jane").follow(created).status()).isEqualTo(200);
            assertThat(api.get("/orgs/acme/nothing").status()).isEqualTo(401);
            assertThat(api.get("/nothing").status()).isEqualTo(404);
            assertThat(api.get("/openapi.json").json().at("/servers/0/url").asString())
                    .isEqualTo("/portal/iam");
        }
    }

    @Test
    void the_description_says_where_the_api_is() {
        try (Portal portal = Portal.withApi(config -> {})) {
            Api anybody = portal.anonymous();

            assertThat(anybody.get("/openapi.json").json().at("/servers/0/url").asString())
                    .isEqualTo("/iam");
            assertThat(anybody.get("/openapi.yaml").text()).contains("\nservers:\n  - url: /iam\n");
        }
    }

    @Test
    void whoever_may_not_do_something_is_told_so_below_the_prefix() {
        RolemapHttp http = Portal.forHoldersOfKeys();
        try (Portal portal = Portal.start(config -> http.mountOn(config, Portal.IAM))) {
            Answer key = portal.operator()
                    .post("/orgs/acme/api-keys", "{\"name\":\"x\",\"permissions\":[\"connections:read\"]}");
            Api reader = portal.anonymous().bearer(key.string("key"));

            assertThat(reader.get(PROVIDERS).status()).isEqualTo(200);
            Answer refused = reader.post(PROVIDERS, NEW);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("Bearer realm=\"rolemap\", error=\"insufficient_scope\"");
        }
    }

    @Test
    void outside_of_the_prefix_the_service_answers_as_it_always_did() {
        try (Portal with = Portal.withApi(MountedTest::ofTheService);
                Portal without = Portal.start(MountedTest::ofTheService)) {
            for (String target : List.of(
                    "/",
                    "/hello",
                    "/hello/",
                    "/HELLO",
                    "/throws",
                    "/refuses",
                    "/nothing",
                    "/iamnot",
                    "/iam.",
                    "/orgs/acme/identity-providers",
                    "/health/live",
                    "/x/iam/health/live",
                    "/%69am/health/live",
                    "/IAM/health/live",
                    "//iam/health/live")) {
                for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "BREW")) {
                    assertThat(undated(with.ask(method, target)))
                            .as(method + " " + target)
                            .isEqualTo(undated(without.ask(method, target)));
                }
            }
            assertThat(with.ask("GET", "/nothing").text()).isEqualTo("No such page of ours");
            assertThat(with.ask("GET", "/throws").text()).isEqualTo("Our fault");
        }
    }

    @Test
    void a_before_handler_knows_the_caller_whatever_it_is_registered_after() {
        for (boolean first : List.of(true, false)) {
            RolemapHttp http = Portal.forVisitors();
            try (Portal portal = Portal.start(config -> {
                if (first) {
                    Portal.greet(config);
                }
                http.mountOn(config, Portal.IAM);
                if (!first) {
                    Portal.greet(config);
                }
            })) {
                assertThat(portal.visitor().get(PROVIDERS).status()).isEqualTo(200);
                assertThat(portal.visitor().get("/orgs/acme/nothing").status()).isEqualTo(404);
                assertThat(portal.visitor().send("BREW", PROVIDERS).status()).isEqualTo(405);
                assertThat(portal.anonymous().get(PROVIDERS).status()).isEqualTo(401);
            }
        }
    }

    @Test
    void nobody_learns_without_credentials_what_is_there() {
        try (Portal portal = Portal.withApi(config -> {})) {
            Api anonymous = portal.anonymous();

            for (Answer answer : List.of(
                    anonymous.get("/orgs"),
                    anonymous.get("/orgs/"),
                    anonymous.get("/orgs/acme/nothing"),
                    anonymous.delete(PROVIDERS),
                    anonymous.send("OPTIONS", PROVIDERS),
                    anonymous.send("HEAD", PROVIDERS),
                    anonymous.send("BREW", PROVIDERS),
                    anonymous.post(PROVIDERS, "{"))) {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains(Portal.CHALLENGE);
            }
        }
    }

    @Test
    void handlers_for_matched_routes_run_for_routes_of_the_api_and_for_nothing_else_of_it() {
        var seen = new ConcurrentLinkedQueue<String>();
        try (Portal portal = Portal.withApi(config -> {
            config.routes.beforeMatched(ctx -> seen.add("before " + ctx.pathParam("org_id")));
            config.routes.afterMatched(
                    ctx -> seen.add("after " + ctx.endpoints().lastHttpEndpoint().path));
        })) {
            portal.visitor().get(PROVIDERS);
            portal.visitor().get("/nothing");
            portal.visitor().get("/orgs/acme");

            assertThat(seen).containsExactly("before acme", "after /iam/orgs/{org_id}/identity-providers");
        }
    }

    @Test
    void a_guard_of_matched_routes_sees_the_roles_that_the_api_was_mounted_with_and_no_others() {
        var seen = new ConcurrentLinkedQueue<String>();
        RolemapHttp http = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            config.routes.get("<path>", ctx -> ctx.result("Ours"), Role.ANYBODY);
            config.routes.beforeMatched(ctx -> {
                seen.add(ctx.routeRoles() + " "
                        + Objects.requireNonNull(ctx.endpoints().matchedHttpEndpoint()).path);
                if (!ctx.routeRoles().contains(Role.STAFF)) {
                    throw new ForbiddenResponse("Staff only");
                }
            });
            http.mountOn(config, Portal.IAM, Role.STAFF);
            Portal.greet(config);
        })) {
            assertThat(portal.visitor().get(PROVIDERS).status()).isEqualTo(200);
            assertThat(portal.visitor().post(PROVIDERS, NEW).status()).isEqualTo(201);
            assertThat(portal.visitor().get("/nothing").status()).isEqualTo(404);
            assertThat(portal.ask("GET", "/other").text()).isEqualTo("Staff only");
            assertThat(seen)
                    .containsExactly(
                            "[STAFF] /iam/orgs/{org_id}/identity-providers",
                            "[STAFF] /iam/orgs/{org_id}/identity-providers",
                            "[ANYBODY] <path>");
        }
    }

    @Test
    void a_guard_that_lets_nobody_in_without_roles_keeps_an_api_without_roles_closed() {
        try (Portal portal = Portal.withApi(config -> {
            config.routes.get("<path>", ctx -> ctx.result("Ours"), Role.ANYBODY);
            config.routes.beforeMatched(ctx -> {
                if (ctx.routeRoles().isEmpty()) {
                    throw new ForbiddenResponse("Nobody");
                }
            });
        })) {
            assertThat(portal.ask("GET", "/iam" + PROVIDERS, VISITOR, "jane").text())
                    .isEqualTo("Nobody");
            assertThat(portal.ask("GET", "/other").text()).isEqualTo("Ours");
        }
    }

    @Test
    void after_handlers_see_the_roles_too() {
        var seen = new ConcurrentLinkedQueue<Object>();
        RolemapHttp http = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            config.routes.after(ctx -> seen.add(ctx.routeRoles()));
            http.mountOn(config, Portal.IAM, Role.STAFF);
        })) {
            portal.anonymous().get("/health/live");

            assertThat(seen).containsExactly(Set.of(Role.STAFF));
        }
    }

    @Test
    void a_browser_learns_without_credentials_whether_it_may_send_a_request_of_another_origin() {
        try (Portal portal = Portal.withApi(config -> config.registerPlugin(
                new CorsPlugin(cors -> cors.addRule(rule -> rule.allowHost("https://portal.example")))))) {
            Api browser = portal.anonymous().with("Origin", "https://portal.example");
            Api asking = browser.with("Access-Control-Request-Method", "POST");

            Answer allowed = asking.send("OPTIONS", PROVIDERS);
            assertThat(allowed.status()).isEqualTo(204);
            assertThat(allowed.header("Access-Control-Allow-Origin")).contains("https://portal.example");
            assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST");
            assertThat(asking.send("OPTIONS", "/orgs/acme/nothing").status()).isEqualTo(404);
            assertThat(browser.send("OPTIONS", PROVIDERS).status()).isEqualTo(401);
            assertThat(asking.post(PROVIDERS, NEW).status()).isEqualTo(401);
            Answer created = browser.with(VISITOR, "jane").post(PROVIDERS, NEW);
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("Access-Control-Allow-Origin")).contains("https://portal.example");
        }
    }

    @Test
    void after_handlers_run_and_may_add_to_the_head_of_an_answer() {
        try (Portal portal = Portal.withApi(
                config -> config.routes.after(ctx -> ctx.header("X-Portal", Integer.toString(ctx.statusCode()))))) {
            Api api = portal.visitor();

            assertThat(api.get(PROVIDERS).header("X-Portal")).contains("200");
            assertThat(api.get("/nothing").header("X-Portal")).contains("404");
            assertThat(api.send("BREW", PROVIDERS).header("X-Portal")).contains("405");
            assertThat(api.post(PROVIDERS, "{").header("X-Portal")).contains("400");
        }
    }

    @Test
    void what_a_before_handler_refuses_stays_its_refusal() {
        try (Portal portal = Portal.withApi(config -> {
            config.routes.before(ctx -> {
                throw new UnauthorizedResponse("Not you");
            });
            config.routes.error(401, ctx -> ctx.result("Our door"));
        })) {
            Answer refused = portal.ask("GET", "/iam" + PROVIDERS, VISITOR, "jane");

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.text()).isEqualTo("Our door");
        }
    }

    @Test
    void a_before_handler_can_send_a_client_elsewhere() {
        try (Portal portal = Portal.withApi(config -> config.routes.before("/iam/*", ctx -> ctx.redirect("/login")))) {
            Answer redirected = portal.ask("GET", "/iam/health/live");

            assertThat(redirected.status()).isEqualTo(302);
            assertThat(redirected.header("Location")).contains("/login");
        }
    }

    @Test
    void nothing_is_done_for_a_request_that_a_before_handler_has_answered() {
        var faults = new ConcurrentLinkedQueue<Exception>();
        try (Portal portal = Portal.withApi(config -> {
            config.routes.before(ctx -> {
                if (ctx.method().equals(HandlerType.POST)) {
                    ctx.res().getOutputStream().print("Ours");
                    ctx.res().flushBuffer();
                }
            });
            config.routes.exception(Exception.class, (fault, ctx) -> faults.add(fault));
        })) {
            Answer answered =
                    portal.ask("POST", "/iam" + PROVIDERS, VISITOR, "jane", "Content-Type", "application/json");

            assertThat(answered.text()).isEqualTo("Ours");
            assertThat(faults).isEmpty();
            assertThat(portal.visitor().get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
        }
    }

    @Test
    void a_method_is_not_to_be_overridden() {
        var told = new ConcurrentLinkedQueue<String>();
        try (Portal portal = Portal.withApi(
                config -> config.routes.before(ctx -> told.add(ctx.method().name())))) {
            Api api = portal.visitor();
            Answer refused = api.with("X-HTTP-Method-Override", "GET").post(PROVIDERS, NEW);

            assertThat(told).containsExactly("GET");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.problem()).isEqualTo("/problems/malformed-request");
            assertThat(api.get(PROVIDERS).text()).isEqualTo("{\"identity_providers\":[]}");
            for (String other : List.of("POST", "BREW", "get")) {
                assertThat(api.with("X-HTTP-Method-Override", other)
                                .get(PROVIDERS)
                                .status())
                        .as(other)
                        .isEqualTo(400);
            }
            assertThat(api.with("X-HTTP-Method-Override", "POST")
                            .post(PROVIDERS, NEW)
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void a_body_has_the_limit_of_the_api() {
        try (Portal portal = Portal.withApi(config -> config.http.maxRequestSize = Long.MAX_VALUE);
                RawHttp connection = portal.connect()) {
            connection.send("POST /iam" + PROVIDERS + " HTTP/1.1\r\nHost: x\r\nVisitor: jane\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n");

            Answer refused = connection.answer();
            OpenApiContract.check("POST", PROVIDERS, refused);
            assertThat(refused.status()).isEqualTo(413);
        }
    }

    @Test
    void what_jetty_refuses_by_itself_it_answers_by_itself() {
        try (Portal portal = Portal.withApi(config -> {});
                RawHttp connection = portal.connect()) {
            connection.send("GET /iam/health/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            Answer refused = connection.answer();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("Content-Type").orElseThrow()).startsWith("text/html");
        }
    }

    @Test
    void a_websocket_handshake_is_none_of_the_api_s_business() {
        try (Portal portal = Portal.withApi(config -> {})) {
            Answer refused = portal.ask("GET", "/iam/health/live", "Sec-WebSocket-Version", "13");

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("Content-Type").orElseThrow()).startsWith("text/html");
        }
    }

    @Test
    void an_actor_may_send_as_many_requests_as_on_a_server_of_its_own() {
        FixedClock clock = FixedClock.at(Samples.NOW);
        RolemapHttp http =
                TestServer.api(rolemap -> rolemap, clock).requestsPerSecond(1).build();
        try (Portal portal = Portal.start(config -> {
            http.mountOn(config, Portal.IAM);
            http.mountOn(config, "/more");
        })) {
            Api more = portal.operator().below("/more");

            assertThat(portal.operator().get(PROVIDERS).status()).isEqualTo(200);
            assertThat(more.get(PROVIDERS).status()).isEqualTo(429);
        }
    }

    private enum Role implements RouteRole {
        ANYBODY,
        STAFF
    }

    private static void ofTheService(JavalinConfig config) {
        config.routes.get("/", ctx -> ctx.html("<p>Welcome</p>"));
        config.routes.get("/hello", ctx -> ctx.result("Hello"));
        config.routes.get("/throws", ctx -> {
            throw new IllegalStateException("x");
        });
        config.routes.get("/refuses", ctx -> {
            throw new UnauthorizedResponse("Not you");
        });
        config.routes.exception(Exception.class, (fault, ctx) -> ctx.status(500).result("Our fault"));
        config.routes.error(404, ctx -> ctx.result("No such page of ours"));
    }

    private static String undated(Answer answer) {
        return answer.toString().replaceAll("date=\\[[^]]*]", "");
    }
}
