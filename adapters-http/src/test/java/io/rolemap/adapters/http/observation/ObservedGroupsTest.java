package io.rolemap.adapters.http.observation;

import static io.rolemap.adapters.http.testsupport.Quotes.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.NoConnections;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which groups people came with, and which mappings nobody used. */
final class ObservedGroupsTest {

    private static final int MANY = 3_500;

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String connection = "";
    private String observed = "";
    private long start;

    @BeforeEach
    void a_connection() {
        connection = server.connection("acme", "okta");
        observed = connection + "/observed-groups";
        start = server.clock().millis();
    }

    @Test
    void groups_that_people_came_with_are_listed_with_hours_and_numbers() {
        map("Admins");
        come("Admins", "Visitors");
        come("Admins");
        long hour = hour();
        server.clock().advance(Duration.ofHours(2));
        come("Admins");

        Answer answer = api.get(observed);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("observed_groups").valueStream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        json("{'group':'Admins','first_seen_at':" + hour + ",'last_seen_at':" + hour()
                                + ",'count':3,'mapped':true}"),
                        json("{'group':'Visitors','first_seen_at':" + hour + ",'last_seen_at':" + hour
                                + ",'count':1,'mapped':false}"));
        assertThat(answer.json().get("observed_since").longValue()).isEqualTo(start);
        assertThat(answer.json().size()).isEqualTo(2);
    }

    @Test
    void nobody_came_yet() {
        for (String query : List.of("", "?limit=5", "?mapped=true")) {
            assertThat(api.get(observed + query).text())
                    .isEqualTo(json("{'observed_groups':[],'observed_since':" + start + "}"));
        }
    }

    @Test
    void mapped_groups_and_others_can_be_told_apart() {
        map("Admins");
        come("Admins", "Visitors");

        assertThat(groups(api.get(observed + "?mapped=true"))).containsExactly("Admins");
        assertThat(groups(api.get(observed + "?mapped=false"))).containsExactly("Visitors");
        map("Visitors");
        assertThat(groups(api.get(observed + "?mapped=false"))).isEmpty();
    }

    @Test
    void groups_come_from_claims_and_from_many_people_too() {
        resolve("{'claims':{'sub':'x','groups':['Claimed']}}");
        resolve("{'people':[{'id':'a','groups':['One']},{'id':'b','claims':{'groups':'Two'}},"
                + "{'id':'c','claims':{'hasgroups':true,'other':['Three']}}]}");
        server.storeObservedGroups();

        assertThat(groups(api.get(observed))).containsExactlyInAnyOrder("Claimed", "One", "Two");
        assertThat(api.get(observed).text()).doesNotContain("\"x\"");
    }

    @Test
    void pages_show_every_group_once_those_seen_first_before_the_others() {
        List<List<String>> hours = List.of(List.of("a", "b", "c"), List.of("d"), List.of("e", "f"));
        for (List<String> hour : hours) {
            come(hour.toArray(String[]::new));
            server.clock().advance(Duration.ofHours(1));
        }

        List<String> all = groups(api.get(observed));
        List<String> paged = new ArrayList<>();
        Answer page = api.get(observed + "?limit=2");
        paged.addAll(groups(page));
        while (page.json().has("next_page_token")) {
            assertThat(groups(page)).hasSize(2);
            page = api.get(observed + "?limit=2&page_token=" + page.string("next_page_token"));
            paged.addAll(groups(page));
        }

        assertThat(paged).isEqualTo(all);
        assertThat(all.subList(0, 3)).containsExactlyInAnyOrderElementsOf(hours.get(0));
        assertThat(all.get(3)).isEqualTo("d");
        assertThat(all.subList(4, 6)).containsExactlyInAnyOrderElementsOf(hours.get(2));
        assertThat(api.get(observed + "?limit=6").json().has("next_page_token")).isFalse();
    }

    @Test
    void a_token_is_for_one_list() {
        String other = server.connection("acme", "azure") + "/observed-groups";
        come("a", "b");
        String token = api.get(observed + "?limit=1").string("next_page_token");
        String ofMappings = tokenOfMappings();

        for (String target : List.of(
                other + "?limit=1&page_token=" + token,
                observed + "?limit=1&mapped=false&page_token=" + token,
                observed + "?limit=1&page_token=" + ofMappings,
                observed + "?limit=1&page_token=" + token.substring(1),
                observed + "?page_token=" + token,
                connection + "/group-mappings?limit=1&page_token=" + token)) {
            Answer answer = api.get(target);

            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(answer.string("detail")).as(target).contains("'page_token'");
        }
    }

    @Test
    void a_list_far_longer_than_a_page_comes_complete() {
        String groups =
                IntStream.range(0, MANY).mapToObj(i -> "'group " + i + "'").collect(Collectors.joining(","));
        resolve("{'groups':[" + groups + "]}");
        server.storeObservedGroups();

        Answer all = api.get(observed);

        assertThat(groups(all)).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(all.json().get("observed_since").longValue()).isEqualTo(start);
        assertThat(all.json().has("next_page_token")).isFalse();
    }

    @Test
    void a_parameter_that_means_nothing_is_refused_by_its_name() {
        for (String query : List.of(
                "limit=0",
                "limit=1001",
                "limit=x",
                "mapped=1",
                "mapped=",
                "mapped=true&mapped=true",
                "page_token=abc",
                "group=a",
                "unused_since=5")) {
            Answer answer = api.get(observed + "?" + query);

            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.string("detail")).as(query).contains("'" + query.split("=", 2)[0] + "'");
        }
    }

    @Test
    void what_was_observed_stays_when_observing_is_switched_off() {
        come("Before");
        api.patch(connection, "{\"observe_groups\":false}");
        come("Meanwhile");

        Answer off = api.get(observed);
        server.clock().advance(Duration.ofDays(1));
        long again = server.clock().millis();
        api.patch(connection, "{\"observe_groups\":true}");
        come("After");

        assertThat(groups(off)).containsExactly("Before");
        assertThat(off.json().get("observed_since").isNull()).isTrue();
        assertThat(groups(api.get(observed))).containsExactly("Before", "After");
        assertThat(api.get(observed).json().get("observed_since").longValue()).isEqualTo(again);
    }

    @Test
    void it_takes_the_permission_to_read_mappings() {
        assertThat(server.holderOf("acme", "mappings:read").get(observed).status())
                .isEqualTo(200);
        for (Api other : List.of(
                server.holderOf("acme", "roles:resolve", "connections:read"),
                server.holderOf("globex", "mappings:read"))) {
            assertThat(other.get(observed).problem()).isEqualTo("/problems/forbidden");
        }
    }

    @Test
    void unknown_malformed_and_foreign_connections_cannot_be_told_apart() {
        server.connection("globex", "theirs");

        for (String target :
                List.of("/observed-groups", "/observed-groups?limit=1&mapped=true", "/group-mappings?unused_since=0")) {
            NoConnections.cannotBeToldApart(path -> api.get(path + target));
        }
    }

    @Test
    void mappings_that_nobody_used_since_some_moment_are_found() {
        map("Used");
        map("Unused");
        map("Long unused");
        come("Long unused");
        server.clock().advance(Duration.ofDays(30));
        long since = server.clock().millis();
        server.clock().advance(Duration.ofDays(1));
        come("Used");
        map("Young");

        assertThat(unused("unused_since=" + since)).containsExactlyInAnyOrder("Unused", "Long unused");
        assertThat(unused("unused_since=" + since + "&external_group=Used")).isEmpty();
        assertThat(unused("unused_since=" + since + "&external_group=Unused")).containsExactly("Unused");
        assertThat(unused("unused_since=" + since + "&role_id=2")).isEmpty();
        assertThat(unused("unused_since=" + server.clock().millis())).contains("Long unused", "Unused");
    }

    @Test
    void unused_mappings_come_in_pages_too() {
        for (int i = 0; i < 5; i++) {
            map("g" + i);
        }
        server.clock().advance(Duration.ofDays(1));
        String query = "?unused_since=" + server.clock().millis() + "&limit=2";
        come("g1");
        server.clock().advance(Duration.ofHours(1));
        String list = connection + "/group-mappings" + query;

        List<String> paged = new ArrayList<>();
        Answer page = api.get(list);
        String first = page.string("next_page_token");
        paged.addAll(mapped(page));
        while (page.json().has("next_page_token")) {
            page = api.get(list + "&page_token=" + page.string("next_page_token"));
            paged.addAll(mapped(page));
        }

        assertThat(paged).containsExactlyInAnyOrder("g0", "g2", "g3", "g4");
        for (String other :
                List.of("?limit=2", "?limit=2&unused_since=" + (server.clock().millis() - 1))) {
            assertThat(api.get(connection + "/group-mappings" + other + "&page_token=" + first)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_list_of_unused_mappings_has_no_entity_tag() {
        map("g");

        assertThat(api.get(connection + "/group-mappings?unused_since="
                                + server.clock().millis())
                        .header("ETag"))
                .isEmpty();
    }

    @Test
    void nobody_is_told_about_a_time_in_which_nobody_looked() {
        map("g");
        Answer before = api.get(connection + "/group-mappings?unused_since=" + (start - 1));
        Answer ages = api.get(connection + "/group-mappings?limit=1&unused_since=" + Long.MIN_VALUE);
        api.patch(connection, "{\"observe_groups\":false}");
        Answer never = api.get(connection + "/group-mappings?unused_since=" + Long.MAX_VALUE);

        for (Answer answer : List.of(before, ages, never)) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("/problems/groups-not-observed");
        }
        assertThat(before.string("detail")).contains(Long.toString(start));
        assertThat(never.string("detail")).contains("are not observed");
    }

    @Test
    void nobody_is_told_what_will_be_unused() {
        map("g");
        long now = server.clock().millis();

        assertThat(api.get(connection + "/group-mappings?unused_since=" + now).status())
                .isEqualTo(200);
        for (String query : List.of("unused_since=" + (now + 1), "limit=1&unused_since=" + Long.MAX_VALUE)) {
            Answer answer = api.get(connection + "/group-mappings?" + query);

            assertThat(answer.status()).as(query).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("/problems/groups-not-observed");
            assertThat(answer.string("detail")).contains("yet to come");
        }
    }

    @Test
    void a_moment_is_a_64_bit_number_in_plain_decimal() {
        for (String moment : List.of(
                "",
                "x",
                "1.5",
                "1e3",
                "+1",
                "01",
                "-0",
                "2026-01-01",
                "9223372036854775808",
                "-9223372036854775809",
                "%D9%A3",
                "5%20",
                "5&unused_since=5")) {
            Answer answer = api.get(connection + "/group-mappings?unused_since=" + moment);

            assertThat(answer.status()).as(moment).isEqualTo(400);
            assertThat(answer.string("detail")).as(moment).contains("'unused_since'");
        }
        assertThat(api.get(connection + "/group-mappings?unused_since=" + Long.MAX_VALUE)
                        .status())
                .isEqualTo(409);
    }

    private void map(String group) {
        api.post(connection + "/group-mappings", json("{'external_group':'" + group + "','role_id':1}"));
    }

    private void come(String... groups) {
        resolve("{'groups':[" + List.of(groups).stream().map(g -> "'" + g + "'").collect(Collectors.joining(","))
                + "]}");
        server.storeObservedGroups();
    }

    private void resolve(String body) {
        assertThat(api.post(connection + "/resolve-roles", json(body)).status()).isEqualTo(200);
    }

    private String tokenOfMappings() {
        map("a");
        map("b");
        return api.get(connection + "/group-mappings?limit=1").string("next_page_token");
    }

    private List<String> unused(String query) {
        return mapped(api.get(connection + "/group-mappings?" + query));
    }

    private long hour() {
        return Instant.ofEpochMilli(server.clock().millis())
                .truncatedTo(ChronoUnit.HOURS)
                .toEpochMilli();
    }

    private static List<String> groups(Answer answer) {
        return answer.json()
                .get("observed_groups")
                .valueStream()
                .map(group -> group.get("group").asString())
                .toList();
    }

    private static List<String> mapped(Answer list) {
        return list.json()
                .get("group_role_mappings")
                .valueStream()
                .map(mapping -> mapping.get("external_group").asString())
                .toList();
    }
}
