package io.rolemap.domain.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {

    private static final Role OPERATOR = Samples.role("acme", 7);

    @Test
    void a_role_is_given_another_name_and_nothing_else_but_the_moment_of_it() {
        Instant later = Samples.NOW.plusSeconds(60);

        assertThat(OPERATOR.named(new RoleName("Another"), later))
                .isEqualTo(
                        new Role(OPERATOR.org(), OPERATOR.id(), new RoleName("Another"), OPERATOR.createdAt(), later));
    }

    @Test
    void a_role_that_has_the_name_is_left_as_it_is() {
        assertThat(OPERATOR.named(OPERATOR.name(), Samples.NOW.plusSeconds(60))).isSameAs(OPERATOR);
    }

    @Test
    void an_update_is_always_later_than_the_one_before() {
        assertThat(OPERATOR.named(new RoleName("Another"), Samples.NOW.minusSeconds(60))
                        .updatedAt())
                .isEqualTo(Samples.NOW.plusMillis(1));
    }

    @Test
    void moments_are_in_whole_milliseconds() {
        Instant finer = Samples.NOW.plusNanos(1);

        assertThatThrownBy(() -> new Role(OPERATOR.org(), OPERATOR.id(), OPERATOR.name(), finer, Samples.NOW))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("moment of creation must be in whole milliseconds");
        assertThatThrownBy(() -> new Role(OPERATOR.org(), OPERATOR.id(), OPERATOR.name(), Samples.NOW, finer))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("moment of the update must be in whole milliseconds");
    }

    @Test
    void a_role_is_used_by_mappings_or_as_a_default_role() {
        assertThat(new RoleUses(0, 0, List.of()).isEmpty()).isTrue();
        assertThat(new RoleUses(1, 0, List.of()).isEmpty()).isFalse();
        assertThat(new RoleUses(0, 1, List.of()).isEmpty()).isFalse();
    }

    @Test
    void uses_do_not_change_with_the_list_they_were_made_of() {
        List<ConnectionId> connections = new ArrayList<>(List.of(new ConnectionId("okta")));
        RoleUses uses = new RoleUses(1, 0, connections);

        connections.clear();

        assertThat(uses.connections()).containsExactly(new ConnectionId("okta"));
    }
}
