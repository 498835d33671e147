package io.rolemap.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.testkit.Generated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsClaimTest {

    @Test
    void is_groups_by_default() {
        assertThat(GroupsClaim.DEFAULT).hasToString("groups");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles",
                "https://example.com/claims/groups",
                "cognito:groups",
                "a~b",
                "~",
                "memberOf ",
                "resource_access/app/roles~2"
            })
    void any_name_of_a_top_level_claim_is_taken_literally(String name) {
        assertThat(new GroupsClaim(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "//", "/realm_access/roles", "/a~1b", "/a~0b", "/~0~1", "/m~01n", "/a b/ c%d^e|f\\g\"h"})
    void what_begins_with_a_slash_is_a_json_pointer(String pointer) {
        assertThat(new GroupsClaim(pointer).value()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/~", "/a~", "/~2", "/a~b", "/~0~", "/~~0", "/~/a", "/~\n", "/~٠"})
    void a_pointer_with_a_bad_escape_is_refused(String pointer) {
        assertThatThrownBy(() -> new GroupsClaim(pointer))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("groups claim must be a JSON Pointer when it begins with '/': '~' only as '~0' or '~1'");
    }

    @Test
    void accepts_of_generated_pointers_exactly_those_of_rfc_6901() {
        Generated.cases(10_000, random -> {
            String pointer = "/" + Generated.from(random, "~~/01a", 0, 6);
            boolean valid = pointer.replace("~0", "-").replace("~1", "-").indexOf('~') < 0;

            if (valid) {
                assertThat(new GroupsClaim(pointer).value()).isEqualTo(pointer);
            } else {
                assertThatThrownBy(() -> new GroupsClaim(pointer)).isInstanceOf(InvalidValueException.class);
            }
        });
    }

    @Test
    void has_1_to_256_code_points_without_nul_or_unpaired_surrogates() {
        assertThat(new GroupsClaim("\uD83D\uDE80".repeat(256)).value()).hasSize(512);
        assertThatThrownBy(() -> new GroupsClaim("")).hasMessage("groups claim must not be empty");
        assertThatThrownBy(() -> new GroupsClaim("a".repeat(257)))
                .hasMessage("groups claim must have at most 256 Unicode code points");
        assertThatThrownBy(() -> new GroupsClaim("a\0")).hasMessage("groups claim must not contain NUL (U+0000)");
        assertThatThrownBy(() -> new GroupsClaim("/\uD83D"))
                .hasMessage("groups claim must not contain an unpaired surrogate");
    }
}
