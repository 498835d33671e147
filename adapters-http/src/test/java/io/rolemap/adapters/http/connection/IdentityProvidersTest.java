package io.rolemap.adapters.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class IdentityProvidersTest {

    private static final String PROVIDERS = "/orgs/acme/identity-providers";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();

    @Test
    void a_connection_needs_only_a_provider_key() {
        Answer created = api.post(PROVIDERS, "{\"provider_key\":\"acme-okta\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(new TreeSet<>(created.json().propertyNames()))
                .containsExactly(
                        "created_at",
                        "default_role_id",
                        "display_name",
                        "enabled",
                        "groups_claim",
                        "id",
                        "kind",
                        "observe_groups",
                        "org_id",
                        "provider_key",
                        "updated_at");
        assertThat(created.string("org_id")).isEqualTo("acme");
        assertThat(created.string("kind")).isEqualTo("oidc");
        assertThat(created.string("provider_key")).isEqualTo("acme-okta");
        assertThat(created.json().get("display_name").isNull()).isTrue();
        assertThat(created.string("groups_claim")).isEqualTo("groups");
        assertThat(created.json().get("default_role_id").isNull()).isTrue();
        assertThat(created.json().get("enabled").booleanValue()).isTrue();
        assertThat(created.json().get("observe_groups").booleanValue()).isTrue();
        assertThat(created.json().get("created_at").longValue())
                .isEqualTo(server.clock().millis());
    }

    @Test
    void location_leads_to_the_new_connection() {
        Answer created = api.post(PROVIDERS, "{\"provider_key\":\"acme-okta\"}");

        assertThat(created.header("Location")).contains(PROVIDERS + "/" + created.string("id"));
        assertThat(api.get(PROVIDERS + "/" + created.string("id")).json()).isEqualTo(created.json());
    }

    @Test
    void every_member_can_be_chosen() {
        Answer created = api.post(
                PROVIDERS,
                "{\"id\":\"My.Id_~-1\",\"provider_key\":\"k\",\"kind\":\"saml\",\"display_name\":\" Acme \\ud83d\\ude80\","
                        + "\"groups_claim\":\"/a~1b/~0\",\"default_role_id\":9007199254740993,\"enabled\":false,"
                        + "\"observe_groups\":false}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("id")).isEqualTo("My.Id_~-1");
        assertThat(created.string("kind")).isEqualTo("saml");
        assertThat(created.string("display_name")).isEqualTo(" Acme \uD83D\uDE80");
        assertThat(created.string("groups_claim")).isEqualTo("/a~1b/~0");
        assertThat(created.string("default_role_id")).isEqualTo("9007199254740993");
        assertThat(created.json().get("enabled").booleanValue()).isFalse();
        assertThat(created.json().get("observe_groups").booleanValue()).isFalse();
    }

    @Test
    void null_says_that_there_is_no_display_name_and_no_default_role() {
        Answer created = api.post(PROVIDERS, "{\"provider_key\":\"k\",\"display_name\":null,\"default_role_id\":null}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("display_name").isNull()).isTrue();
        assertThat(created.json().get("default_role_id").isNull()).isTrue();
    }

    @Test
    void what_concerns_signing_in_is_ignored() {
        Answer created =
                api.post(PROVIDERS, "{\"provider_key\":\"k\",\"client_secret\":\"s3cret\",\"domains\":[\"acme.com\"]}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text()).doesNotContain("s3cret", "acme.com");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        Answer answer = api.post(
                PROVIDERS,
                "{\"id\":\"a b\",\"provider_key\":\"A\",\"kind\":\"ldap\",\"display_name\":\"\","
                        + "\"groups_claim\":\"/~2\",\"default_role_id\":true,\"enabled\":\"yes\",\"observe_groups\":0}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("pointer").asString())
                .containsExactlyInAnyOrder(
                        "/id",
                        "/provider_key",
                        "/kind",
                        "/display_name",
                        "/groups_claim",
                        "/default_role_id",
                        "/enabled",
                        "/observe_groups");
    }

    @Test
    void null_is_no_value_where_a_default_exists() {
        for (String member : List.of("id", "provider_key", "kind", "groups_claim", "enabled", "observe_groups")) {
            String body = member.equals("provider_key")
                    ? "{\"provider_key\":null}"
                    : "{\"provider_key\":\"k\",\"" + member + "\":null}";

            Answer answer = api.post(PROVIDERS, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.json().get("errors"))
                    .extracting(error -> error.get("pointer").asString())
                    .containsExactly("/" + member);
        }
    }

    @Test
    void a_provider_key_belongs_to_one_connection_of_all_organisations() {
        api.post(PROVIDERS, "{\"provider_key\":\"okta\"}");

        Answer second = api.post("/orgs/globex/identity-providers", "{\"provider_key\":\"okta\"}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("/problems/provider-key-in-use");
    }

    @Test
    void an_id_belongs_to_one_connection_of_its_organisation() {
        api.post(PROVIDERS, "{\"provider_key\":\"okta\",\"id\":\"x\"}");

        Answer second = api.post(PROVIDERS, "{\"provider_key\":\"azure\",\"id\":\"x\"}");
        Answer elsewhere = api.post("/orgs/globex/identity-providers", "{\"provider_key\":\"azure\",\"id\":\"x\"}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("/problems/connection-id-in-use");
        assertThat(elsewhere.status()).isEqualTo(201);
    }

    @Test
    void connections_are_listed_oldest_first_and_only_those_of_the_organisation() {
        for (String key : List.of("c", "a", "b")) {
            api.post(PROVIDERS, "{\"provider_key\":\"" + key + "\"}");
            server.clock().advance(Duration.ofMillis(1));
        }
        api.post("/orgs/globex/identity-providers", "{\"provider_key\":\"theirs\"}");

        assertThat(api.get(PROVIDERS).json().get("identity_providers"))
                .extracting(connection -> connection.get("provider_key").asString())
                .containsExactly("c", "a", "b");
        assertThat(api.get("/orgs/unheard-of/identity-providers").text()).isEqualTo("{\"identity_providers\":[]}");
    }

    @Test
    void nothing_can_be_made_or_listed_where_no_organisation_can_be() {
        Answer created = api.post("/orgs/a%20b/identity-providers", "{\"provider_key\":\"k\"}");

        assertThat(created.status()).isEqualTo(404);
        assertThat(created.problem()).isEqualTo("/problems/not-found");
        assertThat(api.get("/orgs/a%20b/identity-providers").problem()).isEqualTo("/problems/not-found");
        assertThat(api.post("/orgs/a%20b/identity-providers", "{").status()).isEqualTo(400);
        assertThat(api.post("/orgs/a%20b/identity-providers", "{}").status()).isEqualTo(422);
    }
}
