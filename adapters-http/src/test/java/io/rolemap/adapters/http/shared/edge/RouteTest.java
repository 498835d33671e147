package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.access.Permission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What routes declare, on a real server. */
final class RouteTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final String LIST = EdgeServer.ORG + "/list";
    private static final String ONE = EdgeServer.ORG + "/one";

    @Test
    void a_list_has_the_parameters_that_it_declares_and_no_others() {
        Route list = Route.list(
                        LIST,
                        Permission.MAPPINGS_READ,
                        call -> Answer.ok(json -> json.writeString(
                                call.query().get("external_group").orElse("none"))))
                .withParameters("external_group", "limit");
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, list)) {
            try (server) {
                assertThat(server.send("GET", "/orgs/a/list", "").text()).isEqualTo("\"none\"");
                assertThat(server.send("GET", "/orgs/a/list?", "").text()).isEqualTo("\"none\"");
                assertThat(server.send("GET", "/orgs/a/list?external_group=a+%C3%A9%00", "")
                                .json()
                                .asString())
                        .isEqualTo("a \u00e9\u0000");
                Map.of(
                                "?page=1", "'page'",
                                "?limit=1&limit=2", "'limit'",
                                "?external_group=%ff", "'external_group'",
                                "?external_group=%C3", "'external_group'")
                        .forEach((query, named) -> {
                            var refused = server.send("GET", "/orgs/a/list" + query, "");
                            assertThat(refused.status()).as(query).isEqualTo(400);
                            assertThat(refused.problem()).isEqualTo("/problems/malformed-request");
                            assertThat(refused.string("detail")).contains(named);
                        });
            }
        }
    }

    @Test
    void a_body_is_not_looked_at_when_the_query_is_refused() {
        Route put = Route.put(
                        ONE,
                        Permission.MAPPINGS_WRITE,
                        call -> Answer.ok(json -> json.writeBoolean(call.query().flag("dry_run"))))
                .withParameters("dry_run");
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, put)) {
            try (server) {
                assertThat(server.send("PUT", "/orgs/a/one?dry_run=true", "", BODY)
                                .text())
                        .isEqualTo("true");
                assertThat(server.send(
                                        "PUT",
                                        "/orgs/a/one?dryrun=true",
                                        "Content-Type: application/json\r\nContent-Length: 100\r\n")
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void a_conditional_route_reads_if_match() {
        Route patch = Route.patch(ONE, Permission.MAPPINGS_WRITE, call -> {
                    if (!call.ifMatch().isMetBy(EntityTag.of("now"))) {
                        throw Call.preconditionFailed();
                    }
                    return Answer.noContent().withTag(EntityTag.of("then"));
                })
                .conditional();
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, patch)) {
            try (server) {
                var met = server.send("PATCH", "/orgs/a/one", "If-Match: \"x\"\r\nIf-Match: \"now\"\r\n", BODY);
                assertThat(met.status()).isEqualTo(204);
                assertThat(met.header("ETag")).contains("\"then\"");
                assertThat(met.body()).isEmpty();
                assertThat(server.send("PATCH", "/orgs/a/one", "", BODY).status())
                        .isEqualTo(204);
                assertThat(server.send("PATCH", "/orgs/a/one", "If-Match: \"\u00e9\", *\r\n", BODY)
                                .status())
                        .isEqualTo(400);
                var failed = server.send("PATCH", "/orgs/a/one", "If-Match: \"\u00e9\", W/\"now\"\r\n", BODY);
                assertThat(failed.status()).isEqualTo(412);
                assertThat(failed.problem()).isEqualTo("/problems/precondition-failed");
            }
        }
    }

    @Test
    void a_condition_that_would_be_ignored_is_refused_where_something_is_changed() {
        Route[] routes = {
            Route.get(ONE, Permission.MAPPINGS_READ, call -> Answer.noContent()),
            Route.put(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent()),
            Route.delete(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent()),
            Route.patch(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent())
                    .conditional()
        };
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, routes)) {
            try (server) {
                for (String condition : List.of("If-Match", "If-None-Match")) {
                    String field = condition + ": *\r\n";
                    var refused = server.send("PUT", "/orgs/a/one", field, BODY);
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.problem()).isEqualTo("/problems/malformed-request");
                    assertThat(refused.string("detail")).contains("'" + condition + "'");
                    assertThat(server.send("DELETE", "/orgs/a/one", field).status())
                            .isEqualTo(400);
                    assertThat(server.send("GET", "/orgs/a/one", field).status())
                            .isEqualTo(204);
                    assertThat(server.send("PATCH", "/orgs/a/one", field, BODY).status())
                            .isEqualTo(condition.equals("If-Match") ? 204 : 400);
                }
                String dated = "If-Unmodified-Since: Sat, 29 Oct 1994 19:43:31 GMT\r\n";
                assertThat(server.send("DELETE", "/orgs/a/one", dated).status()).isEqualTo(204);
            }
        }
    }

    @Test
    void a_path_allows_the_methods_of_its_routes() {
        Route[] routes = {
            Route.get(ONE, Permission.MAPPINGS_READ, call -> Answer.noContent()),
            Route.put(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent()),
            Route.patch(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent()),
            Route.delete(ONE, Permission.MAPPINGS_WRITE, call -> Answer.noContent())
        };
        for (EdgeServer server : EdgeServer.both(Limits.DEFAULT, routes)) {
            try (server) {
                var refused = server.send("POST", "/orgs/a/one", "", BODY);

                assertThat(refused.status()).isEqualTo(405);
                assertThat(refused.header("Allow").orElseThrow().split(", "))
                        .containsExactlyInAnyOrder("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS");
                assertThat(server.send("OPTIONS", "/orgs/a/one", "")
                                .header("Allow")
                                .orElseThrow()
                                .split(", "))
                        .containsExactlyInAnyOrder("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS");
                assertThat(server.send("DELETE", "/orgs/a/one", "").status()).isEqualTo(204);
            }
        }
    }
}
