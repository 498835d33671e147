package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** And of the pages and places that go with it. */
class MappingQueryTest {

    private static final Connection OKTA = Samples.connection("acme", "okta");
    private static final GroupRoleMapping MAPPING = Samples.mapping(OKTA, "m1", "Admins", 1);
    private static final MappingQuery ALL = MappingQuery.all(OKTA.org(), OKTA.id());

    @Test
    void all_is_the_largest_page_from_the_beginning_without_filters() {
        assertThat(ALL)
                .isEqualTo(new MappingQuery(
                        OKTA.org(),
                        OKTA.id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1000));
    }

    @Test
    void what_is_added_to_a_query_changes_nothing_else() {
        assertThat(ALL.limit(3)
                        .ofGroup(MAPPING.externalGroup())
                        .ofRole(new RoleId(1))
                        .unusedSince(Samples.NOW)
                        .after(MappingPosition.of(MAPPING)))
                .isEqualTo(new MappingQuery(
                        OKTA.org(),
                        OKTA.id(),
                        Optional.of(MAPPING.externalGroup()),
                        Optional.of(new RoleId(1)),
                        Optional.of(Samples.NOW),
                        Optional.of(MappingPosition.of(MAPPING)),
                        3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999, 1000})
    void a_page_may_have_1_to_1000_mappings(int limit) {
        assertThat(ALL.limit(limit).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void any_other_limit_is_refused(int limit) {
        assertThatThrownBy(() -> ALL.limit(limit))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("limit must be from 1 to 1000");
    }

    @Test
    void mappings_of_the_connection_match_and_no_others() {
        assertThat(ALL.matches(MAPPING)).isTrue();
        assertThat(ALL.matches(Samples.mapping(Samples.connection("acme", "entra"), "m1", "Admins", 1)))
                .isFalse();
        assertThat(ALL.matches(Samples.mapping(Samples.connection("globex", "okta"), "m1", "Admins", 1)))
                .isFalse();
    }

    @Test
    void filters_are_exact_and_hold_together() {
        MappingQuery admins = ALL.ofGroup(new ExternalGroup("Admins"));

        assertThat(admins.matches(MAPPING)).isTrue();
        assertThat(admins.matches(Samples.mapping(OKTA, "m1", "admins", 1))).isFalse();
        assertThat(ALL.ofRole(new RoleId(2)).matches(MAPPING)).isFalse();
        assertThat(admins.ofRole(new RoleId(1)).matches(MAPPING)).isTrue();
        assertThat(admins.ofRole(new RoleId(2)).matches(MAPPING)).isFalse();
        assertThat(admins.ofRole(new RoleId(1))
                        .after(MappingPosition.of(MAPPING))
                        .matches(MAPPING))
                .isFalse();
    }

    @Test
    void what_stands_after_the_place_matches() {
        MappingQuery after = ALL.after(new MappingPosition(Samples.NOW, new MappingId("b")));

        assertThat(after.matches(Samples.mapping(OKTA, "a", "Admins"))).isFalse();
        assertThat(after.matches(Samples.mapping(OKTA, "b", "Admins"))).isFalse();
        assertThat(after.matches(Samples.mapping(OKTA, "ba", "Admins"))).isTrue();
        assertThat(after.matches(Samples.createdAt(
                        Samples.mapping(OKTA, "z", "Admins"), Samples.NOW.minusMillis(1), Samples.NOW)))
                .isFalse();
        assertThat(after.matches(Samples.createdAt(
                        Samples.mapping(OKTA, "A", "Admins"), Samples.NOW.plusMillis(1), Samples.NOW)))
                .isTrue();
    }

    @Test
    void places_are_ordered_by_time_and_then_by_the_characters_of_the_id() {
        List<MappingPosition> ordered = List.of(
                new MappingPosition(Instant.ofEpochMilli(Long.MIN_VALUE), new MappingId("z")),
                new MappingPosition(Samples.NOW, new MappingId("-")),
                new MappingPosition(Samples.NOW, new MappingId("10")),
                new MappingPosition(Samples.NOW, new MappingId("9")),
                new MappingPosition(Samples.NOW, new MappingId("Z")),
                new MappingPosition(Samples.NOW, new MappingId("_")),
                new MappingPosition(Samples.NOW, new MappingId("a")),
                new MappingPosition(Samples.NOW, new MappingId("aa")),
                new MappingPosition(Instant.ofEpochMilli(Long.MAX_VALUE), new MappingId("a")));

        for (int one = 0; one < ordered.size(); one++) {
            for (int other = 0; other < ordered.size(); other++) {
                assertThat(Integer.signum(ordered.get(one).compareTo(ordered.get(other))))
                        .as("%s and %s", ordered.get(one), ordered.get(other))
                        .isEqualTo(Integer.compare(one, other));
            }
        }
    }

    @Test
    void a_place_is_in_whole_milliseconds() {
        assertThatThrownBy(() -> new MappingPosition(Samples.NOW.plusNanos(1), new MappingId("a")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("moment of creation must be in whole milliseconds");
    }

    @Test
    void a_page_goes_on_after_its_last_mapping_when_more_was_found_than_the_limit() {
        Generated.cases(100, random -> {
            List<GroupRoleMapping> found = IntStream.range(0, random.nextInt(8))
                    .mapToObj(index -> Samples.mapping(OKTA, "m" + index, "group " + index))
                    .toList();
            int limit = random.nextInt(1, 9);

            MappingPage page = MappingPage.startOf(found, limit);

            assertThat(page.mappings()).isEqualTo(found.subList(0, Math.min(limit, found.size())));
            assertThat(page.next())
                    .isEqualTo(
                            found.size() > limit
                                    ? Optional.of(MappingPosition.of(found.get(limit - 1)))
                                    : Optional.empty());
        });
    }

    @Test
    void a_page_does_not_change_with_the_list_it_was_made_of() {
        List<GroupRoleMapping> mappings = new ArrayList<>(List.of(MAPPING));
        MappingPage page = new MappingPage(mappings, Optional.empty());

        mappings.clear();

        assertThat(page.mappings()).containsExactly(MAPPING);
    }
}
