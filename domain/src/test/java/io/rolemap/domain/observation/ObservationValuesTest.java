package io.rolemap.domain.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationValuesTest {

    private static final OrgId ACME = new OrgId("acme");
    private static final ConnectionId OKTA = new ConnectionId("okta");
    private static final ExternalGroup ADMINS = new ExternalGroup("Admins");
    private static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");

    private static ObservedGroup observed(String group, Instant firstSeen) {
        return new ObservedGroup(new ExternalGroup(group), firstSeen, firstSeen, 1, false);
    }

    @Test
    void a_sighting_is_of_an_hour_and_of_no_other_moment() {
        assertThat(Sighting.hourOf(HOUR.plusSeconds(3599))).isEqualTo(HOUR);
        assertThat(Sighting.hourOf(Instant.ofEpochMilli(-1))).isEqualTo(Instant.ofEpochMilli(-3_600_000));
        assertThatThrownBy(() -> new Sighting(ACME, OKTA, HOUR, ADMINS, HOUR.plusMillis(1), 1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("hour");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void nothing_is_seen_less_than_once(long count) {
        assertThatThrownBy(() -> new Sighting(ACME, OKTA, HOUR, ADMINS, HOUR, count))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("count");
    }

    @Test
    void a_place_in_the_list_is_made_of_the_first_sighting_and_a_digest_of_the_group() {
        assertThat(ObservedGroupPosition.of(observed("abc", HOUR)))
                .isEqualTo(new ObservedGroupPosition(
                        HOUR, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void another_digest_is_refused(String digest) {
        assertThatThrownBy(() -> new ObservedGroupPosition(HOUR, digest)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void places_are_ordered_by_the_first_sighting_and_then_by_the_digest() {
        ObservedGroupPosition early = ObservedGroupPosition.of(observed("z", HOUR));
        ObservedGroupPosition abc = ObservedGroupPosition.of(observed("abc", HOUR.plusSeconds(3600)));
        ObservedGroupPosition x = ObservedGroupPosition.of(observed("x", HOUR.plusSeconds(3600)));

        assertThat(List.of(abc, x, early).stream().sorted())
                .containsExactlyElementsOf(
                        x.digest().compareTo(abc.digest()) < 0 ? List.of(early, x, abc) : List.of(early, abc, x));
    }

    @Test
    void a_page_leads_on_from_its_last_group_only_when_there_is_more() {
        List<ObservedGroup> found = IntStream.range(0, 3)
                .mapToObj(number -> observed("group " + number, HOUR))
                .toList();

        assertThat(ObservedGroupPage.startOf(found, 3)).isEqualTo(new ObservedGroupPage(found, Optional.empty()));
        assertThat(ObservedGroupPage.startOf(found, 2))
                .isEqualTo(new ObservedGroupPage(
                        found.subList(0, 2), Optional.of(ObservedGroupPosition.of(found.get(1)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE})
    void a_page_of_no_group_or_of_more_than_a_thousand_is_refused(int limit) {
        assertThatThrownBy(() -> ObservedGroupQuery.all(ACME, OKTA).limit(limit))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("from 1 to 1000");
    }

    @Test
    void what_is_added_to_a_query_changes_nothing_else() {
        ObservedGroupPosition position = ObservedGroupPosition.of(observed("abc", HOUR));

        assertThat(ObservedGroupQuery.all(ACME, OKTA)
                        .mapped(false)
                        .after(position)
                        .limit(7))
                .isEqualTo(new ObservedGroupQuery(ACME, OKTA, Optional.of(false), Optional.of(position), 7));
    }
}
