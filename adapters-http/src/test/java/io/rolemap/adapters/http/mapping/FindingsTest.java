package io.rolemap.adapters.http.mapping;

import static io.rolemap.adapters.http.mapping.Mappings.create;
import static io.rolemap.adapters.http.mapping.Mappings.set;
import static io.rolemap.adapters.http.mapping.Mappings.wanted;
import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.NoConnections;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is suspicious about mappings: told when one is made, and of all that there are. */
final class FindingsTest {

    private static final String HEADER = "Rolemap-Findings";
    private static final String GUID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String OTHER_GUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String mappings = "";
    private String findings = "";

    @BeforeEach
    void a_connection() {
        connection = server.connection("acme", "okta");
        mappings = connection + "/group-mappings";
        findings = connection + "/mapping-findings";
    }

    @Test
    void a_mapping_with_nothing_suspicious_about_it_is_made_without_a_word() {
        for (String group : List.of("Admins", "Staff", GUID, "CN=Ops,DC=acme", "Caf\u00e9", "/realm/Admins")) {
            assertThat(api.post(mappings, wanted(group, "1")).header(HEADER))
                    .as(group)
                    .isEmpty();
        }
    }

    @Test
    void what_concerns_the_group_alone_is_told_by_its_name() {
        assertThat(api.post(mappings, wanted("Staff ", "1")).header(HEADER)).contains("outer_white_space");
        assertThat(api.post(mappings, wanted("Ad\u200bmins", "1")).header(HEADER))
                .contains("invisible_characters");
        assertThat(api.post(mappings, wanted(" O\u200bps", "1")).header(HEADER))
                .contains("outer_white_space, invisible_characters");
    }

    @Test
    void what_resembles_another_is_told_with_its_id_and_the_difference() {
        String admins = id(api.post(mappings, wanted("Platform Admins", "1")));
        String name = id(api.post(mappings, wanted("CN=Ops,DC=acme", "1")));

        assertThat(api.post(mappings, wanted("platform  admins", "1")).header(HEADER))
                .contains("resembles_another;mapping=\"" + admins + "\";difference=\"white_space+letter_case\"");
        assertThat(api.post(mappings, wanted("cn=Ops, dc=acme", "1")).header(HEADER))
                .contains("same_distinguished_name;mapping=\"" + name + "\";difference=\"dn_spelling\"");
    }

    @Test
    void each_that_it_resembles_is_told_oldest_first() {
        String first = id(api.post(mappings, wanted("Admins", "1")));
        server.clock().advance(Duration.ofMillis(1));
        String second = id(api.post(mappings, wanted("admins", "1")));
        server.clock().advance(Duration.ofMillis(1));

        assertThat(api.post(mappings, wanted(" ADMINS", "1")).header(HEADER))
                .contains("outer_white_space, "
                        + "resembles_another;mapping=\"" + first + "\";difference=\"white_space+letter_case\", "
                        + "resembles_another;mapping=\"" + second + "\";difference=\"white_space+letter_case\"");
    }

    @Test
    void a_name_among_guids_is_told() {
        create(api, mappings, GUID, 1);
        create(api, mappings, OTHER_GUID, 1);

        assertThat(api.post(mappings, wanted("Staff", "1")).header(HEADER)).contains("name_among_guids");
        assertThat(api.post(mappings, wanted("Ops", "1")).header(HEADER)).isEmpty();
    }

    @Test
    void however_many_it_resembles_the_answer_is_made() {
        for (int i = 0; i < 64; i++) {
            StringBuilder group = new StringBuilder();
            for (int bit = 0; bit < 6; bit++) {
                group.append((i >> bit & 1) == 1 ? "A" : "a");
            }
            assertThat(api.post(mappings, wanted(group.toString(), "1")).status())
                    .isEqualTo(201);
        }

        String told = api.post(mappings, wanted(" aaaaaa", "1")).header(HEADER).orElseThrow();

        assertThat(told).startsWith("outer_white_space, resembles_another;");
        assertThat(told.split(", ")).hasSizeBetween(5, 15);
    }

    @Test
    void the_body_is_that_of_any_other_mapping() {
        create(api, mappings, "Admins", 1);

        Answer created = api.post(mappings, wanted(" admins", "2"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(new TreeSet<>(created.json().propertyNames()))
                .containsExactly("created_at", "external_group", "id", "provider_id", "role_id", "updated_at");
        assertThat(created.string("external_group")).isEqualTo(" admins");
        assertThat(api.follow(created).header(HEADER)).isEmpty();
    }

    @Test
    void whoever_may_not_read_mappings_is_not_told_which_one_it_resembles() {
        create(api, mappings, "Admins", 1);

        Answer created = server.holderOf("acme", "mappings:write").post(mappings, wanted("admins", "1"));

        assertThat(created.header(HEADER)).contains("resembles_another;difference=\"letter_case\"");
    }

    @Test
    void what_looks_the_same_without_ids_is_told_once() {
        for (String group : List.of("Admins", "ADMINS", "aDMINS")) {
            create(api, mappings, group, 1);
        }

        Answer created = server.holderOf("acme", "mappings:write").post(mappings, wanted("admins", "1"));

        assertThat(created.header(HEADER)).contains("resembles_another;difference=\"letter_case\"");
    }

    @Test
    void a_mapping_of_another_connection_is_nothing_to_resemble() {
        create(api, server.connection("acme", "azure") + "/group-mappings", "Admins", 1);
        create(api, server.connection("globex", "okta") + "/group-mappings", "Admins", 1);

        assertThat(api.post(mappings, wanted("admins", "1")).header(HEADER)).isEmpty();
        assertThat(api.get(findings).text()).isEqualTo(json("{'findings':[],'complete':true}"));
    }

    @Test
    void the_list_tells_what_is_suspicious_oldest_first_in_a_sentence_and_beside_what() {
        Answer first = createLater("Admins", "1");
        Answer spaced = createLater("Staff ", "2");
        Answer second = createLater("admins", "3");
        createLater("Ops", "4");

        Answer answer = api.get(findings);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(json("{'findings':[{'finding':'outer_white_space','detail':'"
                                + "The group begins or ends with white space: it matches only what the identity provider"
                                + " sends with it.','mapping':")
                        + spaced.text()
                        + json("},{'finding':'resembles_another','detail':'"
                                + "The connection maps another group that differs only in letter case: one of the two may"
                                + " be a slip of the pen.','mapping':")
                        + second.text()
                        + json(",'other':")
                        + first.text()
                        + json(",'difference':'letter_case'}],'complete':true}"));
    }

    @Test
    void the_list_tells_of_every_kind() {
        createLater(GUID, "1");
        createLater(OTHER_GUID, "1");
        createLater(" a\u200b", "2");
        assertThat(kinds(api.get(findings)))
                .containsExactly("outer_white_space", "invisible_characters", "name_among_guids");

        createLater("CN=A,DC=b", "1");
        createLater("cn=A,DC=b", "1");
        api.put("/orgs/acme/roles/1", "{\"name\":\"One\"}");

        assertThat(kinds(api.get(findings)))
                .containsExactly(
                        "outer_white_space", "invisible_characters", "unknown_role", "same_distinguished_name");
    }

    @Test
    void of_very_many_findings_the_first_thousand_are_told() {
        api.put(mappings, set(1_001, i -> wanted("group " + i + " ", "1")));
        Answer more = api.get(findings);
        api.put(mappings, set(1_000, i -> wanted("group " + i + " ", "1")));
        Answer all = api.get(findings);

        assertThat(more.json().get("findings")).hasSize(1_000);
        assertThat(more.json().get("complete").booleanValue()).isFalse();
        assertThat(all.json().get("findings")).hasSize(1_000);
        assertThat(all.json().get("complete").booleanValue()).isTrue();
    }

    @Test
    void it_takes_the_permission_to_read_mappings() {
        assertThat(server.holderOf("acme", "mappings:read").get(findings).status())
                .isEqualTo(200);
        for (Api other : List.of(
                server.holderOf("acme", "mappings:write", "roles:resolve"),
                server.holderOf("globex", "mappings:read"))) {
            assertThat(other.get(findings).problem()).isEqualTo("/problems/forbidden");
        }
    }

    @Test
    void unknown_malformed_and_foreign_connections_cannot_be_told_apart() {
        server.connection("globex", "theirs");

        NoConnections.cannotBeToldApart(path -> api.get(path + "/mapping-findings"));
    }

    private Answer createLater(String group, String role) {
        server.clock().advance(Duration.ofMillis(1));
        return api.post(mappings, wanted(group, role));
    }

    private static String id(Answer created) {
        return created.string("id");
    }

    private static List<String> kinds(Answer answer) {
        return answer.json()
                .get("findings")
                .valueStream()
                .map(finding -> finding.get("finding"))
                .map(JsonNode::asString)
                .toList();
    }
}
