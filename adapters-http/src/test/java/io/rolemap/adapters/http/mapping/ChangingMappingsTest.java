package io.rolemap.adapters.http.mapping;

import static io.rolemap.adapters.http.mapping.Mappings.create;
import static io.rolemap.adapters.http.mapping.Mappings.groups;
import static io.rolemap.adapters.http.mapping.Mappings.tag;
import static io.rolemap.adapters.http.mapping.Mappings.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ChangingMappingsTest {

    private static final String ROLE_2 = "{\"role_id\":2}";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String mappings = "";
    private String mapping = "";

    @BeforeEach
    void a_mapping() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
        mapping = create(api, mappings, "Admins", 1);
    }

    @Test
    void a_group_is_moved_to_another_role() {
        Answer before = api.get(mapping);
        server.clock().advance(Duration.ofSeconds(5));

        Answer after = api.patch(mapping, "{\"role_id\":\"9007199254740993\"}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(new TreeSet<>(after.json().propertyNames()))
                .containsExactly("created_at", "external_group", "id", "provider_id", "role_id", "updated_at");
        assertThat(after.string("role_id")).isEqualTo("9007199254740993");
        for (String member : List.of("id", "provider_id", "external_group", "created_at")) {
            assertThat(after.json().get(member))
                    .as(member)
                    .isEqualTo(before.json().get(member));
        }
        assertThat(after.json().get("updated_at").longValue())
                .isEqualTo(server.clock().millis());
        assertThat(api.get(mapping).json()).isEqualTo(after.json());
        assertThat(tag(api.get(mapping))).isEqualTo(tag(after));
    }

    @Test
    void the_moment_of_an_update_is_later_than_the_one_before_whatever_the_clock_says() {
        long before = updatedAt(api.get(mapping));

        long sameMillisecond = updatedAt(api.patch(mapping, ROLE_2));
        server.clock().advance(Duration.ofHours(-1));
        long clockSetBack = updatedAt(api.patch(mapping, "{\"role_id\":3}"));

        assertThat(sameMillisecond).isEqualTo(before + 1);
        assertThat(clockSetBack).isEqualTo(before + 2);
    }

    @Test
    void the_role_that_is_there_already_changes_nothing() {
        Answer before = api.get(mapping);
        server.clock().advance(Duration.ofSeconds(5));

        Answer after = api.patch(mapping, "{\"role_id\":1}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json()).isEqualTo(before.json());
        assertThat(tag(after)).isEqualTo(tag(before));
    }

    @Test
    void whoever_creates_a_mapping_learns_its_tag() {
        Answer created = api.post(mappings, wanted("Support", "1"));

        assertThat(tag(created)).isEqualTo(tag(api.follow(created)));
    }

    @Test
    void every_state_has_a_tag_of_its_own() {
        List<String> tags = new ArrayList<>();
        tags.add(tag(api.get(mapping)));
        tags.add(tag(api.patch(mapping, ROLE_2)));
        tags.add(tag(api.patch(mapping, "{\"role_id\":1}")));
        api.delete(mapping);
        tags.add(tag(api.get(create(api, mappings, "Admins", 1))));

        assertThat(tags).doesNotHaveDuplicates();
    }

    @Test
    void a_role_must_be_named() {
        assertThat(api.patch(mapping, "{}").errors()).containsExactly("/role_id is required");
        for (String body : List.of("{\"role_id\":null}", "{\"role_id\":\"x\"}", "{\"role_id\":1.5}")) {
            Answer answer = api.patch(mapping, body);

            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.errors()).as(body).hasSize(1).allMatch(error -> error.startsWith("/role_id "));
        }
        assertThat(api.patch(mapping, "{").status()).isEqualTo(400);
    }

    @Test
    void nothing_but_the_role_can_be_changed() {
        Answer after =
                api.patch(mapping, "{\"role_id\":2,\"external_group\":\"Others\",\"id\":\"mine\",\"created_at\":1}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.string("external_group")).isEqualTo("Admins");
        assertThat(mapping).endsWith("/" + after.string("id"));
    }

    @Test
    void a_change_is_made_only_in_a_state_that_its_sender_names() {
        String tag = tag(api.get(mapping));

        for (String others : List.of("\"\"", "\"x\"", "\"x\", \"y\"", "W/" + tag, "\"x\",W/" + tag)) {
            refusedByCondition(api.ifMatch(others).patch(mapping, ROLE_2));
            refusedByCondition(api.ifMatch(others).delete(mapping));
        }
        assertThat(api.get(mapping).string("role_id")).isEqualTo("1");
        assertThat(api.ifMatch(tag).patch(mapping, ROLE_2).status()).isEqualTo(200);
    }

    @Test
    void a_condition_may_name_several_states_in_one_field_or_more() {
        String second =
                tag(api.ifMatch("\"x\" , " + tag(api.get(mapping)) + ",").patch(mapping, ROLE_2));
        String third = tag(api.ifMatch("\"a,b\"").ifMatch(second).patch(mapping, "{\"role_id\":3}"));

        assertThat(api.ifMatch("W/\"x\"," + third).delete(mapping).status()).isEqualTo(204);
    }

    @Test
    void any_state_is_a_condition_that_whatever_exists_meets() {
        assertThat(api.ifMatch("*").patch(mapping, ROLE_2).status()).isEqualTo(200);
        assertThat(api.ifMatch(" * ").delete(mapping).status()).isEqualTo(204);
        assertThat(api.ifMatch("*").delete(mapping).status()).isEqualTo(404);
    }

    @Test
    void a_condition_that_is_none_is_refused() {
        for (String malformed : List.of(
                "x", "\"x", "x\"", "\"x\" \"y\"", "w/\"x\"", "*, \"x\"", "\"x\", *", "**", ",", "", "\"a b\"")) {
            assertThat(api.ifMatch(malformed).patch(mapping, ROLE_2).status())
                    .as(malformed)
                    .isEqualTo(400);
            assertThat(api.ifMatch(malformed).delete(mapping).status())
                    .as(malformed)
                    .isEqualTo(400);
        }
        assertThat(api.get(mapping).string("role_id")).isEqualTo("1");
    }

    @Test
    void of_two_changes_that_start_from_one_state_the_second_is_refused() {
        String tag = tag(api.get(mapping));

        assertThat(api.ifMatch(tag).patch(mapping, ROLE_2).status()).isEqualTo(200);
        refusedByCondition(api.ifMatch(tag).patch(mapping, "{\"role_id\":3}"));
        assertThat(api.get(mapping).string("role_id")).isEqualTo("2");
    }

    @Test
    void what_does_not_exist_is_not_found_before_any_condition() {
        Api conditional = api.ifMatch("\"x\"");

        assertThat(conditional.patch(mappings + "/nope", ROLE_2).problem()).isEqualTo("/problems/mapping-not-found");
        assertThat(conditional.delete(mappings + "/a%20b").problem()).isEqualTo("/problems/mapping-not-found");
        String elsewhere = mapping.replace("okta", "nope");
        assertThat(conditional.patch(elsewhere, ROLE_2).problem()).isEqualTo("/problems/connection-not-found");
        assertThat(conditional.delete(elsewhere).problem()).isEqualTo("/problems/connection-not-found");
    }

    @Test
    void a_mapping_of_another_connection_or_organisation_is_not_found() {
        String id = api.get(mapping).string("id");
        String other = server.connection("acme", "azure") + "/group-mappings/" + id;
        String theirs = server.connection("globex", "okta") + "/group-mappings/" + id;

        for (String target : List.of(other, theirs)) {
            assertThat(api.patch(target, ROLE_2).problem()).isEqualTo("/problems/mapping-not-found");
            assertThat(api.delete(target).problem()).isEqualTo("/problems/mapping-not-found");
        }
        assertThat(api.get(mapping).string("role_id")).isEqualTo("1");
    }

    @Test
    void a_deleted_mapping_is_gone_and_its_group_may_be_mapped_anew() {
        create(api, mappings, "Support", 1);
        Answer deleted = api.delete(mapping);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(api.get(mapping).problem()).isEqualTo("/problems/mapping-not-found");
        assertThat(api.delete(mapping).problem()).isEqualTo("/problems/mapping-not-found");
        assertThat(api.patch(mapping, ROLE_2).problem()).isEqualTo("/problems/mapping-not-found");
        assertThat(groups(api.get(mappings))).containsExactly("Support");
        assertThat(create(api, mappings, "Admins", 1)).isNotEqualTo(mapping);
    }

    @Test
    void a_tag_of_what_was_deleted_does_not_match_what_was_made_anew() {
        String tag = tag(api.get(mapping));
        api.delete(mapping);
        String anew = create(api, mappings, "Admins", 1);

        refusedByCondition(api.ifMatch(tag).delete(anew));
    }

    @Test
    void changes_need_leave_to_write() {
        for (Api reader : List.of(
                server.holderOf("acme", "mappings:read", "connections:write", "roles:write"),
                server.holderOf("globex", "mappings:read", "mappings:write"))) {
            assertThat(reader.patch(mapping, ROLE_2).status()).isEqualTo(403);
            assertThat(reader.delete(mapping).status()).isEqualTo(403);
        }
        Api writer = server.holderOf("acme", "mappings:write");
        assertThat(writer.patch(mapping, ROLE_2).status()).isEqualTo(200);
        assertThat(writer.delete(mapping).status()).isEqualTo(204);
    }

    @Test
    void an_authorizer_may_refuse_the_new_role() {
        try (TestServer strict = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) ->
                        action.grantedRole().map(role -> role.value() != 666).orElse(true)),
                http -> http)) {
            String path = create(strict.operator(), strict.connection("acme", "okta") + "/group-mappings", "Admins", 1);

            assertThat(strict.operator().patch(path, "{\"role_id\":666}").problem())
                    .isEqualTo("/problems/forbidden");
            assertThat(strict.operator().patch(path, ROLE_2).status()).isEqualTo(200);
        }
    }

    private static void refusedByCondition(Answer answer) {
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.problem()).isEqualTo("/problems/precondition-failed");
    }

    private static long updatedAt(Answer mapping) {
        return mapping.json().get("updated_at").longValue();
    }
}
