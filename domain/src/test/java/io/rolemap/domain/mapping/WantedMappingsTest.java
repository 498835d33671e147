package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WantedMappingsTest {

    private static WantedMapping wanted(String group, long role) {
        return new WantedMapping(new ExternalGroup(group), new RoleId(role));
    }

    private static List<WantedMapping> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> wanted("group " + index, index % 3))
                .toList();
    }

    @Test
    void none_to_ten_thousand_mappings_can_be_wanted() {
        assertThat(new WantedMappings(List.of()).mappings()).isEmpty();
        assertThat(new WantedMappings(many(10_000)).mappings()).isEqualTo(many(10_000));
    }

    @Test
    void more_are_refused() {
        assertThatThrownBy(() -> new WantedMappings(many(10_001)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("wanted mappings must be at most 10000");
    }

    @Test
    void a_group_that_stands_there_twice_is_refused_with_another_role_or_the_same() {
        for (long role : new long[] {1, 2}) {
            assertThatThrownBy(() -> new WantedMappings(List.of(wanted("a", 1), wanted("b", 1), wanted("a", role))))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("wanted mappings must not name a group twice");
        }
    }

    @Test
    void groups_that_merely_look_alike_are_different_groups() {
        List<WantedMapping> alike =
                List.of(wanted("\u00c9quipe", 1), wanted("E\u0301quipe", 1), wanted("\u00e9quipe", 1));

        assertThat(new WantedMappings(alike).mappings()).isEqualTo(alike);
    }

    @Test
    void the_roles_are_told_once_each() {
        assertThat(new WantedMappings(many(7)).roles())
                .containsExactlyInAnyOrder(new RoleId(0), new RoleId(1), new RoleId(2));
    }

    @Test
    void they_do_not_change_with_the_list_they_were_made_of() {
        List<WantedMapping> mappings = new ArrayList<>(many(2));
        WantedMappings wanted = new WantedMappings(mappings);

        mappings.clear();

        assertThat(wanted.mappings()).hasSize(2);
    }
}
