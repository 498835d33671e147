package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ObservedGroupRepository} keeps to, and what the mappings on the same storage keep to because of it: they
 * are told apart by whether somebody used them. The test of an adapter that keeps observed groups extends this class and
 * supplies its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>sightings of a group add up, whatever comes in whichever order and from however many threads, and the first and the
 *     last hour are widened to reach each of them;
 * <li>groups are kept code point for code point, at any length, and each connection's for itself;
 * <li>sightings of connections that are not there are passed over, and do no harm to the others;
 * <li>lists are in the order of positions; pages of every size make up the list, and a place in it holds whatever comes
 *     and goes around it;
 * <li>a group is told to be mapped as long as its connection maps it, and the filters go by that;
 * <li>what was observed goes with its connection, also when it is observed at the same moment, and never comes back;
 * <li>of the groups that a connection doesn't map {@link ObservedGroupRepository#MAX_UNMAPPED} are kept, those that were
 *     seen last; of those that it maps all are;
 * <li>a mapping is unused since some moment when it was there before, and its group was not seen in the hour of the moment
 *     or later; that holds together with the other filters and page by page;
 * <li>a transaction sees what it added, and what is taken back is gone; to add outside of one is refused.
 * </ul>
 */
public abstract class ObservedGroupRepositoryContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");
    private static final Instant HOUR = Sighting.hourOf(Samples.NOW);
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    /** Half past some hour. */
    private static final Instant MOMENT = hours(10).plus(Duration.ofMinutes(30));

    private final SequentialIds ids = new SequentialIds("c-");
    private ObservationPorts ports;
    private Connection okta;

    /** For the test that extends it. */
    protected ObservedGroupRepositoryContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract ObservationPorts emptyStorage();

    @BeforeEach
    final void connect() {
        Requirements.checkParameterizedTests();
        ports = emptyStorage();
        okta = connect(Samples.connection("acme", "okta"));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return ports.transactions().inTransaction(work);
    }

    private Connection connect(Connection connection) {
        inTransaction(() -> ports.connections().insert(connection));
        return connection;
    }

    private boolean disconnect(Connection connection) {
        return inTransaction(() -> ports.connections().delete(connection));
    }

    private GroupRoleMapping map(GroupRoleMapping mapping) {
        inTransaction(() -> ports.mappings().insert(mapping));
        return mapping;
    }

    private void add(List<Sighting> sightings) {
        inTransaction(() -> {
            ports.observedGroups().add(sightings);
            return true;
        });
    }

    private void add(Sighting... sightings) {
        add(List.of(sightings));
    }

    private static Sighting once(Connection connection, String group, Instant hour) {
        return Samples.sighting(connection, group, hour, 1);
    }

    private static Instant hours(long later) {
        return HOUR.plus(ONE_HOUR.multipliedBy(later));
    }

    private static ObservedGroupQuery all(Connection connection) {
        return ObservedGroupQuery.all(connection.org(), connection.id());
    }

    private List<ObservedGroup> list(Connection connection) {
        return Pages.all(ports.observedGroups(), all(connection));
    }

    private static ObservedGroup unmapped(String group, Instant first, Instant last, long count) {
        return new ObservedGroup(new ExternalGroup(group), first, last, count, false);
    }

    private static List<ObservedGroup> inOrder(Stream<ObservedGroup> observed) {
        return observed.sorted(Comparator.comparing(ObservedGroupPosition::of)).toList();
    }

    @Test
    void a_group_that_was_seen_is_listed_with_its_hour_and_how_often() {
        add(Samples.sighting(okta, "Admins", HOUR, 3));

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 3));
    }

    @Test
    void a_connection_that_nobody_came_through_has_an_empty_list_and_so_has_an_unknown_one() {
        assertThat(list(okta)).isEmpty();
        assertThat(list(Samples.connection("acme", "unknown"))).isEmpty();
        assertThat(list(Samples.connection("unknown", "okta"))).isEmpty();
        assertThat(ports.observedGroups().list(all(okta)))
                .isEqualTo(new ObservedGroupPage(List.of(), Optional.empty()));
    }

    @Test
    void nothing_to_add_is_nothing_added() {
        add(List.of());

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void sightings_of_one_group_add_up_from_call_to_call() {
        add(Samples.sighting(okta, "Admins", HOUR, 3));
        add(Samples.sighting(okta, "Admins", HOUR, 4), once(okta, "Users", HOUR));
        add(Samples.sighting(okta, "Admins", HOUR, 5));

        assertThat(list(okta))
                .containsExactlyInAnyOrder(unmapped("Admins", HOUR, HOUR, 12), unmapped("Users", HOUR, HOUR, 1));
    }

    @Test
    void sightings_of_one_group_add_up_within_a_call() {
        add(
                Samples.sighting(okta, "Admins", hours(1), 3),
                once(okta, "Users", HOUR),
                Samples.sighting(okta, "Admins", hours(-1), 4),
                Samples.sighting(okta, "Admins", HOUR, 5),
                Samples.sighting(okta, "Admins", hours(1), 6));

        assertThat(list(okta))
                .containsExactlyInAnyOrder(
                        unmapped("Admins", hours(-1), hours(1), 18), unmapped("Users", HOUR, HOUR, 1));
    }

    @Test
    void the_first_and_the_last_hour_are_widened_to_both_sides() {
        add(once(okta, "Admins", HOUR));

        add(once(okta, "Admins", hours(2)));
        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, hours(2), 2));

        add(once(okta, "Admins", hours(-3)));
        assertThat(list(okta)).containsExactly(unmapped("Admins", hours(-3), hours(2), 3));

        add(once(okta, "Admins", hours(1)));
        assertThat(list(okta)).containsExactly(unmapped("Admins", hours(-3), hours(2), 4));
    }

    @Test
    void hours_as_far_away_as_milliseconds_reach_are_kept() {
        Instant first = Sighting.hourOf(Instant.ofEpochMilli(Long.MIN_VALUE)).plus(ONE_HOUR);
        Instant last = Sighting.hourOf(Instant.ofEpochMilli(Long.MAX_VALUE));

        add(once(okta, "Admins", last), once(okta, "Admins", first), once(okta, "Users", Instant.EPOCH));

        assertThat(list(okta))
                .containsExactly(
                        unmapped("Admins", first, last, 2), unmapped("Users", Instant.EPOCH, Instant.EPOCH, 1));
    }

    @Test
    void counts_are_larger_than_32_bits() {
        add(Samples.sighting(okta, "Admins", HOUR, 9_007_199_254_740_993L));
        add(once(okta, "Admins", HOUR));

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 9_007_199_254_740_994L));
    }

    @Test
    void groups_that_merely_look_alike_are_different_groups() {
        List<String> groups = MappingSentences.LOOKALIKES;
        add(groups.stream().map(group -> once(okta, group, HOUR)).toList());
        add(groups.stream().map(group -> once(okta, group, HOUR)).toList());

        assertThat(list(okta))
                .containsExactlyInAnyOrderElementsOf(groups.stream()
                        .map(group -> unmapped(group, HOUR, HOUR, 2))
                        .toList());
    }

    @Test
    void the_longest_groups_are_told_apart_by_their_last_code_point() {
        String common = "\ud83d\ude80".repeat(1023);
        add(once(okta, common + "\ud83d\ude80", HOUR), Samples.sighting(okta, common + "\ud83d\ude81", HOUR, 2));

        assertThat(list(okta))
                .containsExactlyInAnyOrder(
                        unmapped(common + "\ud83d\ude80", HOUR, HOUR, 1),
                        unmapped(common + "\ud83d\ude81", HOUR, HOUR, 2));
    }

    @Test
    void random_groups_of_every_length_are_kept_code_point_for_code_point() {
        Generated.cases(5, random -> {
            Connection connection = connect(Samples.connection("acme", ids.newId()));
            Set<String> groups = new HashSet<>();
            for (int count = 0; count < 20; count++) {
                int codePoints = random.nextInt(4) == 0 ? ExternalGroup.MAX_CODE_POINTS : random.nextInt(1, 200);
                groups.add(Generated.text(random, codePoints));
            }
            add(groups.stream().map(group -> once(connection, group, HOUR)).toList());

            assertThat(list(connection))
                    .isEqualTo(inOrder(groups.stream().map(group -> unmapped(group, HOUR, HOUR, 1))));
        });
    }

    @Test
    void each_connection_has_its_own() {
        Connection entra = connect(Samples.connection("acme", "entra"));
        Connection foreign = connect(Samples.connection("globex", "okta"));
        add(
                Samples.sighting(okta, "Admins", HOUR, 1),
                Samples.sighting(entra, "Admins", hours(1), 2),
                Samples.sighting(foreign, "Admins", hours(2), 4));

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
        assertThat(list(entra)).containsExactly(unmapped("Admins", hours(1), hours(1), 2));
        assertThat(list(foreign)).containsExactly(unmapped("Admins", hours(2), hours(2), 4));
    }

    @Test
    void sightings_of_connections_that_are_not_there_are_passed_over_and_the_others_added() {
        Connection foreign = connect(Samples.connection("globex", "theirs"));
        add(
                once(Samples.connection("acme", "unknown"), "Admins", HOUR),
                once(okta, "Admins", HOUR),
                once(Samples.connection("acme", "theirs"), "Admins", HOUR),
                once(Samples.connection("unknown", "okta"), "Admins", HOUR));

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
        assertThat(list(foreign)).isEmpty();
        connect(Samples.connection("acme", "unknown"));
        assertThat(list(Samples.connection("acme", "unknown"))).isEmpty();
    }

    @Test
    void as_many_as_are_stored_at_once_are_added_in_one_call() {
        List<Sighting> sightings = IntStream.range(0, StoreObservedGroups.MAX_STORED)
                .mapToObj(index -> once(okta, "group " + index, hours(index % 3)))
                .toList();
        add(sightings);
        add(sightings);

        assertThat(list(okta))
                .isEqualTo(inOrder(sightings.stream()
                        .map(sighting -> unmapped(sighting.group().value(), sighting.hour(), sighting.hour(), 2))));
    }

    @Test
    void to_add_outside_of_a_transaction_is_refused() {
        assertThatThrownBy(() -> ports.observedGroups().add(List.of(once(okta, "Admins", HOUR))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void one_call_adds_too() {
        ports.transactions().forOneCall(() -> {
            ports.observedGroups().add(List.of(once(okta, "Admins", HOUR), once(okta, "Users", HOUR)));
            return true;
        });

        assertThat(list(okta)).hasSize(2);
    }

    @Test
    void a_transaction_sees_what_it_added_and_what_is_taken_back_is_gone() {
        add(once(okta, "Admins", HOUR));

        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.observedGroups().add(List.of(once(okta, "Admins", hours(1)), once(okta, "Users", HOUR)));
                    assertThat(list(okta)).as("seen inside").hasSize(2);
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
    }

    @Test
    void groups_are_listed_in_the_order_of_their_positions() {
        add(
                once(okta, "seen last", hours(2)),
                once(okta, "B", HOUR),
                once(okta, "seen first", hours(-5)),
                once(okta, "a", HOUR),
                once(okta, "\u00c9", HOUR),
                once(okta, "A", HOUR));

        List<ObservedGroup> listed = list(okta);

        assertThat(listed).hasSize(6).isEqualTo(inOrder(listed.stream()));
        assertThat(listed.get(0).group()).isEqualTo(new ExternalGroup("seen first"));
        assertThat(listed.get(5).group()).isEqualTo(new ExternalGroup("seen last"));
    }

    @Test
    void a_page_has_as_many_as_the_limit_admits_and_only_one_that_others_follow_says_where_the_list_goes_on() {
        add(IntStream.range(0, 4)
                .mapToObj(index -> once(okta, "group " + index, HOUR))
                .toList());
        List<ObservedGroup> groups = list(okta);
        ObservedGroupPosition second = ObservedGroupPosition.of(groups.get(1));

        assertThat(ports.observedGroups().list(all(okta).limit(2)))
                .isEqualTo(new ObservedGroupPage(groups.subList(0, 2), Optional.of(second)));
        assertThat(ports.observedGroups().list(all(okta).limit(2).after(second)))
                .isEqualTo(new ObservedGroupPage(groups.subList(2, 4), Optional.empty()));
        assertThat(ports.observedGroups().list(all(okta).limit(4)))
                .isEqualTo(new ObservedGroupPage(groups, Optional.empty()));
        assertThat(ports.observedGroups().list(all(okta).after(ObservedGroupPosition.of(groups.get(3)))))
                .isEqualTo(new ObservedGroupPage(List.of(), Optional.empty()));
    }

    @Test
    void pages_of_any_size_make_up_the_list_whatever_the_filter() {
        Generated.cases(10, random -> {
            Connection connection = connect(Samples.connection("acme", ids.newId()));
            int count = random.nextInt(1, 40);
            add(IntStream.range(0, count)
                    .mapToObj(index -> once(connection, "group " + index, hours(random.nextLong(-2, 3))))
                    .toList());
            IntStream.range(0, count)
                    .filter(index -> random.nextBoolean())
                    .forEach(index -> map(Samples.mapping(connection, "m" + index, "group " + index)));
            List<ObservedGroup> groups = list(connection);
            ObservedGroupQuery query = all(connection).limit(random.nextInt(1, 8));

            assertThat(groups).hasSize(count).isEqualTo(inOrder(groups.stream()));
            assertThat(Pages.all(ports.observedGroups(), query)).isEqualTo(groups);
            for (boolean mapped : new boolean[] {false, true}) {
                List<ObservedGroup> wanted = groups.stream()
                        .filter(group -> group.mapped() == mapped)
                        .toList();
                assertThat(ports.observedGroups().list(query.mapped(mapped)))
                        .isEqualTo(ObservedGroupPage.startOf(wanted, query.limit()));
                assertThat(Pages.all(ports.observedGroups(), query.mapped(mapped)))
                        .isEqualTo(wanted);
            }
        });
    }

    @Test
    void a_place_in_the_list_holds_when_nothing_is_there() {
        add(once(okta, "early", hours(-1)), once(okta, "late", hours(1)));

        for (String digest : List.of("0".repeat(64), "7".repeat(64), "f".repeat(64))) {
            ObservedGroupPosition between = new ObservedGroupPosition(HOUR, digest);

            assertThat(ports.observedGroups().list(all(okta).after(between)).groups())
                    .containsExactly(unmapped("late", hours(1), hours(1), 1));
        }
    }

    @Test
    void within_an_hour_a_place_is_told_by_the_digest() {
        add(IntStream.range(0, 20)
                .mapToObj(index -> once(okta, "group " + index, HOUR))
                .toList());
        List<ObservedGroup> groups = list(okta);

        for (int place = 0; place < groups.size(); place++) {
            assertThat(ports.observedGroups()
                            .list(all(okta).after(ObservedGroupPosition.of(groups.get(place))))
                            .groups())
                    .isEqualTo(groups.subList(place + 1, groups.size()));
        }
    }

    @Test
    void a_group_that_stays_where_it_is_is_shown_once_whatever_is_added_meanwhile() {
        add(IntStream.range(0, 30)
                .mapToObj(index -> once(okta, "stays " + index, HOUR))
                .toList());
        List<ExternalGroup> staying = groupsOf(list(okta));

        List<List<ObservedGroup>> lists = Together.run(4, thread -> {
            if (thread < 2) {
                return Pages.all(ports.observedGroups(), all(okta).limit(1 + thread));
            }
            for (int index = 0; index < 30; index++) {
                add(
                        once(okta, "comes " + index + " of " + thread, hours(index % 3 - 1)),
                        once(okta, "stays " + index, hours(1)));
            }
            return List.of();
        });

        for (List<ObservedGroup> shown : lists.subList(0, 2)) {
            assertThat(groupsOf(shown)).doesNotHaveDuplicates();
            assertThat(groupsOf(shown)).filteredOn(staying::contains).isEqualTo(staying);
        }
    }

    private static List<ExternalGroup> groupsOf(List<ObservedGroup> observed) {
        return observed.stream().map(ObservedGroup::group).toList();
    }

    private List<ExternalGroup> groupsThatAre(boolean mapped) {
        return groupsOf(Pages.all(ports.observedGroups(), all(okta).mapped(mapped)));
    }

    @Test
    void a_group_is_mapped_as_long_as_its_connection_maps_it() {
        ExternalGroup admins = new ExternalGroup("Admins");
        add(once(okta, "Admins", HOUR));
        assertThat(groupsThatAre(false)).containsExactly(admins);
        assertThat(groupsThatAre(true)).isEmpty();

        GroupRoleMapping mapping = map(Samples.mapping(okta, "m1", "Admins"));
        assertThat(list(okta)).containsExactly(new ObservedGroup(admins, HOUR, HOUR, 1, true));
        assertThat(groupsThatAre(false)).isEmpty();
        assertThat(groupsThatAre(true)).containsExactly(admins);

        inTransaction(() -> ports.mappings().delete(mapping));
        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
        assertThat(groupsThatAre(false)).containsExactly(admins);
        assertThat(groupsThatAre(true)).isEmpty();
    }

    @Test
    void a_group_that_was_mapped_before_it_was_seen_is_mapped_too() {
        map(Samples.mapping(okta, "m1", "Admins"));

        add(once(okta, "Admins", HOUR));

        assertThat(groupsThatAre(true)).containsExactly(new ExternalGroup("Admins"));
    }

    @Test
    void a_mapping_whose_group_nobody_came_with_is_no_observed_group() {
        map(Samples.mapping(okta, "m1", "Admins"));

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void no_group_is_mapped_for_a_look_alike_or_for_what_another_connection_maps() {
        Connection entra = connect(Samples.connection("acme", "entra"));
        Connection foreign = connect(Samples.connection("globex", "okta"));
        map(Samples.mapping(entra, "m1", "Admins"));
        map(Samples.mapping(foreign, "m1", "Admins"));
        map(Samples.mapping(okta, "m1", "admins"));
        map(Samples.mapping(okta, "m2", "Admins "));

        add(once(okta, "Admins", HOUR));

        assertThat(groupsThatAre(false)).containsExactly(new ExternalGroup("Admins"));
        assertThat(groupsThatAre(true)).isEmpty();
    }

    @Test
    void what_was_observed_stays_when_the_connection_is_changed() {
        add(once(okta, "Admins", HOUR));
        Connection changed = ConnectionChanges.none()
                .withProviderKey(new ProviderKey("another-key"))
                .withObserveGroups(false)
                .appliedTo(okta, Samples.NOW.plusSeconds(1));

        inTransaction(() -> ports.connections().replace(okta, changed));

        assertThat(list(changed)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
    }

    @Test
    void what_was_observed_goes_with_its_connection_and_no_others() {
        Connection entra = connect(Samples.connection("acme", "entra"));
        Connection foreign = connect(Samples.connection("globex", "okta"));
        add(once(okta, "Admins", HOUR), once(entra, "Admins", HOUR), once(foreign, "Admins", HOUR));

        disconnect(okta);

        assertThat(list(okta)).isEmpty();
        assertThat(list(entra)).hasSize(1);
        assertThat(list(foreign)).hasSize(1);
    }

    @Test
    void what_was_observed_never_comes_back_with_a_connection_of_the_same_id() {
        add(Samples.sighting(okta, "Admins", HOUR, 5), once(okta, "Users", HOUR));
        disconnect(okta);

        connect(okta);

        assertThat(list(okta)).isEmpty();
        add(once(okta, "Admins", hours(1)));
        assertThat(list(okta)).containsExactly(unmapped("Admins", hours(1), hours(1), 1));
    }

    @Test
    void what_was_seen_before_is_not_added_to_a_connection_that_has_the_id_since() {
        Sighting waiting = once(okta, "Admins", HOUR);
        disconnect(okta);
        Connection another = observedSince(okta, Samples.NOW.plusSeconds(60));
        connect(another);

        add(waiting, once(another, "Users", HOUR));

        assertThat(list(another)).containsExactly(unmapped("Users", HOUR, HOUR, 1));
    }

    @Test
    void what_was_seen_before_is_not_added_once_the_observation_has_ended_or_begun_again() {
        Sighting waiting = once(okta, "Admins", HOUR);
        Connection silent =
                ConnectionChanges.none().withObserveGroups(false).appliedTo(okta, Samples.NOW.plusSeconds(1));
        inTransaction(() -> ports.connections().replace(okta, silent));
        add(waiting);
        assertThat(list(okta)).isEmpty();

        Connection again = observedSince(silent, Samples.NOW.plusSeconds(60));
        inTransaction(() -> ports.connections().replace(silent, again));
        add(waiting, once(again, "Users", HOUR));

        assertThat(list(again)).containsExactly(unmapped("Users", HOUR, HOUR, 1));
    }

    private static Connection observedSince(Connection connection, Instant moment) {
        return ConnectionChanges.none()
                .withObserveGroups(true)
                .appliedTo(ConnectionChanges.none().withObserveGroups(false).appliedTo(connection, moment), moment);
    }

    @Test
    void what_was_observed_is_back_when_the_removal_of_its_connection_is_taken_back() {
        add(once(okta, "Admins", HOUR));

        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.connections().delete(okta);
                    assertThat(list(okta)).as("seen inside").isEmpty();
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(list(okta)).containsExactly(unmapped("Admins", HOUR, HOUR, 1));
    }

    @Test
    void what_is_observed_while_its_connection_is_removed_goes_with_it_or_is_passed_over() {
        for (int round = 0; round < 10; round++) {
            Together.run(6, thread -> {
                if (thread == 0) {
                    return disconnect(okta);
                }
                add(once(okta, "Admins", HOUR), once(okta, "group of " + thread, HOUR));
                return true;
            });

            assertThat(list(okta)).isEmpty();
            connect(okta);
            assertThat(list(okta)).as("of a new connection with the same id").isEmpty();
        }
    }

    @Test
    void what_many_threads_add_at_once_adds_up() {
        int threads = 4;
        int calls = 20;
        Connection entra = connect(Samples.connection("acme", "entra"));
        List<String> groups =
                IntStream.range(0, 10).mapToObj(index -> "group " + index).toList();

        Together.run(threads, thread -> {
            Random random = new Random(thread);
            for (int call = 0; call < calls; call++) {
                List<Sighting> sightings = new ArrayList<>();
                for (String group : groups) {
                    sightings.add(once(okta, group, hours(thread)));
                    sightings.add(Samples.sighting(entra, group, hours(-thread), 2));
                }
                Collections.shuffle(sightings, random);
                add(sightings);
            }
            return true;
        });

        int times = threads * calls;
        assertThat(list(okta))
                .containsExactlyInAnyOrderElementsOf(groups.stream()
                        .map(group -> unmapped(group, HOUR, hours(threads - 1), times))
                        .toList());
        assertThat(list(entra))
                .containsExactlyInAnyOrderElementsOf(groups.stream()
                        .map(group -> unmapped(group, hours(1 - threads), HOUR, 2L * times))
                        .toList());
    }

    @Test
    void what_is_mapped_and_observed_at_once_is_both() {
        int groups = 20;

        Together.run(2, thread -> {
            for (int index = 0; index < groups; index++) {
                if (thread == 0) {
                    map(Samples.mapping(okta, "m" + index, "group " + index));
                } else {
                    add(once(okta, "group " + index, HOUR));
                }
            }
            return true;
        });

        assertThat(groupsThatAre(true)).hasSize(groups);
        assertThat(groupsThatAre(false)).isEmpty();
    }

    private static List<Sighting> seen(Connection connection, String prefix, int from, int to, Instant hour) {
        return IntStream.range(from, to)
                .mapToObj(index -> once(connection, prefix + index, hour))
                .toList();
    }

    @Test
    void of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all() {
        int most = ObservedGroupRepository.MAX_UNMAPPED;
        Connection entra = connect(Samples.connection("acme", "entra"));
        map(Samples.mapping(okta, "m1", "mapped"));
        add(once(okta, "mapped", hours(-9)), once(entra, "of another connection", hours(-9)));
        add(seen(okta, "old ", 0, 50, HOUR));
        add(once(okta, "old 7", hours(3)));
        add(seen(okta, "new ", 0, most / 2, hours(1)));
        assertThat(list(okta)).as("while there is room").hasSize(1 + 50 + most / 2);

        add(seen(okta, "new ", most / 2, most - 1, hours(2)));

        List<ExternalGroup> kept = groupsThatAre(false);
        assertThat(kept).hasSize(most).contains(new ExternalGroup("old 7"));
        assertThat(kept).filteredOn(group -> group.value().startsWith("new ")).hasSize(most - 1);
        assertThat(groupsThatAre(true)).containsExactly(new ExternalGroup("mapped"));
        assertThat(list(entra)).hasSize(1);

        add(once(okta, "newest", hours(2)));

        kept = groupsThatAre(false);
        assertThat(kept).hasSize(most).contains(new ExternalGroup("newest"), new ExternalGroup("old 7"));
        assertThat(kept)
                .as("those of the last hours")
                .filteredOn(group -> group.value().startsWith("new "))
                .hasSize(most - 2);
    }

    @Test
    void of_more_groups_in_one_call_than_are_kept_those_that_were_seen_last_stay() {
        int most = ObservedGroupRepository.MAX_UNMAPPED;
        List<Sighting> sightings = new ArrayList<>(seen(okta, "new ", 0, most, hours(1)));
        sightings.addAll(seen(okta, "old ", 0, 50, HOUR));
        Collections.shuffle(sightings, new Random(7));

        add(sightings);

        assertThat(groupsThatAre(false))
                .hasSize(most)
                .allSatisfy(group -> assertThat(group.value()).startsWith("new "));
    }

    private static MappingQuery unused(Connection connection) {
        return MappingQuery.all(connection.org(), connection.id()).unusedSince(MOMENT);
    }

    private List<GroupRoleMapping> listUnused() {
        return Pages.all(ports.mappings(), unused(okta)).orElseThrow();
    }

    @Test
    void a_mapping_whose_group_nobody_came_with_is_unused() {
        GroupRoleMapping mapping = map(Samples.mapping(okta, "m1", "Admins"));
        add(once(okta, "Users", hours(11)));

        assertThat(listUnused()).containsExactly(mapping);
    }

    @Test
    void a_mapping_whose_group_was_seen_in_an_hour_before_that_of_the_moment_only_is_unused() {
        GroupRoleMapping mapping = map(Samples.mapping(okta, "m1", "Admins"));
        add(once(okta, "Admins", hours(9)), once(okta, "Admins", hours(1)));

        assertThat(listUnused()).containsExactly(mapping);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 1000})
    void a_mapping_whose_group_was_seen_in_the_hour_of_the_moment_or_later_is_used(long hour) {
        map(Samples.mapping(okta, "m1", "Admins"));
        add(once(okta, "Admins", hours(hour)));
        add(once(okta, "Admins", hours(1)));

        assertThat(listUnused()).isEmpty();
    }

    @Test
    void a_moment_at_the_beginning_of_an_hour_is_in_that_hour() {
        GroupRoleMapping unused = map(Samples.mapping(okta, "m1", "Admins"));
        map(Samples.mapping(okta, "m2", "Users"));
        add(once(okta, "Admins", hours(9)), once(okta, "Users", hours(10)));
        MappingQuery query = MappingQuery.all(ACME, okta.id());

        assertThat(Pages.all(ports.mappings(), query.unusedSince(hours(10))).orElseThrow())
                .containsExactly(unused);
        assertThat(Pages.all(ports.mappings(), query.unusedSince(hours(10).minusMillis(1)))
                        .orElseThrow())
                .isEmpty();
        assertThat(Pages.all(ports.mappings(), query.unusedSince(hours(11).minusMillis(1)))
                        .orElseThrow())
                .containsExactly(unused);
        assertThat(Pages.all(ports.mappings(), query.unusedSince(hours(11))).orElseThrow())
                .hasSize(2);
    }

    @Test
    void a_mapping_that_was_not_there_before_the_moment_is_not_called_unused() {
        GroupRoleMapping before = map(
                Samples.createdAt(Samples.mapping(okta, "m1", "before"), MOMENT.minusMillis(1), MOMENT.plusSeconds(9)));
        map(Samples.createdAt(Samples.mapping(okta, "m2", "then"), MOMENT, MOMENT));
        map(Samples.createdAt(Samples.mapping(okta, "m3", "after"), MOMENT.plusMillis(1), MOMENT.plusMillis(1)));

        assertThat(listUnused()).containsExactly(before);
    }

    @Test
    void no_mapping_is_used_for_a_look_alike_or_by_those_who_come_through_another_connection() {
        Connection entra = connect(Samples.connection("acme", "entra"));
        Connection foreign = connect(Samples.connection("globex", "okta"));
        GroupRoleMapping mapping = map(Samples.mapping(okta, "m1", "Admins"));
        map(Samples.mapping(entra, "m1", "Admins"));
        add(
                once(entra, "Admins", hours(11)),
                once(foreign, "Admins", hours(11)),
                once(okta, "admins", hours(11)),
                once(okta, "Admins ", hours(11)),
                once(okta, "/Admins", hours(11)));

        assertThat(listUnused()).containsExactly(mapping);
        assertThat(Pages.all(ports.mappings(), unused(entra)).orElseThrow()).isEmpty();
        assertThat(Pages.all(ports.mappings(), unused(Samples.connection("globex", "unknown"))))
                .isEmpty();
    }

    @Test
    void unused_holds_together_with_the_other_filters() {
        GroupRoleMapping unused = map(Samples.mapping(okta, "m1", "Admins", 1));
        GroupRoleMapping used = map(Samples.mapping(okta, "m2", "Users", 1));
        GroupRoleMapping ofAnotherRole = map(Samples.mapping(okta, "m3", "Payroll", 2));
        add(once(okta, "Users", hours(11)));
        MappingQuery ofRole = unused(okta).ofRole(new RoleId(1));

        assertThat(ports.mappings().list(ofRole).orElseThrow().mappings()).containsExactly(unused);
        assertThat(ports.mappings()
                        .list(unused(okta).ofGroup(unused.externalGroup()))
                        .orElseThrow()
                        .mappings())
                .containsExactly(unused);
        assertThat(ports.mappings()
                        .list(unused(okta).ofGroup(used.externalGroup()))
                        .orElseThrow()
                        .mappings())
                .isEmpty();
        assertThat(ports.mappings()
                        .list(ofRole.ofGroup(ofAnotherRole.externalGroup()))
                        .orElseThrow()
                        .mappings())
                .isEmpty();
        assertThat(ports.mappings()
                        .list(unused(okta).after(MappingPosition.of(unused)))
                        .orElseThrow()
                        .mappings())
                .containsExactly(ofAnotherRole);
    }

    @Test
    void a_mapping_of_a_whole_set_is_unused_as_a_single_one_is() {
        List<GroupRoleMapping> set =
                List.of(Samples.mapping(okta, "m1", "Admins"), Samples.mapping(okta, "m2", "Users"));
        add(once(okta, "Users", hours(11)));
        inTransaction(() -> {
            ports.mappings().listExclusively(ACME, okta.id());
            return ports.mappings().apply(ACME, okta.id(), new MappingChanges(set, List.of(), List.of(), 0));
        });

        assertThat(listUnused()).containsExactly(set.get(0));
    }

    @Test
    void a_mapping_is_used_whether_it_was_made_before_or_after_its_group_was_seen() {
        map(Samples.mapping(okta, "m1", "Admins"));
        add(once(okta, "Admins", hours(10)));
        Connection foreign = connect(Samples.connection("globex", "theirs"));
        add(once(foreign, "Admins", hours(10)));
        map(Samples.mapping(foreign, "m1", "Admins"));

        assertThat(listUnused()).isEmpty();
        assertThat(Pages.all(
                                ports.mappings(),
                                MappingQuery.all(GLOBEX, foreign.id()).unusedSince(MOMENT))
                        .orElseThrow())
                .isEmpty();
    }

    @Test
    void unused_mappings_are_found_page_by_page_as_a_look_at_all_of_them_would_find_them() {
        Generated.cases(10, random -> {
            Connection connection = connect(Samples.connection("acme", ids.newId()));
            List<GroupRoleMapping> mappings = IntStream.range(0, random.nextInt(1, 40))
                    .mapToObj(index -> Samples.createdAt(
                            Samples.mapping(connection, "m%02d".formatted(index), "group " + index, random.nextLong(2)),
                            MOMENT.plusMillis(random.nextLong(-5, 2)),
                            MOMENT.plusMillis(9)))
                    .toList();
            inTransaction(() -> mappings.stream().map(ports.mappings()::insert).toList());
            List<Sighting> sightings = Stream.generate(
                            () -> once(connection, "group " + random.nextInt(50), hours(random.nextLong(8, 12))))
                    .limit(random.nextInt(40))
                    .toList();
            add(sightings);
            RoleId role = new RoleId(random.nextLong(2));
            List<GroupRoleMapping> unused = mappings.stream()
                    .filter(mapping -> mapping.createdAt().isBefore(MOMENT))
                    .filter(mapping -> sightings.stream()
                            .noneMatch(sighting -> sighting.group().equals(mapping.externalGroup())
                                    && !sighting.hour().isBefore(hours(10))))
                    .sorted(Comparator.comparing(MappingPosition::of))
                    .toList();
            MappingQuery query = unused(connection).limit(random.nextInt(1, 8));

            assertThat(Pages.all(ports.mappings(), query).orElseThrow()).isEqualTo(unused);
            assertThat(Pages.all(ports.mappings(), query.ofRole(role)).orElseThrow())
                    .isEqualTo(unused.stream()
                            .filter(mapping -> mapping.role().equals(role))
                            .toList());
        });
    }
}
