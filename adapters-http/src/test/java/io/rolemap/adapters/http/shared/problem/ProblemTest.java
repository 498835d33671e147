package io.rolemap.adapters.http.shared.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ProblemTest {

    @Test
    void further_members_may_have_any_form_and_come_one_after_the_other() {
        Problem problem = Problem.of(ProblemType.ROLE_IN_USE, "The role is in use.")
                .with(json -> {
                    json.writeObjectFieldStart("uses");
                    json.writeNumberField("group_role_mappings", 3);
                    json.writeArrayFieldStart("provider_ids");
                    json.writeString("okta");
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .with(json -> json.writeBooleanField("identical", false));

        JsonNode document = document(problem);

        assertThat(document.at("/uses/group_role_mappings").asInt()).isEqualTo(3);
        assertThat(document.at("/uses/provider_ids/0").asString()).isEqualTo("okta");
        assertThat(document.get("identical").asBoolean()).isFalse();
        assertThat(document.get("type").asString()).isEqualTo("/problems/role-in-use");
        assertThat(document.get("status").asInt()).isEqualTo(409);
    }

    @Test
    void a_problem_of_any_type_may_say_which_values_it_is_about() {
        Problem problem = Problem.of(ProblemType.UNKNOWN_ROLE, "The catalogue has no such role.")
                .withErrors(List.of(new Violation("/role_id", "is not in the role catalogue")));

        JsonNode document = document(problem);

        assertThat(document.get("status").asInt()).isEqualTo(422);
        assertThat(document.get("code").asString()).isEqualTo("UNKNOWN_ROLE");
        assertThat(document.at("/errors/0/pointer").asString()).isEqualTo("/role_id");
    }

    private static JsonNode document(Problem problem) {
        return JsonMapper.builder().build().readTree(problem.toBytes("urn:uuid:0"));
    }
}
