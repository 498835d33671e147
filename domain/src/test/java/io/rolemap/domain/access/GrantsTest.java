package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantsTest {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");

    @ParameterizedTest
    @EnumSource(Permission.class)
    void everything_includes_any_action_in_any_organisation(Permission permission) {
        assertThat(Grants.everything().include(Action.on(ACME, permission))).isTrue();
        assertThat(Grants.everything().include(Action.on(GLOBEX, permission).granting(new RoleId(1))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void none_includes_no_action(Permission permission) {
        assertThat(Grants.none().include(Action.on(ACME, permission))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void a_permission_in_an_organisation_includes_that_action_there_and_no_other(Permission permission) {
        Grants grants = Grants.in(ACME, Set.of(permission));

        for (Permission other : Permission.values()) {
            assertThat(grants.include(Action.on(ACME, other))).isEqualTo(other == permission);
            assertThat(grants.include(Action.on(GLOBEX, other))).isFalse();
        }
    }

    @Test
    void a_permission_holds_whatever_the_role() {
        Grants grants = Grants.in(ACME, Set.of(Permission.MAPPINGS_WRITE));

        assertThat(grants.include(Action.on(ACME, Permission.MAPPINGS_WRITE).granting(new RoleId(Long.MIN_VALUE))))
                .isTrue();
    }

    @Test
    void organisations_whose_ids_differ_in_case_are_different() {
        Grants grants = Grants.in(ACME, EnumSet.allOf(Permission.class));

        assertThat(grants.include(Action.on(new OrgId("Acme"), Permission.MAPPINGS_READ)))
                .isFalse();
    }

    @Test
    void cannot_be_widened_through_the_set_they_were_made_of() {
        Set<Permission> permissions = EnumSet.of(Permission.MAPPINGS_READ);
        Grants grants = Grants.in(ACME, permissions);

        permissions.add(Permission.KEYS_WRITE);

        assertThat(grants.include(Action.on(ACME, Permission.KEYS_WRITE))).isFalse();
    }

    @Test
    void an_action_grants_no_role_until_it_is_said_which() {
        Action action = Action.on(ACME, Permission.MAPPINGS_WRITE);

        assertThat(action.grantedRole()).isEmpty();
        assertThat(action.granting(new RoleId(7)))
                .isEqualTo(new Action(ACME, Permission.MAPPINGS_WRITE, Optional.of(new RoleId(7))));
    }

    @Test
    void the_authorizer_by_grants_permits_what_the_actor_was_granted() {
        Actor reader = new Actor("key:k1", Grants.in(ACME, Set.of(Permission.MAPPINGS_READ)));

        assertThat(Authorizer.byGrants().permits(reader, Action.on(ACME, Permission.MAPPINGS_READ)))
                .isTrue();
        assertThat(Authorizer.byGrants().permits(reader, Action.on(ACME, Permission.MAPPINGS_WRITE)))
                .isFalse();
    }

    @Test
    void an_actor_that_is_merely_named_was_granted_nothing() {
        Actor named = Actor.named("jo");

        assertThat(named.id()).isEqualTo("jo");
        assertThat(Authorizer.byGrants().permits(named, Action.on(ACME, Permission.MAPPINGS_READ)))
                .isFalse();
        assertThat(Authorizer.permitAll().permits(named, Action.on(ACME, Permission.MAPPINGS_READ)))
                .isTrue();
    }

    @Test
    void the_operator_was_granted_everything() {
        assertThat(Actor.operator()).isEqualTo(new Actor("operator", Grants.everything()));
    }
}
