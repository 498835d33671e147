package io.rolemap.adapters.http.resolution;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of resolving send, and what they read in answers. */
final class Questions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Questions() {}

    /** Somebody's groups. */
    static String groups(String... groups) {
        return "{\"groups\":" + array(List.of(groups)) + "}";
    }

    /** As many of them. */
    static String groups(int size, IntFunction<String> group) {
        return "{\"groups\":" + array(IntStream.range(0, size).mapToObj(group).toList()) + "}";
    }

    static String array(List<String> texts) {
        return texts.stream().map(JSON::writeValueAsString).collect(Collectors.joining(",", "[", "]"));
    }

    /** A new mapping; its id. */
    static String map(Api api, String connection, String group, long role) {
        String body = "{\"external_group\":" + JSON.writeValueAsString(group) + ",\"role_id\":" + role + "}";
        return api.post(connection + "/group-mappings", body).string("id");
    }

    /** The roles that an answer grants. */
    static List<String> roles(Answer answer) {
        return texts(answer.json().get("role_ids"));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** The near misses of the only group that was not matched, as group and difference. */
    static List<String> nearMisses(Answer answer) {
        JsonNode unmatched = answer.json().get("unmatched_groups");
        if (unmatched.size() != 1) {
            throw new AssertionError("Not one unmatched group: " + answer);
        }
        return unmatched
                .get(0)
                .get("near_misses")
                .valueStream()
                .map(miss -> miss.get("external_group").asString() + " "
                        + miss.get("difference").asString())
                .toList();
    }
}
