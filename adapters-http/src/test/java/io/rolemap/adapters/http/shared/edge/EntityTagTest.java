package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EntityTagTest {

    @Test
    void a_tag_is_in_quotes_in_a_field() {
        assertThat(EntityTag.of("a-1")).hasToString("\"a-1\"");
    }

    @Test
    void what_cannot_be_in_a_tag_is_refused() {
        for (String bad : List.of("a b", "\"", "\r\n", "\u007f", "\u00e9", "\u0000")) {
            assertThatIllegalArgumentException().isThrownBy(() -> EntityTag.of(bad));
        }
    }

    @Test
    void the_tag_of_a_content_is_equal_for_equal_content_only() {
        EntityTag tag = EntityTag.ofContent("a".getBytes(StandardCharsets.UTF_8));

        assertThat(EntityTag.ofContent("a".getBytes(StandardCharsets.UTF_8))).isEqualTo(tag);
        assertThat(EntityTag.ofContent("b".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(tag);
    }
}
