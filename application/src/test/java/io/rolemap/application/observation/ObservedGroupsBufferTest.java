package io.rolemap.application.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import io.rolemap.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservedGroupsBufferTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** An organisation has half of the room as long as the other half is there for others. */
    private static final int MOST_OF_ONE = StoreObservedGroups.MAX_REMEMBERED / 2;

    private final FixedClock clock = FixedClock.at(NOON.plusSeconds(61));
    private final ObservedGroupsBuffer buffer = new ObservedGroupsBuffer(clock);
    private final Connection okta = Samples.connection("acme", "okta");
    private final Connection entra = Samples.connection("acme", "entra");

    @Test
    void counts_each_group_of_each_connection_in_each_hour() {
        buffer.remember(okta, groups("Admins", "Sales"));
        buffer.remember(entra, groups("Admins"));
        buffer.remember(okta, groups("Admins"));
        clock.advance(Duration.ofHours(1));
        buffer.remember(okta, groups("Admins"));

        assertThat(buffer.take(10))
                .containsExactlyInAnyOrder(
                        sighting(okta, "Admins", NOON, 2),
                        sighting(okta, "Sales", NOON, 1),
                        sighting(entra, "Admins", NOON, 1),
                        sighting(okta, "Admins", NOON.plusSeconds(3600), 1));
    }

    @Test
    void forgets_what_it_handed_out() {
        buffer.remember(okta, groups("Admins"));
        buffer.take(10);

        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.take(10)).isEmpty();
        buffer.remember(okta, groups("Admins"));
        assertThat(buffer.take(10)).containsExactly(sighting(okta, "Admins", NOON, 1));
    }

    @Test
    void hands_out_no_more_than_it_is_asked_for_and_the_rest_the_next_time() {
        buffer.remember(okta, many("group ", 25));

        List<Sighting> first = buffer.take(10);

        assertThat(first).hasSize(10);
        assertThat(buffer.isEmpty()).isFalse();
        assertThat(Stream.concat(first.stream(), buffer.take(100).stream()))
                .extracting(Sighting::group)
                .doesNotHaveDuplicates()
                .hasSize(25);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void a_connection_with_very_many_groups_lets_the_others_have_their_turn() {
        buffer.remember(okta, many("group ", 25));
        buffer.remember(entra, groups("Admins"));
        buffer.take(10);

        assertThat(buffer.take(10)).contains(sighting(entra, "Admins", NOON, 1));
    }

    @Test
    void beyond_its_bound_new_groups_are_passed_over_and_those_that_it_knows_are_counted() {
        buffer.remember(okta, many("group ", MOST_OF_ONE - 1));
        buffer.remember(entra, groups("Admins"));
        buffer.remember(entra, groups("Sales"));
        buffer.remember(entra, groups("Sales", "Admins"));

        List<Sighting> all = buffer.take(Integer.MAX_VALUE);

        assertThat(all).hasSize(MOST_OF_ONE);
        assertThat(all)
                .filteredOn(one -> one.connection().equals(entra.id()))
                .containsExactly(sighting(entra, "Admins", NOON, 2));
    }

    @Test
    void there_is_room_again_for_as_many_as_were_handed_out() {
        buffer.remember(okta, many("group ", MOST_OF_ONE));
        buffer.take(2);
        buffer.remember(entra, many("new ", 3));

        assertThat(buffer.take(Integer.MAX_VALUE))
                .filteredOn(one -> one.connection().equals(entra.id()))
                .hasSize(2);
    }

    @Test
    void a_connection_that_nothing_is_remembered_of_takes_no_room() {
        buffer.remember(okta, many("group ", MOST_OF_ONE));
        buffer.remember(entra, groups("Admins"));
        buffer.take(MOST_OF_ONE);

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void an_organisation_that_comes_with_however_many_groups_leaves_room_to_the_others() {
        Connection other = Samples.connection("globex", "okta");
        for (int time = 0; time < 5; time++) {
            buffer.remember(okta, many("invented " + time + " ", MOST_OF_ONE));
            buffer.take(StoreObservedGroups.MAX_STORED);
        }

        buffer.remember(other, many("group ", StoreObservedGroups.MAX_REMEMBERED / 4));

        assertThat(buffer.take(Integer.MAX_VALUE))
                .filteredOn(one -> one.org().equals(other.org()))
                .hasSize(StoreObservedGroups.MAX_REMEMBERED / 4);
    }

    @Test
    void all_of_them_together_have_all_of_the_room_and_no_more() {
        for (int number = 0; number < 10; number++) {
            buffer.remember(Samples.connection("org" + number, "okta"), many("group ", MOST_OF_ONE));
        }

        assertThat(buffer.take(Integer.MAX_VALUE)).hasSize(StoreObservedGroups.MAX_REMEMBERED);
    }

    @Test
    void long_groups_take_no_more_room_than_many() {
        String prefix = "x".repeat(ExternalGroup.MAX_CODE_POINTS - 5);
        int fit = ObservedGroupsBuffer.MAX_CHARACTERS / 2 / ExternalGroup.MAX_CODE_POINTS;
        List<ExternalGroup> longest = IntStream.range(0, fit + 10)
                .mapToObj(number -> new ExternalGroup(prefix + "%05d".formatted(number)))
                .toList();

        buffer.remember(okta, longest);
        List<Sighting> kept = buffer.take(Integer.MAX_VALUE);
        buffer.remember(okta, longest);

        assertThat(kept).hasSize(fit);
        assertThat(buffer.take(Integer.MAX_VALUE)).hasSize(fit);
    }

    @Test
    void groups_of_a_connection_that_does_not_observe_them_are_not_remembered() {
        Connection silent = ConnectionChanges.none().withObserveGroups(false).appliedTo(okta, NOON);

        buffer.remember(silent, groups("Admins"));

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void somebody_without_groups_leaves_nothing() {
        buffer.remember(okta, groups());

        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void nothing_is_lost_or_counted_twice_between_threads() {
        int times = 2_000;

        List<List<Sighting>> taken = Together.run(4, thread -> {
            List<Sighting> mine = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                buffer.remember(thread % 2 == 0 ? okta : entra, groups("Admins", "Sales", "group " + time % 7));
                if (thread == 0) {
                    mine.addAll(buffer.take(3));
                }
            }
            return mine;
        });

        long counted = Stream.concat(taken.stream().flatMap(List::stream), buffer.take(Integer.MAX_VALUE).stream())
                .mapToLong(Sighting::count)
                .sum();
        assertThat(counted).isEqualTo(4L * times * 3);
    }

    private static List<ExternalGroup> groups(String... values) {
        return Stream.of(values).map(ExternalGroup::new).toList();
    }

    private static List<ExternalGroup> many(String prefix, int number) {
        return IntStream.range(0, number)
                .mapToObj(index -> new ExternalGroup(prefix + index))
                .toList();
    }

    private static Sighting sighting(Connection connection, String group, Instant hour, long count) {
        return Samples.sighting(connection, group, hour, count);
    }
}
