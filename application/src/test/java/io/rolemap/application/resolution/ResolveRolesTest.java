package io.rolemap.application.resolution;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.roles;
import static io.rolemap.application.TestWorld.sent;
import static io.rolemap.application.TestWorld.unexpected;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.application.resolution.RecordingLookup.Look;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ConnectionReference.ByKey;
import io.rolemap.domain.resolution.Evidence;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.NearMiss;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRoles.ConnectionNotFound;
import io.rolemap.domain.resolution.ResolveRoles.GroupsOverage;
import io.rolemap.domain.resolution.ResolveRoles.NotPermitted;
import io.rolemap.domain.resolution.ResolveRoles.UnusableClaims;
import io.rolemap.domain.resolution.UnmatchedGroup;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResolveRolesTest {

    private static final Actor LOGIN = holderOf(ACME, Permission.ROLES_RESOLVE);
    private static final ConnectionReference OKTA = new ById(new ConnectionId("okta"));

    /** More strings than are looked up before it is known which of them are groups. */
    private static final List<String> NOISE =
            IntStream.range(0, 20_001).mapToObj(number -> "noise " + number).toList();

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final RecordingLookup lookup = new RecordingLookup(world.store.lookup());
    private final Rolemap rolemap = world.with(builder -> builder.lookup(lookup));

    @Test
    void a_person_gets_the_roles_of_all_mapped_groups_and_is_told_why() {
        GroupRoleMapping sales = world.mapping(okta, "Sales", 9);
        GroupRoleMapping admins = world.mapping(okta, "Admins", 2227);
        GroupRoleMapping staff = world.mapping(okta, "Staff", 9);

        assertThat(resolved(sent("Staff", "Sales", "Admins", "Chess club")))
                .isEqualTo(new Resolution(
                        roles(9, 2227),
                        Evidence.COMPLETE,
                        List.of(GroupMapping.of(admins), GroupMapping.of(sales), GroupMapping.of(staff)),
                        List.of(new UnmatchedGroup(
                                sent("Chess club").groups().iterator().next(), List.of())),
                        false,
                        true,
                        Optional.empty()));
    }

    @Test
    void a_connection_is_named_by_its_id_or_its_provider_key() {
        world.mapping(okta, "Admins", 7);

        assertThat(resolve(ResolveRoles.Query.of(ACME, new ByKey(okta.providerKey()), sent("Admins"))))
                .isEqualTo(resolve(sent("Admins")))
                .isInstanceOf(ResolveRoles.Resolved.class);
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");

        assertThat(List.of(
                        resolve(ResolveRoles.Query.of(ACME, new ById(theirs.id()), sent("Admins"))),
                        resolve(ResolveRoles.Query.of(ACME, new ByKey(theirs.providerKey()), sent("Admins"))),
                        resolve(ResolveRoles.Query.of(
                                ACME, new ById(new ConnectionId("unheard-of")), Claims.of(Map.of("groups", NOISE)))),
                        resolve(ResolveRoles.Query.of(ACME, new ByKey(new ProviderKey("unheard-of")), sent("Admins")))))
                .containsOnly(new ConnectionNotFound());
    }

    @Test
    void a_refused_actor_cannot_tell_whether_the_connection_exists() {
        Actor reader = holderOf(ACME, Permission.MAPPINGS_READ, Permission.MAPPINGS_WRITE);

        assertThat(rolemap.resolveRoles().resolve(reader, ResolveRoles.Query.of(ACME, OKTA, sent("Admins"))))
                .isEqualTo(new NotPermitted());
        assertThat(lookup.looks).isEmpty();
    }

    @Test
    void the_default_role_is_for_those_none_of_whose_groups_is_mapped() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        assertThat(resolved(sent("Chess club")).roles()).isEqualTo(roles(1));
        assertThat(resolved(sent()).roles()).isEqualTo(roles(1));
        assertThat(resolved(sent("Chess club", "Admins")).roles()).isEqualTo(roles(7));
    }

    @Test
    void a_disabled_connection_grants_nothing_and_says_so() {
        world.changed(okta, ConnectionChanges.none().withEnabled(false).withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        assertThat(resolved(sent("Admins", "admins")))
                .isEqualTo(new Resolution(
                        List.of(), Evidence.COMPLETE, List.of(), List.of(), false, false, Optional.empty()));
    }

    @Test
    void a_mapping_grants_a_role_that_is_not_in_the_catalogue_that_began_after_it() {
        world.mapping(okta, "Admins", 7);
        world.role(ACME, 8);

        assertThat(resolved(sent("Admins")).roles()).isEqualTo(roles(7));
    }

    @Test
    void what_somebody_may_have_meant_is_told_and_grants_nothing() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 7);

        Resolution resolution = resolved(sent("admins"));

        assertThat(resolution.roles()).isEmpty();
        assertThat(resolution.unmatched())
                .flatExtracting(UnmatchedGroup::nearMisses)
                .containsExactly(new NearMiss(GroupMapping.of(admins), Set.of(GroupDifference.LETTER_CASE)));
    }

    @Test
    void without_an_explanation_nothing_that_resembles_is_looked_for() {
        world.mapping(okta, "Admins", 7);

        assertThat(resolve(ResolveRoles.Query.of(ACME, OKTA, sent("admins")).unexplained()))
                .isInstanceOfSatisfying(
                        ResolveRoles.Resolved.class,
                        resolved ->
                                assertThat(resolved.resolution().unmatched()).isEmpty());
        assertThat(lookup.looks).containsExactly(Look.at(sent("admins"), false));
    }

    @Test
    void groups_are_looked_up_once() {
        resolve(sent("Admins", "Sales"));

        assertThat(lookup.looks).containsExactly(Look.at(sent("Admins", "Sales"), true));
    }

    @Test
    void somebody_without_groups_is_looked_up_too_since_there_may_be_a_default_role() {
        assertThat(resolved(sent()).evidence()).isEqualTo(Evidence.EMPTY);
        assertThat(lookup.looks).containsExactly(Look.at(sent(), true));
    }

    @Test
    void claims_are_looked_up_once_whichever_claim_the_groups_stand_in() {
        world.changed(okta, ConnectionChanges.none().withGroupsClaim(new GroupsClaim("/realm_access/roles")));
        world.mapping(okta, "Admins", 7);
        world.mapping(okta, "jo@acme.example", 8);

        Resolution resolution = resolved(Claims.of(Map.of(
                "email", "jo@acme.example", "realm_access", Map.of("roles", List.of("Admins", "offline_access")))));

        assertThat(resolution.roles()).isEqualTo(roles(7));
        assertThat(resolution.unmatched())
                .extracting(unmatched -> unmatched.group().value())
                .containsExactly("offline_access");
        assertThat(lookup.looks).containsExactly(Look.at(sent("jo@acme.example", "Admins", "offline_access"), true));
    }

    @Test
    void claims_that_are_too_many_to_be_guessed_at_take_a_second_look_at_the_groups_alone() {
        world.mapping(okta, "Admins", 7);

        assertThat(resolved(Claims.of(Map.of("groups", List.of("Admins", "Sales"), "noise", NOISE)))
                        .roles())
                .isEqualTo(roles(7));
        assertThat(lookup.looks).containsExactly(Look.at(sent(), true), Look.at(sent("Admins", "Sales"), true));
    }

    @Test
    void claims_that_are_too_many_to_be_guessed_at_take_no_second_look_when_the_groups_are_not_among_them() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));

        Resolution resolution = resolved(Claims.of(Map.of("noise", NOISE)));

        assertThat(resolution.evidence()).isEqualTo(Evidence.ABSENT);
        assertThat(resolution.roles()).isEqualTo(roles(1));
        assertThat(lookup.looks).hasSize(1);
    }

    @Test
    void a_claim_that_is_changed_between_two_looks_takes_a_third() {
        world.mapping(okta, "Admins", 7);
        world.mapping(okta, "Sales", 8);
        Rolemap disturbed = world.with(builder -> builder.lookup((org, connection, groups, resembling) -> {
            if (lookup.looks.size() == 1) {
                world.changed(okta, ConnectionChanges.none().withGroupsClaim(new GroupsClaim("teams")));
            }
            return lookup.lookUp(org, connection, groups, resembling);
        }));
        Claims claims = Claims.of(Map.of("groups", "Admins", "teams", "Sales", "noise", NOISE));

        assertThat(disturbed.resolveRoles().resolve(LOGIN, ResolveRoles.Query.of(ACME, OKTA, claims)))
                .isInstanceOfSatisfying(
                        ResolveRoles.Resolved.class,
                        resolved -> assertThat(resolved.resolution().roles()).isEqualTo(roles(8)));
        assertThat(lookup.looks)
                .containsExactly(Look.at(sent(), true), Look.at(sent("Admins"), true), Look.at(sent("Sales"), true));
    }

    @Test
    void a_claim_that_is_found_changed_again_and_again_is_a_fault_and_no_answer() {
        Rolemap disturbed = world.with(builder -> builder.lookup((org, connection, groups, resembling) -> {
            String claim = lookup.looks.size() % 2 == 0 ? "groups" : "teams";
            world.changed(okta, ConnectionChanges.none().withGroupsClaim(new GroupsClaim(claim)));
            return lookup.lookUp(org, connection, groups, resembling);
        }));
        Claims claims = Claims.of(Map.of("groups", "Admins", "teams", "Sales", "noise", NOISE));

        assertThatThrownBy(() -> disturbed.resolveRoles().resolve(LOGIN, ResolveRoles.Query.of(ACME, OKTA, claims)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("groups claim");
    }

    @Test
    void groups_that_were_left_out_are_never_answered_by_roles() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        Claims overage = Claims.of(Map.of(
                "_claim_names", Map.of("groups", "src1"),
                "_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.example/getMemberObjects"))));

        assertThat(resolve(overage)).isEqualTo(new GroupsOverage("/_claim_names/groups"));
    }

    @Test
    void a_disabled_connection_does_not_hide_that_groups_were_left_out() {
        world.changed(okta, ConnectionChanges.none().withEnabled(false));

        assertThat(resolve(Claims.of(Map.of("hasgroups", true)))).isEqualTo(new GroupsOverage("/hasgroups"));
    }

    @Test
    void claims_that_cannot_be_read_are_never_answered_by_roles() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        assertThat(resolve(Claims.of(Map.of("groups", List.of("Admins", 7)))))
                .isInstanceOfSatisfying(
                        UnusableClaims.class,
                        unusable -> assertThat(unusable.pointer()).isEqualTo("/groups/1"));
    }

    @Test
    void an_assumed_set_takes_the_place_of_the_stored_one() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 7);
        world.mapping(okta, "Sales", 8);

        assertThat(assuming(sent("Admins", "Sales", "New"), "Admins", 9, "New", 10))
                .isEqualTo(new Resolution(
                        roles(9, 10),
                        Evidence.COMPLETE,
                        List.of(
                                new GroupMapping(Optional.of(admins.id()), admins.externalGroup(), new RoleId(9)),
                                GroupMapping.of(wanted("New", 10).mappings().get(0))),
                        List.of(new UnmatchedGroup(
                                sent("Sales").groups().iterator().next(), List.of())),
                        false,
                        true,
                        Optional.empty()));
        assertThat(resolved(sent("Admins", "Sales", "New")).roles()).isEqualTo(roles(7, 8));
    }

    @Test
    void near_misses_under_an_assumed_set_are_those_of_that_set_and_known_by_the_ids_that_they_have() {
        GroupRoleMapping admins = world.mapping(okta, "Admins", 7);
        world.mapping(okta, "ADMINS", 8);

        assertThat(assuming(sent("admins"), "Admins", 7, "admins ", 9).unmatched())
                .flatExtracting(UnmatchedGroup::nearMisses)
                .extracting(NearMiss::mapping)
                .containsExactly(
                        GroupMapping.of(admins),
                        GroupMapping.of(wanted("admins ", 9).mappings().get(0)));
    }

    @Test
    void an_assumed_set_takes_one_look_even_for_claims() {
        world.mapping(okta, "Admins", 7);
        Claims claims = Claims.of(Map.of("groups", "Admins", "noise", NOISE));

        assertThat(assuming(claims, "Admins", 9).roles()).isEqualTo(roles(9));
        assertThat(lookup.looks).containsExactly(Look.at(sent("Admins"), false));
    }

    @Test
    void an_empty_assumed_set_leaves_the_default_role() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        assertThat(assuming(sent("Admins")).roles()).isEqualTo(roles(1));
    }

    @Test
    void an_unavailable_storage_is_passed_on_as_it_is() {
        StorageUnavailableException away = StorageUnavailableException.nothingStored(new Exception("refused"));
        MappingLookup unavailable = (org, connection, groups, resembling) -> {
            throw away;
        };

        assertThatThrownBy(() -> world.with(builder -> builder.lookup(unavailable))
                        .resolveRoles()
                        .resolve(LOGIN, ResolveRoles.Query.of(ACME, OKTA, sent("Admins"))))
                .isSameAs(away);
    }

    private Resolution assuming(GroupSource groups, Object... assumed) {
        return resolution(resolve(ResolveRoles.Query.of(ACME, OKTA, groups).assuming(wanted(assumed))));
    }

    private Resolution resolved(GroupSource groups) {
        return resolution(resolve(groups));
    }

    private ResolveRoles.Result resolve(GroupSource groups) {
        return resolve(ResolveRoles.Query.of(ACME, OKTA, groups));
    }

    private ResolveRoles.Result resolve(ResolveRoles.Query query) {
        return rolemap.resolveRoles().resolve(LOGIN, query);
    }

    private static Resolution resolution(ResolveRoles.Result result) {
        return result.fold(
                ResolveRoles.Resolved::resolution,
                overage -> unexpected(overage),
                unusable -> unexpected(unusable),
                notFound -> unexpected(notFound),
                denied -> unexpected(denied));
    }
}
