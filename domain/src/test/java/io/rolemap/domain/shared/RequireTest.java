package io.rolemap.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.testkit.Generated;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    @Test
    void an_identifier_has_unreserved_uri_characters_and_no_others() {
        String accepted = IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                .filter(character -> isAccepted("a" + (char) character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(accepted.chars().sorted().toArray())
                .isEqualTo(UNRESERVED.chars().sorted().toArray());
    }

    @Test
    void an_identifier_is_kept_as_it_is() {
        Generated.cases(2_000, random -> {
            String id = Generated.from(random, UNRESERVED, 3, Require.MAX_ID_LENGTH);

            assertThat(Require.id("thing", id)).isEqualTo(id);
        });
    }

    @Test
    void an_identifier_has_1_to_128_characters() {
        assertThat(isAccepted("")).isFalse();
        assertThat(isAccepted("a")).isTrue();
        assertThat(isAccepted("a".repeat(128))).isTrue();
        assertThat(isAccepted("a".repeat(129))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void an_identifier_is_no_segment_that_a_client_resolves_away(String dots) {
        assertThatThrownBy(() -> Require.id("thing", dots)).hasMessage("thing must not be '.' or '..'");
        assertThat(isAccepted(dots + "a")).isTrue();
        assertThat(isAccepted("a" + dots)).isTrue();
        assertThat(isAccepted("...")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("identifierTypes")
    void every_identifier_type_keeps_the_rule_and_names_itself(String subject, Function<String, Object> constructor) {
        assertThat(constructor.apply("0190a8f3-7c1e-7b2a-9f00-5d1c2e3f4a5b"))
                .hasToString("0190a8f3-7c1e-7b2a-9f00-5d1c2e3f4a5b");
        assertThatThrownBy(() -> constructor.apply("a/b"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(subject + " must be 1 to 128 characters from A-Z a-z 0-9 - . _ ~");
        assertThatThrownBy(() -> constructor.apply("..")).isInstanceOf(InvalidValueException.class);
        assertThat(constructor.apply("A")).isNotEqualTo(constructor.apply("a"));
    }

    static Stream<Arguments> identifierTypes() {
        return Stream.of(
                Arguments.of("organisation id", (Function<String, Object>) OrgId::new),
                Arguments.of("connection id", (Function<String, Object>) ConnectionId::new),
                Arguments.of("mapping id", (Function<String, Object>) MappingId::new),
                Arguments.of("API key id", (Function<String, Object>) KeyId::new));
    }

    private static boolean isAccepted(String id) {
        try {
            return Require.id("thing", id).equals(id);
        } catch (InvalidValueException refused) {
            return false;
        }
    }
}
