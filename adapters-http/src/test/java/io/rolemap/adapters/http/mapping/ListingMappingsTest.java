package io.rolemap.adapters.http.mapping;

import static io.rolemap.adapters.http.mapping.Mappings.create;
import static io.rolemap.adapters.http.mapping.Mappings.encoded;
import static io.rolemap.adapters.http.mapping.Mappings.groups;
import static io.rolemap.adapters.http.mapping.Mappings.set;
import static io.rolemap.adapters.http.mapping.Mappings.tag;
import static io.rolemap.adapters.http.mapping.Mappings.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.domain.access.Permission;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListingMappingsTest {

    private static final int MANY = 3_500;

    @AutoClose
    private final TestServer server = TestServer.start();

    private final Api api = server.operator();
    private String mappings = "";

    @BeforeEach
    void a_connection() {
        mappings = server.connection("acme", "okta") + "/group-mappings";
    }

    @Test
    void pages_show_every_mapping_once_oldest_first() {
        List<String> created = createOneAfterTheOther(7);

        assertThat(pagesOf(mappings, 3)).containsExactly(created.subList(0, 3), created.subList(3, 6), List.of("g6"));
    }

    @Test
    void mappings_of_the_same_millisecond_are_in_the_order_of_their_ids() {
        api.put(mappings, set(50, i -> wanted("g" + i, "1")));

        List<String> ids = new ArrayList<>();
        api.get(mappings)
                .json()
                .get("group_role_mappings")
                .forEach(mapping -> ids.add(mapping.get("id").asString()));
        assertThat(ids).hasSize(50).isSorted();
        List<String> paged = new ArrayList<>();
        pagesOf(mappings, 7).forEach(paged::addAll);
        assertThat(paged).isEqualTo(groups(api.get(mappings)));
    }

    @Test
    void a_page_that_is_just_full_is_the_last() {
        createOneAfterTheOther(4);

        assertThat(api.get(mappings + "?limit=4").json().has("next_page_token")).isFalse();
        assertThat(api.get(mappings + "?limit=3").json().has("next_page_token")).isTrue();
        assertThat(api.get(mappings + "?limit=1000").json().has("next_page_token"))
                .isFalse();
    }

    @Test
    void a_page_of_nothing_is_empty() {
        assertThat(api.get(mappings + "?limit=1").text()).isEqualTo("{\"group_role_mappings\":[]}");
    }

    @Test
    void pages_go_on_when_the_last_mapping_shown_is_deleted_and_new_ones_are_made() {
        createOneAfterTheOther(4);
        Answer first = api.get(mappings + "?limit=2");
        first.json()
                .get("group_role_mappings")
                .forEach(
                        mapping -> api.delete(mappings + "/" + mapping.get("id").asString()));
        create(api, mappings, "later", 1);

        Answer second = api.get(mappings + "?limit=2&page_token=" + first.string("next_page_token"));
        Answer third = api.get(mappings + "?limit=2&page_token=" + second.string("next_page_token"));

        assertThat(groups(second)).containsExactly("g2", "g3");
        assertThat(groups(third)).containsExactly("later");
    }

    @Test
    void a_token_goes_with_another_limit() {
        createOneAfterTheOther(5);
        String token = api.get(mappings + "?limit=1").string("next_page_token");

        assertThat(groups(api.get(mappings + "?page_token=" + token + "&limit=3")))
                .containsExactly("g1", "g2", "g3");
    }

    @Test
    void a_token_that_was_changed_in_any_character_is_refused() {
        createOneAfterTheOther(2);
        String token = api.get(mappings + "?limit=1").string("next_page_token");

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            refuse("?limit=1&page_token=" + token.substring(0, i) + other + token.substring(i + 1), "page_token");
        }
        for (String changed : List.of("", token + "=", token + "A", token.substring(1), "x", "%00", token + "%20")) {
            refuse("?limit=1&page_token=" + changed, "page_token");
        }
    }

    @Test
    void a_token_is_for_one_list() {
        createOneAfterTheOther(2);
        String other = server.connection("acme", "azure") + "/group-mappings";
        String theirs = server.connection("globex", "okta") + "/group-mappings";
        String token = api.get(mappings + "?limit=1").string("next_page_token");
        String filtered = api.get(mappings + "?limit=1&role_id=1").string("next_page_token");

        for (String target : List.of(
                other + "?limit=1&page_token=" + token,
                theirs + "?limit=1&page_token=" + token,
                mappings + "?limit=1&role_id=1&page_token=" + token,
                mappings + "?limit=1&external_group=g0&page_token=" + token,
                mappings + "?limit=1&page_token=" + filtered,
                mappings + "?limit=1&role_id=2&page_token=" + filtered)) {
            Answer answer = api.get(target);

            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(answer.string("detail")).as(target).contains("'page_token'");
        }
        assertThat(groups(api.get(mappings + "?limit=1&role_id=1&page_token=" + filtered)))
                .containsExactly("g1");
    }

    @Test
    void filters_hold_together() {
        create(api, mappings, "a", 1);
        create(api, mappings, "b", 2);
        create(api, mappings, "c", 2);

        assertThat(groups(api.get(mappings + "?external_group=b"))).containsExactly("b");
        assertThat(groups(api.get(mappings + "?role_id=2"))).containsExactlyInAnyOrder("b", "c");
        assertThat(groups(api.get(mappings + "?role_id=2&external_group=c"))).containsExactly("c");
        assertThat(groups(api.get(mappings + "?role_id=2&external_group=a"))).isEmpty();
        assertThat(groups(api.get(mappings + "?role_id=-9223372036854775808"))).isEmpty();
        assertThat(api.get(mappings + "?role_id=2&limit=1").json().has("next_page_token"))
                .isTrue();
        assertThat(api.get(mappings + "?role_id=1&limit=1").json().has("next_page_token"))
                .isFalse();
    }

    @Test
    void a_group_is_found_by_its_code_points_and_nothing_else() {
        for (String group : Mappings.ODD_GROUPS) {
            create(api, mappings, group, 1);
        }

        for (String group : Mappings.ODD_GROUPS) {
            assertThat(groups(api.get(mappings + "?external_group=" + encoded(group))))
                    .as(group)
                    .containsExactly(group);
        }
        assertThat(groups(api.get(mappings + "?external_group=ADMINS"))).isEmpty();
    }

    @Test
    void a_parameter_that_means_nothing_is_refused_by_its_name() {
        String tooLong = "x".repeat(1025);
        Map.<String, List<String>>of(
                        "limit",
                        List.of(
                                "limit=0",
                                "limit=1001",
                                "limit=-1",
                                "limit=+5",
                                "limit=05",
                                "limit=5.0",
                                "limit=1e2",
                                "limit=%D9%A3",
                                "limit=99999999999",
                                "limit=",
                                "limit",
                                "limit=5%20",
                                "limit=5&limit=5"),
                        "role_id",
                        List.of(
                                "role_id=02227",
                                "role_id=%2B5",
                                "role_id=2.0",
                                "role_id=9223372036854775808",
                                "role_id=-0",
                                "role_id=",
                                "role_id=1&role_id=2"),
                        "external_group",
                        List.of(
                                "external_group=",
                                "external_group",
                                "external_group=a%00b",
                                "external_group=%ED%A0%80",
                                "external_group=%FF",
                                "external_group=%C0%AF",
                                "external_group=%E2%82",
                                "external_group=" + tooLong,
                                "external_group=a&external_group=a"),
                        "page_token",
                        List.of("page_token=abc", "page_token=abc&limit=5", "limit=5&page_token="),
                        "offset",
                        List.of("offset=5", "offset", "limit=5&offset=5"))
                .forEach((name, queries) -> queries.forEach(query -> refuse("?" + query, name)));
        refuse("?Limit=5", "of this name");
        refuse("?limit=5&", "of this name");
    }

    @Test
    void a_value_that_is_refused_is_not_said_again() {
        assertThat(api.get(mappings + "?role_id=s3cret").text()).doesNotContain("s3cret");
        assertThat(api.get(mappings + "?limit=1&page_token=s3cret").text()).doesNotContain("s3cret");
    }

    @Test
    void a_token_without_a_limit_is_refused() {
        createOneAfterTheOther(2);
        String token = api.get(mappings + "?limit=1").string("next_page_token");

        refuse("?page_token=" + token, "page_token");
    }

    @Test
    void a_list_of_what_does_not_exist_is_not_found_whatever_is_asked_for() {
        String unknown = mappings.replace("okta", "nope");

        for (String query : List.of("", "?limit=5", "?external_group=a", "?role_id=1&limit=1")) {
            assertThat(api.get(unknown + query).problem()).as(query).isEqualTo("/problems/connection-not-found");
        }
        assertThat(api.get(unknown + "?limit=0").status()).isEqualTo(400);
    }

    @Test
    void a_list_far_longer_than_a_page_comes_complete_and_in_order() {
        api.put(mappings, set(MANY, i -> wanted("group " + i, "1")));
        List<String> paged = new ArrayList<>();
        pagesOf(mappings, 1000).forEach(paged::addAll);

        Answer all = api.get(mappings);

        assertThat(groups(all)).hasSize(MANY).isEqualTo(paged).doesNotHaveDuplicates();
        assertThat(all.json().has("next_page_token")).isFalse();
        assertThat(all.header("Content-Type")).contains("application/json");
    }

    @Test
    void a_long_filtered_list_comes_complete_too() {
        api.put(mappings, set(MANY, i -> wanted("group " + i, Integer.toString(i % 2))));

        Answer even = api.get(mappings + "?role_id=0");

        assertThat(groups(even))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                        .filter(i -> i % 2 == 0)
                        .mapToObj(i -> "group " + i)
                        .toList());
        assertThat(even.header("ETag")).isEmpty();
    }

    @Test
    void the_tag_of_a_long_list_is_that_of_the_set() {
        Answer replaced = api.put(mappings, set(MANY, i -> wanted("group " + i, "1")));

        Answer all = api.get(mappings);

        assertThat(tag(all)).isEqualTo(tag(replaced));
        assertThat(api.send("HEAD", mappings).header("ETag")).contains(tag(all));
        assertThat(api.ifMatch(tag(all)).put(mappings, set()).status()).isEqualTo(200);
        assertThat(api.ifMatch(tag(all)).put(mappings, set()).status()).isEqualTo(412);
    }

    @Test
    void a_long_list_whose_connection_is_deleted_meanwhile_is_cut_off() {
        AtomicInteger reads = new AtomicInteger();
        List<Runnable> beforeThirdRead = new ArrayList<>();
        try (TestServer changing = TestServer.start(
                rolemap -> rolemap.authorizer((actor, action) -> {
                    // The edge asks, and then each page does.
                    if (action.permission() == Permission.MAPPINGS_READ && reads.incrementAndGet() == 3) {
                        beforeThirdRead.forEach(Runnable::run);
                    }
                    return true;
                }),
                http -> http)) {
            String connection = changing.connection("acme", "okta");
            String list = connection + "/group-mappings";
            changing.operator().put(list, set(MANY, i -> wanted("group " + i, "1")));
            beforeThirdRead.add(() -> changing.operator().delete(connection));
            reads.set(0);

            assertThatThrownBy(() -> changing.operator().get(list + "?role_id=1"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(changing.operator().get(connection).status()).isEqualTo(404);
        }
    }

    @Test
    void only_the_whole_list_has_an_entity_tag() {
        createOneAfterTheOther(3);

        assertThat(api.get(mappings).header("ETag")).isPresent();
        assertThat(api.get(mappings + "?").header("ETag")).isPresent();
        for (String query : List.of("?limit=1", "?limit=1000", "?role_id=1", "?external_group=g1", "?role_id=7")) {
            assertThat(api.get(mappings + query).header("ETag")).as(query).isEmpty();
        }
    }

    @Test
    void the_entity_tag_of_the_list_is_the_same_until_the_set_changes() {
        List<String> tags = new ArrayList<>();
        tags.add(tag(api.get(mappings)));
        String one = create(api, mappings, "a", 1);
        tags.add(tag(api.get(mappings)));
        create(api, mappings, "b", 1);
        tags.add(tag(api.get(mappings)));
        api.patch(one, "{\"role_id\":2}");
        tags.add(tag(api.get(mappings)));
        api.patch(one, "{\"role_id\":1}");
        tags.add(tag(api.get(mappings)));
        api.delete(one);
        tags.add(tag(api.get(mappings)));

        assertThat(tags).doesNotHaveDuplicates().allMatch(tag -> tag.matches("\"[!#-~]+\""));
        assertThat(tag(api.get(mappings))).isEqualTo(tags.get(tags.size() - 1));
    }

    private List<String> createOneAfterTheOther(int count) {
        List<String> groups = IntStream.range(0, count).mapToObj(i -> "g" + i).toList();
        for (String group : groups) {
            create(api, mappings, group, 1);
            server.clock().advance(Duration.ofMillis(1));
        }
        return groups;
    }

    private List<List<String>> pagesOf(String list, int limit) {
        List<List<String>> pages = new ArrayList<>();
        Answer page = api.get(list + "?limit=" + limit);
        pages.add(groups(page));
        while (page.json().has("next_page_token")) {
            page = api.get(list + "?limit=" + limit + "&page_token=" + page.string("next_page_token"));
            pages.add(groups(page));
        }
        return pages;
    }

    private void refuse(String query, String named) {
        Answer answer = api.get(mappings + query);

        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.problem()).as(query).isEqualTo("/problems/malformed-request");
        assertThat(answer.string("detail")).as(query).contains(named);
    }
}
