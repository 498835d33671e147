package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IfMatchTest {

    private static final EntityTag CURRENT = EntityTag.of("a");

    @Test
    void without_a_field_there_is_no_condition_and_everything_meets_it() {
        IfMatch none = IfMatch.of(List.of());

        assertThat(none.isPresent()).isFalse();
        assertThat(none.isMetBy(CURRENT)).isTrue();
    }

    @Test
    void a_star_is_met_by_every_state() {
        for (String star : List.of("*", " *\t")) {
            IfMatch any = IfMatch.of(List.of(star));

            assertThat(any.isPresent()).isTrue();
            assertThat(any.isMetBy(CURRENT)).isTrue();
        }
    }

    @Test
    void one_of_several_tags_is_enough() {
        for (List<String> fields : List.of(
                List.of("\"a\""),
                List.of("\"x\", \"a\""),
                List.of("\"x\",\"a\",W/\"y\""),
                List.of("\"x\"", "\"a\""),
                List.of(",, \"a\" ,"),
                List.of("\"x,\", \"a\""),
                List.of("\"\u00e9\u00ff\", \"a\""),
                List.of("\"\", \"a\""),
                List.of("\"\\\", \"a\""))) {
            assertThat(IfMatch.of(fields).isMetBy(CURRENT)).as("%s", fields).isTrue();
        }
    }

    @Test
    void other_tags_and_weak_ones_are_not_met() {
        for (List<String> fields :
                List.of(List.of("\"b\""), List.of("W/\"a\""), List.of("\"A\""), List.of("\"x,a\""), List.of("\"\""))) {
            assertThat(IfMatch.of(fields).isMetBy(CURRENT)).as("%s", fields).isFalse();
        }
    }

    @Test
    void a_tag_may_have_a_comma() {
        assertThat(IfMatch.of(List.of("\"b\", \"a,b\"")).isMetBy(EntityTag.of("a,b")))
                .isTrue();
    }

    @Test
    void what_is_no_list_of_tags_is_refused() {
        for (List<String> fields : List.of(
                List.of(""),
                List.of(","),
                List.of("a"),
                List.of("\"a"),
                List.of("a\""),
                List.of("\"a\" \"b\""),
                List.of("\"a\"b"),
                List.of("\"a b\""),
                List.of("\"a\u007f\""),
                List.of("w/\"a\""),
                List.of("W/ \"a\""),
                List.of("W/a"),
                List.of("W/"),
                List.of("*, \"a\""),
                List.of("*", "*"),
                List.of("\"a\"", "*"),
                List.of("'a'"))) {
            assertThatThrownBy(() -> IfMatch.of(fields))
                    .as("%s", fields)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refusal -> assertThat(refusal.problem().type().status())
                                    .isEqualTo(400))
                    .hasMessageContaining("'If-Match'");
        }
    }
}
