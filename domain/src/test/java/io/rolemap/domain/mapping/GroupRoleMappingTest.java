package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GroupRoleMappingTest {

    private static final GroupRoleMapping MAPPING =
            Samples.mapping(Samples.connection("acme", "okta"), "m1", "Admins", 1);

    @Test
    void a_mapping_is_given_another_role_and_nothing_else_but_the_moment_of_it() {
        Instant later = Samples.NOW.plusSeconds(60);

        assertThat(MAPPING.granting(new RoleId(2), later))
                .isEqualTo(new GroupRoleMapping(
                        MAPPING.id(),
                        MAPPING.org(),
                        MAPPING.connection(),
                        MAPPING.externalGroup(),
                        new RoleId(2),
                        MAPPING.createdAt(),
                        later));
    }

    @Test
    void a_mapping_that_grants_the_role_is_left_as_it_is() {
        assertThat(MAPPING.granting(new RoleId(1), Samples.NOW.plusSeconds(60))).isSameAs(MAPPING);
    }

    @Test
    void an_update_is_always_later_than_the_one_before() {
        assertThat(MAPPING.granting(new RoleId(2), Samples.NOW).updatedAt()).isEqualTo(Samples.NOW.plusMillis(1));
        assertThat(MAPPING.granting(new RoleId(2), Samples.NOW.minusSeconds(60)).updatedAt())
                .isEqualTo(Samples.NOW.plusMillis(1));
    }
}
