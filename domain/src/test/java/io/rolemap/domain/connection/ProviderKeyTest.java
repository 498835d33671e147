package io.rolemap.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeyTest {

    @Test
    void has_lowercase_ascii_letters_digits_and_hyphens_and_nothing_else() {
        String accepted = IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE)
                .filter(character -> isAccepted(Character.toString(character)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(accepted).isEqualTo("-0123456789abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void has_1_to_128_characters() {
        assertThat(new ProviderKey("a").value()).isEqualTo("a");
        assertThat(new ProviderKey("a".repeat(128))).hasToString("a".repeat(128));
        assertThat(isAccepted("a".repeat(129))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "acme_okta", "acme okta", "acme\n", "\nacme", " acme", "acmé"})
    void anything_else_is_refused_with_the_rule(String value) {
        assertThatThrownBy(() -> new ProviderKey(value))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("provider key must be 1 to 128 lowercase ASCII letters, digits and hyphens");
    }

    private static boolean isAccepted(String value) {
        try {
            return new ProviderKey(value).value().equals(value);
        } catch (InvalidValueException refused) {
            return false;
        }
    }
}
