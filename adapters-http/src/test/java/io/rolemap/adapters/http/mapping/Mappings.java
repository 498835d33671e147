package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests send about mappings, and what they read in answers. */
final class Mappings {

    /** Groups that many a program would alter, confuse or choke on. */
    static final List<String> ODD_GROUPS = List.of(
            " ",
            " Admins ",
            "Admins",
            "admins",
            "Caf\u00e9",
            "Cafe\u0301",
            "a+b",
            "a b",
            "a%20b",
            "100%",
            "a&limit=1",
            "a=b",
            "a#b",
            "a;b",
            "a/b?c",
            "\"quoted\\\"",
            "line\nbreak\r\n\ttab\u0001\u007f",
            "CN=Admins,OU=Groups,DC=example,DC=com",
            "\u05d0\u05d1\u202e\u05d2",
            "\ufeff\u200b\u2028",
            "\ud83e\udd96\ud83d\ude80",
            "\ufffd\uffff",
            "x".repeat(1024));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Mappings() {}

    /** A mapping that there shall be. */
    static String wanted(String group, String role) {
        return "{\"external_group\":" + JSON.writeValueAsString(group) + ",\"role_id\":" + role + "}";
    }

    /** All mappings that there shall be. */
    static String set(String... wanted) {
        return "{\"group_role_mappings\":[" + String.join(",", wanted) + "]}";
    }

    /** As many of them. */
    static String set(int size, IntFunction<String> wanted) {
        return set(IntStream.range(0, size).mapToObj(wanted).toArray(String[]::new));
    }

    /** What a path needs to say so in a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A new mapping; its path. */
    static String create(Api api, String mappings, String group, int role) {
        return api.post(mappings, wanted(group, Integer.toString(role)))
                .header("Location")
                .orElseThrow();
    }

    static String tag(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    static List<String> groups(Answer list) {
        return groups(list.json().get("group_role_mappings"));
    }

    static List<String> groups(JsonNode mappings) {
        return StreamSupport.stream(mappings.spliterator(), false)
                .map(mapping -> mapping.get("external_group").asString())
                .collect(Collectors.toList());
    }

    /** What a list says, as it would be wanted: group and role. */
    static List<String> rolesByGroup(JsonNode mappings) {
        return StreamSupport.stream(mappings.spliterator(), false)
                .map(mapping -> mapping.get("external_group").asString() + "="
                        + mapping.get("role_id").asString())
                .collect(Collectors.toList());
    }
}
