package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.testkit.Generated;
import java.text.Normalizer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalGroupTest {

    private static final String FOUR_BYTE_CODE_POINT = "\uD83D\uDE80";

    @Test
    void keeps_every_code_point_of_every_plane_but_nul_and_surrogates() {
        int[] kept = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(ExternalGroupTest::isNoSurrogate)
                .filter(codePoint -> new ExternalGroup(Character.toString(codePoint))
                        .value()
                        .codePoints()
                        .boxed()
                        .toList()
                        .equals(List.of(codePoint)))
                .toArray();

        assertThat(kept).hasSize(0x110000 - 1 - 2048);
    }

    @Test
    void refuses_every_surrogate_that_stands_alone() {
        assertThat(IntStream.rangeClosed(Character.MIN_SURROGATE, Character.MAX_SURROGATE))
                .allSatisfy(surrogate -> assertRefused(
                        Character.toString((char) (int) surrogate), "must not contain an unpaired surrogate"));
    }

    @Test
    void keeps_generated_text_of_any_length_as_it_is() {
        Generated.cases(500, random -> {
            String text = Generated.text(random, random.nextInt(1, ExternalGroup.MAX_CODE_POINTS + 1));

            ExternalGroup group = new ExternalGroup(text);

            assertThat(group.value()).isEqualTo(text);
            assertThat(group).hasToString(text);
        });
    }

    @Test
    void refuses_an_unpaired_surrogate_at_any_position_of_any_text() {
        Generated.cases(500, random -> {
            String text = withUnpairedSurrogate(random);

            assertRefused(text, "must not contain an unpaired surrogate");
        });
    }

    @Test
    void refuses_surrogates_in_the_wrong_order() {
        assertRefused("\uDE80\uD83D", "must not contain an unpaired surrogate");
    }

    @Test
    void refuses_nul_at_any_position() {
        Generated.cases(500, random -> {
            String before = Generated.text(random, random.nextInt(0, 512));
            String after = Generated.text(random, random.nextInt(0, 511));

            assertRefused(before + "\0" + after, "must not contain NUL (U+0000)");
        });
    }

    @Test
    void refuses_the_empty_string() {
        assertRefused("", "must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "\u4E2D", FOUR_BYTE_CODE_POINT})
    void holds_1_to_1024_code_points_whatever_their_size(String codePoint) {
        assertThat(new ExternalGroup(codePoint).value()).isEqualTo(codePoint);
        assertThat(new ExternalGroup(codePoint.repeat(1024)).value()).isEqualTo(codePoint.repeat(1024));
        assertRefused(codePoint.repeat(1025), "must have at most 1024 Unicode code points");
    }

    @Test
    void a_pair_of_surrogates_is_one_code_point() {
        assertThatCode(() -> new ExternalGroup(FOUR_BYTE_CODE_POINT.repeat(1023) + "a"))
                .doesNotThrowAnyException();
        assertRefused(FOUR_BYTE_CODE_POINT.repeat(1024) + "a", "must have at most 1024 Unicode code points");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Ops\\, EMEA,OU=Groups,DC=example,DC=com",
                "9f1c2b7e-4f1d-4c3a-9d25-6f0e8f5a7b11",
                "https://idp.example/groups/7?x=%20#y",
                "مدراء‏",
                "\u200Badmins\uFEFF",
                "\u0001\u001F\u007F\u0085\u2028\uFFFE\uFFFF",
                " ",
                "\t",
                "\n\r\n"
            })
    void never_alters_what_identity_providers_emit(String group) {
        assertThat(new ExternalGroup(group).value()).isEqualTo(group);
    }

    @Test
    void groups_that_merely_look_alike_are_different() {
        String composed = Normalizer.normalize("Café", Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize("Café", Normalizer.Form.NFD);

        assertThat(new ExternalGroup("Admins"))
                .isEqualTo(new ExternalGroup("Admins"))
                .isNotEqualTo(new ExternalGroup("admins"))
                .isNotEqualTo(new ExternalGroup("Admins "))
                .isNotEqualTo(new ExternalGroup("Admins\u200B"))
                .isNotEqualTo(new ExternalGroup("Аdmins"));
        assertThat(new ExternalGroup(composed)).isNotEqualTo(new ExternalGroup(decomposed));
    }

    @Test
    void a_refusal_does_not_repeat_the_value() {
        assertThatThrownBy(() -> new ExternalGroup("hidden\0"))
                .hasMessage("external group must not contain NUL (U+0000)")
                .hasMessageNotContaining("hidden");
    }

    private static String withUnpairedSurrogate(RandomGenerator random) {
        String before = Generated.text(random, random.nextInt(0, 512));
        String after = Generated.text(random, random.nextInt(0, 511));
        // Neighbours could complete the pair: a high surrogate after which text begins is alone only if that is no low
        // one, and generated text never begins with a low one or ends with a high one.
        char surrogate = (char) random.nextInt(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1);
        return before + surrogate + after;
    }

    private static boolean isNoSurrogate(int codePoint) {
        return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }

    private static void assertRefused(String value, String rule) {
        assertThatThrownBy(() -> new ExternalGroup(value))
                .isInstanceOfSatisfying(InvalidValueException.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo("external group");
                    assertThat(refusal.rule()).isEqualTo(rule);
                });
    }
}
