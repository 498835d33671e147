package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.testkit.Generated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {

    @ParameterizedTest
    @CsvSource({"Ä, \u00c4", "日本, \u65e5\u672c", "🚀, \ud83d\ude80"})
    void letters_of_any_script_are_left_alone(String shown, String text) {
        assertThat(Escapes.quoted(text, Optional.empty())).isEqualTo('"' + shown + '"');
        assertThat(Escapes.json(text)).isEqualTo('"' + shown + '"');
    }

    @Test
    void what_fools_a_reader_is_written_as_its_code() {
        assertThat(Escapes.quoted(
                        "\u001b\u009b\u202e\u200d\u00a0\u2028\ufe0f\u3164\ue000\udb40\udc41", Optional.empty()))
                .isEqualTo("\"\\u001b\\u009b\\u202e\\u200d\\u00a0\\u2028\\ufe0f\\u3164\\ue000\\U000e0041\"");
    }

    @Test
    void two_forms_of_one_word_can_be_told_apart() {
        assertThat(Escapes.quoted("\u00e9", Optional.empty())).isEqualTo("\"\u00e9\"");
        assertThat(Escapes.quoted("e\u0301", Optional.empty())).isEqualTo("\"e\\u0301\"");
    }

    @ParameterizedTest
    @CsvSource({
        "\u1112\u1161\u11ab, \\u1112\\u1161\\u11ab",
        "\u212b, \\u212b",
        "\u212a, \\u212a",
        "\uf900, \\uf900",
        "\u00e9e\u0301, \\u00e9e\\u0301",
        "\u2800, \\u2800"
    })
    void what_is_never_left_by_composition_is_written_as_its_code(String text, String shown) {
        assertThat(Escapes.plain(text, Optional.empty())).isEqualTo(shown);
    }

    @Test
    void what_the_terminal_can_not_show_is_written_as_its_code() {
        assertThat(Escapes.plain("a\u00e4\ud83d\ude80", Optional.of(StandardCharsets.US_ASCII.newEncoder())))
                .isEqualTo("a\\u00e4\\U0001f680");
    }

    @Test
    void json_says_the_same() {
        Generated.cases(300, random -> {
            String text = Generated.text(random, random.nextInt(1, 20));

            Json parsed = Json.parse(("{\"x\":" + Escapes.json(text) + "}").getBytes(StandardCharsets.UTF_8));

            assertThat(parsed.text("x")).contains(text);
        });
    }

    @Test
    void cells_are_aligned_by_code_points() {
        assertThat(new Table("A", "B").lines(List.of(List.of("\ud83d\ude80", "x"), List.of("abc", ""))))
                .containsExactly("A    B", "\ud83d\ude80    x", "abc");
    }
}
