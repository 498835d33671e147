package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void whoever_has_no_name_is_nobody(String blank) {
        assertThatThrownBy(() -> Actor.named(blank))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("actor's id must not be blank");
    }

    @Test
    void a_name_is_kept_as_it_is() {
        assertThat(Actor.named(" user:4711 ").id()).isEqualTo(" user:4711 ");
    }
}
