package io.rolemap.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.role.RoleName;
import io.rolemap.testkit.Generated;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamesTest {

    @ParameterizedTest
    @MethodSource("nameTypes")
    void a_name_is_kept_as_it_is(String subject, Function<String, Object> constructor) {
        Generated.cases(300, random -> {
            String name = Generated.text(random, random.nextInt(1, 257));

            assertThat(constructor.apply(name)).hasToString(name);
        });
    }

    @ParameterizedTest
    @MethodSource("nameTypes")
    void a_name_has_1_to_256_code_points(String subject, Function<String, Object> constructor) {
        assertThat(constructor.apply(" ")).hasToString(" ");
        assertThat(constructor.apply("\uD83D\uDE80".repeat(256))).hasToString("\uD83D\uDE80".repeat(256));
        assertRefused(constructor, "", subject + " must not be empty");
        assertRefused(constructor, "a".repeat(257), subject + " must have at most 256 Unicode code points");
    }

    @ParameterizedTest
    @MethodSource("nameTypes")
    void a_name_has_no_nul_and_no_unpaired_surrogate(String subject, Function<String, Object> constructor) {
        assertRefused(constructor, "a\0", subject + " must not contain NUL (U+0000)");
        assertRefused(constructor, "\uDE80", subject + " must not contain an unpaired surrogate");
    }

    static Stream<Arguments> nameTypes() {
        return Stream.of(
                Arguments.of("API key name", (Function<String, Object>) KeyName::new),
                Arguments.of("display name", (Function<String, Object>) DisplayName::new),
                Arguments.of("role name", (Function<String, Object>) RoleName::new));
    }

    private static void assertRefused(Function<String, Object> constructor, String name, String message) {
        assertThatThrownBy(() -> constructor.apply(name))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(message);
    }
}
