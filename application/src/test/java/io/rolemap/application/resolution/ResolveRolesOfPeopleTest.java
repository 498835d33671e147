package io.rolemap.application.resolution;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.people;
import static io.rolemap.application.TestWorld.roles;
import static io.rolemap.application.TestWorld.sent;
import static io.rolemap.application.TestWorld.unexpected;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.application.resolution.RecordingLookup.Look;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.ConnectionReference.ByKey;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.People;
import io.rolemap.domain.resolution.Person;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import io.rolemap.domain.resolution.ResolveRolesOfPeople.ConnectionNotFound;
import io.rolemap.domain.resolution.ResolveRolesOfPeople.PersonOutcome;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResolveRolesOfPeopleTest {

    private static final Actor LOGIN = holderOf(ACME, Permission.ROLES_RESOLVE);
    private static final ConnectionReference OKTA = new ById(new ConnectionId("okta"));
    private static final Claims OVERAGE = Claims.of(Map.of("hasgroups", true));

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");
    private final RecordingLookup lookup = new RecordingLookup(world.store.lookup());
    private final Rolemap rolemap = world.with(builder -> builder.lookup(lookup));

    @Test
    void everybody_gets_their_own_roles_in_the_order_of_the_question() {
        world.mapping(okta, "Admins", 7);
        world.mapping(okta, "Sales", 8);

        List<PersonOutcome> outcomes =
                resolved(people("kim", sent("Sales"), "jo", sent("Admins", "Sales"), "al", sent("Chess club")));

        assertThat(outcomes).extracting(outcome -> outcome.person().value()).containsExactly("kim", "jo", "al");
        assertThat(outcomes)
                .extracting(ResolveRolesOfPeopleTest::rolesOf)
                .containsExactly(roles(8), roles(7, 8), roles());
    }

    @Test
    void somebody_whose_groups_cannot_be_told_keeps_nobody_else_from_an_answer() {
        world.changed(okta, ConnectionChanges.none().withDefaultRole(Optional.of(new RoleId(1))));
        world.mapping(okta, "Admins", 7);

        List<PersonOutcome> outcomes = resolved(people(
                "too many",
                OVERAGE,
                "jo",
                sent("Admins"),
                "unusable",
                Claims.of(Map.of("groups", 7)),
                "kim",
                Claims.of(Map.of("groups", "Admins"))));

        assertThat(outcomes.get(0).outcome()).isEqualTo(new Outcome.GroupsOverage("/hasgroups"));
        assertThat(rolesOf(outcomes.get(1))).isEqualTo(roles(7));
        assertThat(outcomes.get(2).outcome())
                .isInstanceOfSatisfying(
                        Outcome.UnusableClaims.class,
                        unusable -> assertThat(unusable.pointer()).isEqualTo("/groups"));
        assertThat(rolesOf(outcomes.get(3))).isEqualTo(roles(7));
    }

    @Test
    void the_groups_of_all_are_looked_up_once() {
        resolved(people("jo", sent("Admins", "Sales"), "kim", sent("Sales", "Staff")));

        assertThat(lookup.looks).containsExactly(Look.at(sent("Admins", "Sales", "Staff"), true));
    }

    @Test
    void for_the_claims_of_many_the_connection_is_looked_up_first_and_then_the_groups_of_all() {
        world.changed(okta, ConnectionChanges.none().withGroupsClaim(new GroupsClaim("teams")));

        resolved(people(
                "jo",
                sent("Admins"),
                "kim",
                Claims.of(Map.of("email", "kim@acme.example", "teams", List.of("Sales", "Admins"))),
                "al",
                Claims.of(Map.of("teams", "Staff"))));

        assertThat(lookup.looks)
                .containsExactly(Look.at(sent(), true), Look.at(sent("Admins", "Sales", "Staff"), true));
    }

    @Test
    void where_no_groups_are_known_there_is_nothing_more_to_look_up() {
        resolved(people("jo", OVERAGE, "kim", Claims.of(Map.of("email", "kim@acme.example"))));

        assertThat(lookup.looks).hasSize(1);
    }

    @Test
    void what_is_not_to_be_explained_is_not_looked_up() {
        world.mapping(okta, "Admins", 7);

        assertThat(rolemap.resolveRolesOfPeople()
                        .resolve(LOGIN, query(people("jo", sent("admins"), "kim", sent()), Optional.empty(), false)))
                .isInstanceOfSatisfying(
                        ResolveRolesOfPeople.Resolved.class,
                        resolved -> assertThat(resolved.people())
                                .allSatisfy(outcome -> assertThat(outcome.outcome())
                                        .isInstanceOfSatisfying(
                                                Outcome.Resolved.class,
                                                one -> assertThat(
                                                                one.resolution().unmatched())
                                                        .isEmpty())));
        assertThat(lookup.looks).containsExactly(Look.at(sent("admins"), false));
    }

    @Test
    void an_assumed_set_holds_for_everybody() {
        world.mapping(okta, "Admins", 7);
        People people = people("jo", sent("Admins"), "kim", Claims.of(Map.of("groups", "Sales")));

        assertThat(outcomes(query(people, Optional.of(wanted("Sales", 9)), true)))
                .extracting(ResolveRolesOfPeopleTest::rolesOf)
                .containsExactly(roles(), roles(9));
        assertThat(lookup.looks).containsExactly(Look.at(sent("Sales"), false));
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        Connection theirs = world.connection(GLOBEX, "entra");

        assertThat(Stream.<ConnectionReference>of(
                                new ById(theirs.id()),
                                new ByKey(theirs.providerKey()),
                                new ById(new ConnectionId("unheard-of")))
                        .map(reference -> rolemap.resolveRolesOfPeople()
                                .resolve(
                                        LOGIN,
                                        new ResolveRolesOfPeople.Query(
                                                ACME,
                                                reference,
                                                people("jo", sent("Admins")),
                                                Optional.empty(),
                                                true))))
                .containsOnly(new ConnectionNotFound());
    }

    @Test
    void many_get_what_each_of_them_would_get_alone() {
        Generated.cases(30, random -> {
            TestWorld fresh = new TestWorld();
            Connection connection = fresh.connection(ACME, "okta");
            for (String group :
                    Stream.generate(() -> group(random)).limit(20).distinct().toList()) {
                fresh.mapping(connection, group, random.nextInt(5));
            }
            List<Person> people = new ArrayList<>();
            for (int index = random.nextInt(1, 8); index > 0; index--) {
                people.add(new Person(new PersonId("p" + index), source(random)));
            }

            List<PersonOutcome> together = outcomesIn(fresh.rolemap, query(new People(people), Optional.empty(), true));

            for (int index = 0; index < people.size(); index++) {
                ResolveRoles.Result alone = fresh.rolemap
                        .resolveRoles()
                        .resolve(
                                LOGIN,
                                ResolveRoles.Query.of(
                                        ACME, OKTA, people.get(index).groups()));
                assertThat(together.get(index).outcome()).isEqualTo(asOutcome(alone));
            }
        });
    }

    /** Few different ones, so that many are mapped, and many more nearly. */
    private static String group(RandomGenerator random) {
        return Generated.from(random, "aA /", 1, 4);
    }

    private static GroupSource source(RandomGenerator random) {
        List<String> groups =
                Stream.generate(() -> group(random)).limit(random.nextInt(6)).toList();
        return switch (random.nextInt(4)) {
            case 0 -> OVERAGE;
            case 1 -> Claims.of(Map.of("groups", groups, "other", group(random)));
            default -> SentGroups.of(groups.stream().map(ExternalGroup::new).toList());
        };
    }

    private static Outcome asOutcome(ResolveRoles.Result result) {
        return result.<Optional<Outcome>>fold(
                        resolved -> Optional.of(new Outcome.Resolved(resolved.resolution())),
                        overage -> Optional.of(new Outcome.GroupsOverage(overage.pointer())),
                        unusable -> Optional.of(new Outcome.UnusableClaims(unusable.pointer(), unusable.rule())),
                        notFound -> Optional.empty(),
                        denied -> Optional.empty())
                .orElseThrow();
    }

    private List<PersonOutcome> resolved(People people) {
        return outcomes(query(people, Optional.empty(), true));
    }

    private List<PersonOutcome> outcomes(ResolveRolesOfPeople.Query query) {
        return outcomesIn(rolemap, query);
    }

    private static List<PersonOutcome> outcomesIn(Rolemap rolemap, ResolveRolesOfPeople.Query query) {
        Function<Object, List<PersonOutcome>> unexpected = TestWorld::unexpected;
        return rolemap.resolveRolesOfPeople()
                .resolve(LOGIN, query)
                .fold(ResolveRolesOfPeople.Resolved::people, unexpected::apply, unexpected::apply);
    }

    private static ResolveRolesOfPeople.Query query(
            People people, Optional<WantedMappings> assumed, boolean explained) {
        return new ResolveRolesOfPeople.Query(ACME, OKTA, people, assumed, explained);
    }

    private static List<RoleId> rolesOf(PersonOutcome outcome) {
        return outcome.outcome()
                .fold(
                        resolved -> resolved.resolution().roles(),
                        overage -> unexpected(overage),
                        unusable -> unexpected(unusable));
    }
}
