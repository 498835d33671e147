package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.http.servlet.JavalinServletContext;
import io.javalin.http.servlet.TaskInitializer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the API can be mounted, and what it shares the server with. */
final class MountPlacesTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";
    private static final String NEW = "{\"provider_key\":\"acme-okta\",\"id\":\"okta\"}";

    @Test
    void a_prefix_is_any_number_of_plain_segments() {
        for (String prefix :
                List.of("/iam", "/internal/iam", "/a/b/c", "/v1.2", "/Iam-2_x~", "/...", "/.hidden", "/1")) {
            RolemapHttp http = Portal.forVisitors();
            try (Portal portal = Portal.start(config -> http.mountOn(config, prefix))) {
                Api api = Api.anonymous(portal.port()).below(prefix);

                assertThat(api.get("/health/live").status()).as(prefix).isEqualTo(200);
                assertThat(api.get(PROVIDERS).status()).as(prefix).isEqualTo(401);
            }
        }
    }

    @Test
    void a_prefix_of_any_other_form_is_refused() {
        RolemapHttp http = Portal.forVisitors();
        for (String prefix : List.of(
                "iam",
                "iam/",
                "/iam/",
                "//iam",
                "/iam//x",
                "//",
                "/.",
                "/..",
                "/iam/.",
                "/iam/../x",
                "/./iam",
                "/{iam}",
                "/<iam>",
                "/iam/*",
                "*",
                "/iam?x",
                "/iam#x",
                "/%69am",
                "/i am",
                " /iam",
                "/iam\n",
                "/iam;x",
                "/iam:x",
                "/iäm",
                "https://example.com/iam")) {
            assertThatThrownBy(() -> Javalin.create(config -> http.mountOn(config, prefix)))
                    .as(prefix)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/internal/iam")
                    .hasMessageContaining("'" + prefix + "'");
        }
    }

    @Test
    void the_root_is_not_to_be_shared() {
        RolemapHttp http = Portal.forVisitors();
        for (String root : List.of("", "/")) {
            assertThatThrownBy(() -> Javalin.create(config -> http.mountOn(config, root)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/iam")
                    .hasMessageContaining("configure");
        }
    }

    @Test
    void two_worlds_on_one_server_know_nothing_of_each_other() {
        RolemapHttp one = Portal.forHoldersOfKeys();
        RolemapHttp other = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            one.mountOn(config, "/one");
            other.mountOn(config, "/other");
            Portal.greet(config);
        })) {
            Api first = portal.operator().below("/one");
            Api second = portal.visitor().below("/other");
            Answer created = first.post(PROVIDERS, NEW);

            assertThat(first.follow(created).status()).isEqualTo(200);
            assertThat(second.get(PROVIDERS + "/okta").status()).isEqualTo(404);
            assertThat(second.post(PROVIDERS, NEW).header("Location")).contains("/other" + PROVIDERS + "/okta");
            assertThat(portal.visitor().below("/one").get(PROVIDERS).header("WWW-Authenticate"))
                    .contains("Bearer realm=\"rolemap\"");
            assertThat(portal.operator().below("/other").get(PROVIDERS).header("WWW-Authenticate"))
                    .contains(Portal.CHALLENGE);
        }
    }

    @Test
    void one_world_may_be_in_two_places() {
        RolemapHttp http = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            http.mountOn(config, "/old");
            http.mountOn(config, "/new");
            Portal.greet(config);
        })) {
            Answer created = portal.visitor().below("/old").post(PROVIDERS, NEW);

            assertThat(created.header("Location")).contains("/old" + PROVIDERS + "/okta");
            assertThat(portal.visitor().below("/new").get(PROVIDERS + "/okta").json())
                    .isEqualTo(created.json());
        }
    }

    @Test
    void places_that_cannot_be_told_apart_are_refused() {
        for (String taken : List.of("/iam", "/iam/two", "/iam/two/three")) {
            assertThatThrownBy(() -> Javalin.create(config -> {
                        Portal.forVisitors().mountOn(config, "/elsewhere");
                        Portal.forVisitors().mountOn(config, "/iam/two");
                        Portal.forVisitors().mountOn(config, taken);
                    }))
                    .as(taken)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/iam/two already")
                    .hasMessageContaining(taken);
        }
    }

    @Test
    void names_that_only_begin_alike_are_different_places() {
        try (Portal portal = Portal.start(config -> {
            Portal.forVisitors().mountOn(config, "/iam");
            Portal.forVisitors().mountOn(config, "/iam2");
        })) {
            assertThat(portal.anonymous().below("/iam2").get("/health/live").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void other_spellings_of_the_prefix_lead_elsewhere() {
        try (Portal portal = Portal.withApi(config -> {
            config.router.caseInsensitiveRoutes = true;
            config.router.treatMultipleSlashesAsSingleSlash = true;
            config.routes.error(404, ctx -> ctx.result("No such page of ours"));
        })) {
            for (String target : List.of("/IAM/health/live", "//iam/health/live", "/iam;x=y/health/live")) {
                assertThat(portal.ask("GET", target).text()).as(target).isEqualTo("No such page of ours");
            }
        }
    }

    @Test
    void a_life_cycle_that_a_service_sets_before_keeps_its_steps() {
        RolemapHttp http = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            lifeCycle(
                    config,
                    (submit, servlet, ctx, path) -> ctx.header("X-Portal", "first"),
                    DefaultTasks.INSTANCE.getBEFORE(),
                    DefaultTasks.INSTANCE.getHTTP());
            http.mountOn(config, Portal.IAM);
            Portal.greet(config);
        })) {
            assertThat(portal.visitor().get(PROVIDERS).header("X-Portal")).contains("first");
            assertThat(portal.visitor().get("/nothing").status()).isEqualTo(404);
        }
    }

    @Test
    void a_life_cycle_that_looks_for_no_routes_is_refused() {
        assertThatThrownBy(() -> Javalin.create(config -> {
                    lifeCycle(config, DefaultTasks.INSTANCE.getBEFORE());
                    Portal.forVisitors().mountOn(config, Portal.IAM);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requestLifeCycle");
    }

    @Test
    void a_life_cycle_that_a_service_sets_afterwards_opens_nothing() {
        RolemapHttp http = Portal.forVisitors();
        try (Portal portal = Portal.start(config -> {
            http.mountOn(config, Portal.IAM);
            lifeCycle(config, DefaultTasks.INSTANCE.getHTTP());
            config.routes.exception(
                    IllegalStateException.class, (fault, ctx) -> ctx.status(500).result(fault.getMessage()));
        })) {
            Answer answer = portal.ask("GET", "/iam/health/live");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).contains("requestLifeCycle");
        }
    }

    @Test
    void where_a_route_is_taken_nothing_is_mounted() {
        try (Portal portal = Portal.start(config -> {
            config.routes.get("/iam/openapi.json", ctx -> ctx.result("Ours"));
            config.routes.get("/iam/<rest>", ctx -> ctx.result("Ours, too"));
            assertThatThrownBy(() -> Portal.forVisitors().mountOn(config, Portal.IAM))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/iam/openapi.json");
        })) {
            assertThat(portal.ask("GET", "/iam/openapi.json").text()).isEqualTo("Ours");
            assertThat(portal.ask("GET", "/iam/health/live").text()).isEqualTo("Ours, too");
            assertThat(portal.ask("OPTIONS", "/iam/health/live").status()).isEqualTo(404);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void lifeCycle(JavalinConfig config, TaskInitializer<JavalinServletContext>... steps) {
        config.requestLifeCycle(steps);
    }
}
