package io.rolemap.application.observation;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.before;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.people;
import static io.rolemap.application.TestWorld.sent;
import static io.rolemap.application.TestWorld.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.application.Rolemap;
import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ListObservedGroups.ConnectionNotFound;
import io.rolemap.domain.observation.ListObservedGroups.Found;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.resolution.Claims;
import io.rolemap.domain.resolution.ConnectionReference.ById;
import io.rolemap.domain.resolution.GroupSource;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import io.rolemap.domain.resolution.SentGroups;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import io.rolemap.testkit.Pages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which groups people come with is remembered, stored and shown. */
class ObservedGroupsTest {

    private static final Actor LOGIN = holderOf(ACME, Permission.ROLES_RESOLVE);
    private static final Actor READER = holderOf(ACME, Permission.MAPPINGS_READ);
    private static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NEXT_HOUR = Instant.parse("2026-03-01T13:00:00Z");

    private final TestWorld world = new TestWorld();
    private final Connection okta = world.connection(ACME, "okta");

    @Test
    void the_groups_of_a_login_are_shown_mapped_or_not_with_the_hour_and_no_more() {
        world.mapping(okta, "Admins", 7);

        resolve(sent("Admins", "Sales"));
        store();

        assertThat(observed())
                .containsExactlyInAnyOrder(
                        new ObservedGroup(new ExternalGroup("Admins"), HOUR, HOUR, 1, true),
                        new ObservedGroup(new ExternalGroup("Sales"), HOUR, HOUR, 1, false));
    }

    @Test
    void nothing_is_stored_by_a_login_itself() {
        resolve(sent("Admins"));

        assertThat(observed()).isEmpty();
    }

    @Test
    void logins_add_up_within_an_hour_and_over_hours() {
        resolve(sent("Admins"));
        resolve(Claims.of(Map.of("groups", List.of("Admins"), "email", "jo@acme.example")));
        store();
        world.at(START.plusSeconds(3_600));
        resolve(sent("Admins"));
        store();

        assertThat(observed())
                .containsExactly(new ObservedGroup(new ExternalGroup("Admins"), HOUR, NEXT_HOUR, 3, false));
    }

    @Test
    void everybody_of_many_is_observed_whose_groups_can_be_told() {
        world.rolemap
                .resolveRolesOfPeople()
                .resolve(
                        LOGIN,
                        new ResolveRolesOfPeople.Query(
                                ACME,
                                new ById(okta.id()),
                                people(
                                        "jo",
                                        sent("Admins"),
                                        "kim",
                                        sent("Admins"),
                                        "too many",
                                        Claims.of(Map.of("hasgroups", true, "email", "al@acme.example")),
                                        "unusable",
                                        Claims.of(Map.of("groups", List.of("Sales", 7)))),
                                Optional.empty(),
                                false));
        store();

        assertThat(observed()).containsExactly(new ObservedGroup(new ExternalGroup("Admins"), HOUR, HOUR, 2, false));
    }

    @Test
    void the_groups_of_a_disabled_connection_are_observed_too() {
        world.changed(okta, ConnectionChanges.none().withEnabled(false));

        resolve(sent("Admins"));
        store();

        assertThat(observed()).hasSize(1);
    }

    @Test
    void nothing_is_observed_of_a_connection_that_does_not_want_it() {
        world.changed(okta, ConnectionChanges.none().withObserveGroups(false));

        resolve(sent("Admins"));
        store();

        assertThat(observed()).isEmpty();
    }

    @Test
    void what_is_only_assumed_is_not_observed() {
        ById reference = new ById(okta.id());
        world.rolemap
                .resolveRoles()
                .resolve(
                        LOGIN,
                        ResolveRoles.Query.of(ACME, reference, sent("Admins")).assuming(wanted("Admins", 7)));
        world.rolemap
                .resolveRolesOfPeople()
                .resolve(
                        LOGIN,
                        new ResolveRolesOfPeople.Query(
                                ACME, reference, people("jo", sent("Admins")), Optional.of(wanted()), true));
        world.rolemap
                .predictMappingImpact()
                .predict(
                        Actor.operator(),
                        new PredictMappingImpact.Query(
                                ACME, okta.id(), wanted("Admins", 7), people("jo", sent("Admins"))));
        store();

        assertThat(observed()).isEmpty();
    }

    @Test
    void what_waits_is_stored_in_one_transaction_and_none_is_begun_for_nothing() {
        List<String> transactions = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        Rolemap rolemap = world.with(builder -> builder.transactions(
                        before(Transactions.class, world.store.transactions(), transactions::add))
                .observedGroups(before(ObservedGroupRepository.class, world.store.observedGroups(), calls::add)));

        assertThat(rolemap.storeObservedGroups().store()).isFalse();
        assertThat(transactions).isEmpty();
        resolve(rolemap, sent("Admins", "Sales"));
        assertThat(rolemap.storeObservedGroups().store()).isFalse();

        assertThat(transactions).containsExactly("inTransaction");
        assertThat(calls).containsExactly("add");
        assertThat(observed()).hasSize(2);
    }

    @Test
    void one_call_stores_a_bounded_number_and_says_that_more_is_waiting() {
        resolve(many(StoreObservedGroups.MAX_STORED + 1));

        assertThat(world.rolemap.storeObservedGroups().store()).isTrue();
        assertThat(observed()).hasSize(StoreObservedGroups.MAX_STORED);
        assertThat(world.rolemap.storeObservedGroups().store()).isFalse();
        assertThat(observed()).hasSize(StoreObservedGroups.MAX_STORED + 1);
    }

    @Test
    void a_fault_arrives_as_it_is_and_loses_what_was_to_be_stored_and_nothing_else() {
        StorageUnavailableException away = StorageUnavailableException.nothingStored(new Exception("refused"));
        List<StorageUnavailableException> faults = new ArrayList<>(List.of(away));
        Rolemap rolemap = world.with(builder ->
                builder.observedGroups(before(ObservedGroupRepository.class, world.store.observedGroups(), method -> {
                    if (method.equals("add") && !faults.isEmpty()) {
                        throw faults.remove(0);
                    }
                })));
        resolve(rolemap, many(StoreObservedGroups.MAX_STORED + 1));

        assertThatThrownBy(() -> rolemap.storeObservedGroups().store()).isSameAs(away);
        assertThat(rolemap.storeObservedGroups().store()).isFalse();

        assertThat(observed()).hasSize(1);
    }

    @Test
    void what_is_run_again_by_the_storage_is_counted_once() {
        Transactions twice = new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                try {
                    world.store.transactions().inTransaction(() -> {
                        work.get();
                        throw new IllegalStateException("serialisation failure");
                    });
                } catch (IllegalStateException conflict) {
                    return world.store.transactions().inTransaction(work);
                }
                throw new AssertionError("not reached");
            }
        };
        Rolemap rolemap = world.with(builder -> builder.transactions(twice));
        resolve(rolemap, sent("Admins"));

        rolemap.storeObservedGroups().store();

        assertThat(observed()).extracting(ObservedGroup::count).containsExactly(1L);
    }

    @Test
    void without_a_place_to_keep_them_in_resolving_goes_on() {
        Rolemap unobserving = Rolemap.builder()
                .mappings(world.store.mappings())
                .connections(world.store.connections())
                .transactions(world.store.transactions())
                .authorizer(world.rolemap.authorizer())
                .build();

        assertThat(resolve(unobserving, sent("Admins"))).isInstanceOf(ResolveRoles.Resolved.class);
    }

    @Test
    void it_is_told_since_when_groups_are_observed() {
        assertThat(list(ObservedGroupQuery.all(ACME, okta.id())))
                .isEqualTo(new Found(new ObservedGroupPage(List.of(), Optional.empty()), Optional.of(START_IN_MILLIS)));
    }

    @Test
    void what_was_observed_is_shown_when_no_more_is() {
        resolve(sent("Admins"));
        store();
        world.changed(okta, ConnectionChanges.none().withObserveGroups(false));

        assertThat(list(ObservedGroupQuery.all(ACME, okta.id()))).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.page().groups()).hasSize(1);
            assertThat(found.observedSince()).isEmpty();
        });
    }

    @Test
    void the_query_says_which_groups_and_how_many() {
        world.mapping(okta, "Admins", 7);
        resolve(sent("Admins", "Sales", "Staff"));
        store();

        ObservedGroupQuery unmapped =
                ObservedGroupQuery.all(ACME, okta.id()).mapped(false).limit(1);

        assertThat(list(unmapped)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.page().groups()).hasSize(1);
            assertThat(found.page().groups().get(0).mapped()).isFalse();
            assertThat(found.page().next()).isPresent();
        });
    }

    @Test
    void a_connection_of_another_organisation_does_not_exist_here() {
        world.connection(GLOBEX, "entra");

        assertThat(list(ObservedGroupQuery.all(ACME, new ConnectionId("entra"))))
                .isEqualTo(new ConnectionNotFound())
                .isEqualTo(list(ObservedGroupQuery.all(ACME, new ConnectionId("unheard-of"))));
    }

    @Test
    void an_observation_ends_in_no_other_connection() {
        Connection entra = world.connection(ACME, "entra");
        resolve(sent("Admins"));
        store();

        assertThat(list(ObservedGroupQuery.all(ACME, entra.id())))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.page().groups()).isEmpty());
    }

    private static SentGroups many(int number) {
        return SentGroups.of(IntStream.range(0, number)
                .mapToObj(index -> new ExternalGroup("group " + index))
                .toList());
    }

    private ResolveRoles.Result resolve(GroupSource groups) {
        return resolve(world.rolemap, groups);
    }

    private ResolveRoles.Result resolve(Rolemap rolemap, GroupSource groups) {
        return rolemap.resolveRoles().resolve(LOGIN, ResolveRoles.Query.of(ACME, new ById(okta.id()), groups));
    }

    private void store() {
        assertThat(world.rolemap.storeObservedGroups().store()).isFalse();
    }

    private ListObservedGroups.Result list(ObservedGroupQuery query) {
        return world.rolemap.listObservedGroups().list(READER, query);
    }

    private List<ObservedGroup> observed() {
        return Pages.all(world.store.observedGroups(), ObservedGroupQuery.all(ACME, okta.id()));
    }
}
