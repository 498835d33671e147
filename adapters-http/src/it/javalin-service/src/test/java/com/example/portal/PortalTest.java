package com.example.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.Rolemap;
import io.rolemap.testkit.InMemoryStore;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PortalTest {

    private static final String CONNECTIONS = "/iam/orgs/acme/identity-providers";
    private static final String MAPPINGS = CONNECTIONS + "/okta/group-mappings";
    private static final String PROBLEM = "application/problem+json";
    private static final String NO_SUCH_PAGE = "<h1>The portal has no such page</h1>";

    @AutoClose
    private final Portal portal = new Portal(storage(), Map.of("ada", "lovelace", "bob", "secret"), "ada");

    private final int port = portal.start();

    @Test
    void an_administrator_who_signed_in_maps_a_group() {
        HttpClient ada = signedIn("ada", "lovelace");

        HttpResponse<String> connection = post(ada, CONNECTIONS, "{\"id\":\"okta\",\"provider_key\":\"acme-okta\"}");
        HttpResponse<String> mapping = post(ada, MAPPINGS, "{\"external_group\":\"Sales\",\"role_id\":7}");

        assertThat(connection.statusCode()).isEqualTo(201);
        assertThat(mapping.statusCode()).isEqualTo(201);
        String location = mapping.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(MAPPINGS + "/");
        assertThat(get(ada, location).body()).isEqualTo(mapping.body());
        assertThat(post(ada, MAPPINGS, "{\"external_group\":\"Sales\",\"role_id\":7}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whoever_did_not_sign_in_is_told_how() {
        HttpResponse<String> refused = get(anybody(), CONNECTIONS);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Portal realm=\"sign in at /sign-in\"");
        assertThat(refused.headers().firstValue("Content-Type")).contains(PROBLEM);
    }

    @Test
    void others_may_look_and_change_nothing() {
        HttpClient bob = signedIn("bob", "secret");

        assertThat(get(bob, CONNECTIONS).statusCode()).isEqualTo(200);
        assertThat(post(bob, CONNECTIONS, "{\"provider_key\":\"bobs\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_portal_keeps_its_own_pages_and_its_own_faults() {
        assertThat(get(anybody(), "/").body()).isEqualTo("<h1>Welcome, stranger</h1>");
        assertThat(get(signedIn("bob", "secret"), "/").body()).isEqualTo("<h1>Welcome, bob</h1>");
        assertThat(get(anybody(), "/broken").body()).isEqualTo("<h1>The portal is sorry</h1>");
        for (String elsewhere : new String[] {"/nothing", "/orgs/acme/identity-providers", "/health/live", "/iamnot"}) {
            HttpResponse<String> answer = get(anybody(), elsewhere);
            assertThat(answer.statusCode()).as(elsewhere).isEqualTo(404);
            assertThat(answer.body()).as(elsewhere).isEqualTo(NO_SUCH_PAGE);
        }
    }

    @Test
    void below_its_path_the_api_speaks_for_itself() {
        HttpResponse<String> unknown = get(anybody(), "/iam/nothing");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(get(anybody(), "/iam/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get(anybody(), "/iam/openapi.yaml").body()).contains("- url: /iam\n");
    }

    @Test
    void an_administrator_keeps_a_whole_set_in_step() {
        HttpClient ada = signedIn("ada", "lovelace");
        post(ada, CONNECTIONS, "{\"id\":\"okta\",\"provider_key\":\"acme-okta\"}");
        post(ada, MAPPINGS, "{\"external_group\":\"Former\",\"role_id\":7}");
        String tag = get(ada, MAPPINGS).headers().firstValue("ETag").orElseThrow();
        String set = "{\"group_role_mappings\":[{\"external_group\":\"Sales\",\"role_id\":\"7\"}]}";

        HttpResponse<String> replaced = put(ada, MAPPINGS, tag, set);

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(get(ada, MAPPINGS).body()).contains("Sales").doesNotContain("Former");
        assertThat(put(ada, MAPPINGS, tag, set).statusCode()).isEqualTo(412);
        assertThat(put(signedIn("bob", "secret"), MAPPINGS, "*", set).statusCode())
                .isEqualTo(403);
    }

    @Test
    void without_api_keys_and_catalogues_there_is_nothing_to_manage() {
        HttpClient ada = signedIn("ada", "lovelace");

        assertThat(get(ada, "/iam/orgs/acme/api-keys").statusCode()).isEqualTo(404);
        assertThat(get(ada, "/iam/orgs/acme/roles").statusCode()).isEqualTo(404);
    }

    private static Rolemap.Builder storage() {
        InMemoryStore store = new InMemoryStore();
        return Rolemap.builder()
                .mappings(store.mappings())
                .connections(store.connections())
                .transactions(store.transactions());
    }

    private static HttpClient anybody() {
        return HttpClient.newHttpClient();
    }

    private HttpClient signedIn(String name, String password) {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpResponse<String> answer =
                send(client, "/sign-in", "application/x-www-form-urlencoded", "name=" + name + "&password=" + password);
        assertThat(answer.statusCode()).isEqualTo(302);
        return client;
    }

    private HttpResponse<String> post(HttpClient client, String path, String json) {
        return send(client, path, "application/json", json);
    }

    private HttpResponse<String> put(HttpClient client, String path, String tag, String json) {
        return send(
                client,
                request(path)
                        .header("Content-Type", "application/json")
                        .header("If-Match", tag)
                        .PUT(BodyPublishers.ofString(json))
                        .build());
    }

    private HttpResponse<String> get(HttpClient client, String path) {
        return send(client, request(path).build());
    }

    private HttpResponse<String> send(HttpClient client, String path, String contentType, String body) {
        return send(
                client,
                request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
