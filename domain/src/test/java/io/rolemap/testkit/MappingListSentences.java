package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link GroupRoleMappingRepositoryContract} says of lists. */
abstract class MappingListSentences extends MappingSentences {

    private MappingQuery all() {
        return MappingQuery.all(ACME, okta.id());
    }

    private MappingPage page(MappingQuery query) {
        return ports.mappings().list(query).orElseThrow();
    }

    private static List<GroupRoleMapping> ofOneMillisecond(Connection connection, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Samples.mapping(connection, "m" + index, "group " + index, index))
                .toList();
    }

    @Test
    void a_page_has_as_many_as_the_limit_admits_and_says_where_the_list_goes_on() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 3);
        insertAll(mappings);

        assertThat(page(all().limit(2)))
                .isEqualTo(new MappingPage(mappings.subList(0, 2), Optional.of(MappingPosition.of(mappings.get(1)))));
    }

    @Test
    void the_last_page_does_not_go_on() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 4);
        insertAll(mappings);

        assertThat(page(all().limit(2).after(MappingPosition.of(mappings.get(1)))))
                .isEqualTo(new MappingPage(mappings.subList(2, 4), Optional.empty()));
        assertThat(page(all().limit(4))).isEqualTo(new MappingPage(mappings, Optional.empty()));
        assertThat(page(all().limit(5))).isEqualTo(new MappingPage(mappings, Optional.empty()));
    }

    @Test
    void after_the_last_mapping_there_is_an_empty_page() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 2);
        insertAll(mappings);

        assertThat(page(all().after(MappingPosition.of(mappings.get(1)))))
                .isEqualTo(new MappingPage(List.of(), Optional.empty()));
    }

    @Test
    void a_list_goes_on_within_a_millisecond() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 7);
        insertAll(mappings);

        for (int limit = 1; limit <= 8; limit++) {
            assertThat(Pages.all(ports.mappings(), all().limit(limit)).orElseThrow())
                    .as("pages of %d", limit)
                    .isEqualTo(mappings);
        }
    }

    @Test
    void ids_are_in_the_order_of_ascii() {
        List<GroupRoleMapping> mappings = new ArrayList<>();
        for (String id : List.of("-", "-a", ".a", "0", "10", "9", "A", "B", "_", "a", "a-", "aB", "aa", "b", "~")) {
            mappings.add(Samples.mapping(okta, id, "group of " + id));
        }
        List<GroupRoleMapping> reversed = new ArrayList<>(mappings);
        Collections.reverse(reversed);
        insertAll(reversed);

        assertThat(Pages.all(ports.mappings(), all().limit(2)).orElseThrow()).isEqualTo(mappings);
    }

    @Test
    void pages_of_any_size_make_up_the_list() {
        SequentialIds connections = new SequentialIds("case-");
        Generated.cases(10, random -> {
            Connection connection = Samples.connection("acme", connections.newId());
            connect(connection);
            List<GroupRoleMapping> mappings = IntStream.range(0, random.nextInt(1, 40))
                    .mapToObj(index -> Samples.createdAt(
                            Samples.mapping(
                                    connection,
                                    Generated.from(random, "-0Aa~", 1, 3) + index,
                                    "group " + index,
                                    random.nextLong(3)),
                            Samples.NOW.plusMillis(random.nextLong(-2, 3)),
                            Samples.NOW))
                    .toList();
            insertAll(mappings);
            MappingQuery query = MappingQuery.all(ACME, connection.id()).limit(random.nextInt(1, 8));
            RoleId role = new RoleId(random.nextLong(3));

            assertThat(Pages.all(ports.mappings(), query).orElseThrow())
                    .isEqualTo(mappings.stream().sorted(OLDEST_FIRST).toList());
            assertThat(Pages.all(ports.mappings(), query.ofRole(role)).orElseThrow())
                    .isEqualTo(mappings.stream()
                            .filter(mapping -> mapping.role().equals(role))
                            .sorted(OLDEST_FIRST)
                            .toList());
        });
    }

    @Test
    void a_place_in_the_list_holds_when_its_mapping_is_gone() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 5);
        insertAll(mappings);
        MappingPosition place = page(all().limit(2)).next().orElseThrow();

        inTransaction(() ->
                ports.mappings().delete(mappings.get(0)) && ports.mappings().delete(mappings.get(1)));

        assertThat(page(all().after(place)).mappings()).isEqualTo(mappings.subList(2, 5));
    }

    @Test
    void a_place_may_be_one_where_no_mapping_ever_was() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m", "Admins");
        insert(mapping);

        assertThat(page(all().after(new MappingPosition(Samples.NOW, new MappingId("M"))))
                        .mappings())
                .containsExactly(mapping);
        assertThat(page(all().after(new MappingPosition(Samples.NOW, new MappingId("m0"))))
                        .mappings())
                .isEmpty();
        assertThat(page(all().after(new MappingPosition(Samples.NOW.minusMillis(1), new MappingId("z"))))
                        .mappings())
                .containsExactly(mapping);
        assertThat(page(all().after(new MappingPosition(Samples.NOW.plusMillis(1), new MappingId("a"))))
                        .mappings())
                .isEmpty();
    }

    @Test
    void a_place_may_be_as_early_or_late_as_a_mapping_can_be() {
        Instant earliest = Instant.ofEpochMilli(Long.MIN_VALUE);
        Instant latest = Instant.ofEpochMilli(Long.MAX_VALUE);
        List<GroupRoleMapping> mappings = List.of(
                Samples.createdAt(Samples.mapping(okta, "a", "1"), earliest, earliest),
                Samples.createdAt(Samples.mapping(okta, "b", "2"), earliest, earliest),
                Samples.createdAt(Samples.mapping(okta, "c", "3"), latest, latest),
                Samples.createdAt(Samples.mapping(okta, "d", "4"), latest, latest));
        insertAll(mappings);

        assertThat(Pages.all(ports.mappings(), all().limit(1)).orElseThrow()).isEqualTo(mappings);
    }

    @Test
    void a_replaced_mapping_stays_where_it_is_in_the_list() {
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 3);
        insertAll(mappings);
        GroupRoleMapping changed = mappings.get(0).granting(new RoleId(99), Samples.NOW.plusSeconds(60));

        inTransaction(() -> ports.mappings().replace(mappings.get(0), changed));

        assertThat(list(okta)).containsExactly(changed, mappings.get(1), mappings.get(2));
    }

    @Test
    void a_filter_by_group_finds_this_group_and_none_that_looks_like_it() {
        List<GroupRoleMapping> mappings = IntStream.range(0, LOOKALIKES.size())
                .mapToObj(index -> Samples.mapping(okta, "m" + index, LOOKALIKES.get(index)))
                .toList();
        insertAll(mappings);

        for (GroupRoleMapping mapping : mappings) {
            assertThat(page(all().ofGroup(mapping.externalGroup())))
                    .as("filter by %s", mapping.id())
                    .isEqualTo(new MappingPage(List.of(mapping), Optional.empty()));
        }
    }

    @Test
    void a_filter_by_group_knows_the_longest_groups_by_their_last_code_point() {
        String common = "\ud83d\ude80".repeat(1023);
        GroupRoleMapping one = Samples.mapping(okta, "m1", common + "\ud83d\ude80");
        GroupRoleMapping other = Samples.mapping(okta, "m2", common + "\ud83d\ude81");
        insertAll(List.of(one, other));

        assertThat(page(all().ofGroup(other.externalGroup())).mappings()).containsExactly(other);
        assertThat(page(all().ofGroup(new ExternalGroup(common))).mappings()).isEmpty();
    }

    @Test
    void a_group_that_is_not_mapped_has_an_empty_list() {
        insert(Samples.mapping(okta, "m1", "Admins"));

        for (String group : List.of("admins", "Admin", "Admins ", "%", "A_mins", "Admins%")) {
            assertThat(page(all().ofGroup(new ExternalGroup(group))))
                    .as(group)
                    .isEqualTo(new MappingPage(List.of(), Optional.empty()));
        }
    }

    @Test
    void a_filter_by_role_finds_the_mappings_that_grant_it_page_by_page() {
        List<GroupRoleMapping> mappings = IntStream.range(0, 10)
                .mapToObj(index -> Samples.mapping(okta, "m" + index, "group " + index, index % 2))
                .toList();
        insertAll(mappings);

        MappingPage first = page(all().ofRole(new RoleId(1)).limit(3));
        MappingPage second =
                page(all().ofRole(new RoleId(1)).limit(3).after(first.next().orElseThrow()));

        assertThat(first.mappings()).containsExactly(mappings.get(1), mappings.get(3), mappings.get(5));
        assertThat(second).isEqualTo(new MappingPage(List.of(mappings.get(7), mappings.get(9)), Optional.empty()));
    }

    @Test
    void a_filter_by_role_knows_all_64_bits() {
        for (long role :
                new long[] {Long.MIN_VALUE, -1, 0, 9_007_199_254_740_992L, 9_007_199_254_740_993L, Long.MAX_VALUE}) {
            GroupRoleMapping mapping = Samples.mapping(okta, "m" + role, "group " + role, role);
            insert(mapping);

            assertThat(page(all().ofRole(new RoleId(role))).mappings()).containsExactly(mapping);
        }
    }

    @Test
    void filters_hold_together() {
        GroupRoleMapping admins = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 2);
        insertAll(List.of(admins, users));
        MappingQuery ofAdmins = all().ofGroup(admins.externalGroup());

        assertThat(page(ofAdmins.ofRole(new RoleId(1))).mappings()).containsExactly(admins);
        assertThat(page(ofAdmins.ofRole(new RoleId(2))).mappings()).isEmpty();
        assertThat(page(ofAdmins.after(MappingPosition.of(admins))).mappings()).isEmpty();
        assertThat(page(ofAdmins.ofRole(new RoleId(1)).limit(1)).next()).isEmpty();
    }

    @Test
    void where_no_group_was_observed_the_mappings_that_were_there_before_a_moment_are_unused_since_then() {
        GroupRoleMapping before =
                Samples.createdAt(Samples.mapping(okta, "m3", "before"), Samples.NOW.minusMillis(1), Samples.NOW);
        GroupRoleMapping then = Samples.mapping(okta, "m2", "then");
        GroupRoleMapping after =
                Samples.createdAt(Samples.mapping(okta, "m1", "after"), Samples.NOW.plusMillis(1), Samples.NOW);
        insertAll(List.of(after, then, before));

        assertThat(page(all().unusedSince(Samples.NOW)).mappings()).containsExactly(before);
        assertThat(page(all().unusedSince(Samples.NOW.plusMillis(1))).mappings())
                .containsExactly(before, then);
        assertThat(page(all().unusedSince(Samples.NOW.minusMillis(1))).mappings())
                .isEmpty();
    }

    @Test
    void mappings_are_unused_since_moments_as_far_away_as_milliseconds_reach() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");
        insert(mapping);

        assertThat(page(all().unusedSince(Instant.ofEpochMilli(Long.MIN_VALUE))).mappings())
                .isEmpty();
        assertThat(page(all().unusedSince(Instant.ofEpochMilli(Long.MAX_VALUE))).mappings())
                .containsExactly(mapping);
    }

    @Test
    void unused_since_holds_together_with_the_other_filters_and_page_by_page() {
        List<GroupRoleMapping> old = IntStream.range(0, 10)
                .mapToObj(index -> Samples.createdAt(
                        Samples.mapping(okta, "m" + index, "group " + index, index % 2),
                        Samples.NOW.minusMillis(1),
                        Samples.NOW))
                .toList();
        insertAll(old);
        insert(Samples.mapping(okta, "m10", "group 10", 1));
        MappingQuery unused = all().unusedSince(Samples.NOW);

        assertThat(page(unused.ofGroup(new ExternalGroup("group 3"))).mappings())
                .containsExactly(old.get(3));
        assertThat(page(unused.ofGroup(new ExternalGroup("group 10"))).mappings())
                .isEmpty();
        assertThat(page(unused.ofRole(new RoleId(1)).ofGroup(new ExternalGroup("group 4")))
                        .mappings())
                .isEmpty();
        assertThat(Pages.all(ports.mappings(), unused.limit(3)).orElseThrow()).isEqualTo(old);
        assertThat(Pages.all(ports.mappings(), unused.ofRole(new RoleId(1)).limit(2))
                        .orElseThrow())
                .containsExactly(old.get(1), old.get(3), old.get(5), old.get(7), old.get(9));
        assertThat(page(unused.ofRole(new RoleId(1)).limit(5)).next()).isEmpty();
    }

    @Test
    void no_page_has_a_mapping_of_another_connection_or_organisation() {
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        connect(entra);
        connect(foreign);
        List<GroupRoleMapping> mappings = ofOneMillisecond(okta, 5);
        insertAll(ofOneMillisecond(entra, 9));
        insertAll(mappings);
        insertAll(ofOneMillisecond(foreign, 9));

        assertThat(Pages.all(ports.mappings(), all().limit(2)).orElseThrow()).isEqualTo(mappings);
        assertThat(page(all().ofGroup(new ExternalGroup("group 8"))).mappings()).isEmpty();
        assertThat(page(all().ofRole(new RoleId(8))).mappings()).isEmpty();
        assertThat(page(all().ofRole(new RoleId(4))).mappings()).containsExactly(mappings.get(4));
    }

    @Test
    void an_unknown_connection_has_no_list_whatever_the_filter() {
        insert(Samples.mapping(okta, "m1", "Admins"));
        MappingPosition place = new MappingPosition(Samples.NOW, new MappingId("a"));

        for (MappingQuery unknown : List.of(
                MappingQuery.all(ACME, new ConnectionId("unknown")),
                MappingQuery.all(new OrgId("globex"), okta.id()))) {
            assertThat(ports.mappings().list(unknown)).isEmpty();
            assertThat(ports.mappings().list(unknown.ofGroup(new ExternalGroup("Admins"))))
                    .isEmpty();
            assertThat(ports.mappings().list(unknown.unusedSince(Samples.NOW))).isEmpty();
            assertThat(ports.mappings()
                            .list(unknown.ofRole(new RoleId(7)).after(place).limit(1)))
                    .isEmpty();
        }
    }

    @Test
    void a_mapping_that_stays_is_shown_once_whatever_is_inserted_and_removed_meanwhile() {
        int count = 30;
        List<GroupRoleMapping> staying = IntStream.range(0, count)
                .mapToObj(index -> Samples.mapping(okta, "stays-%02d".formatted(index), "stays " + index))
                .toList();
        insertAll(staying);

        List<List<GroupRoleMapping>> lists = Together.run(
                4,
                thread -> thread < 2
                        ? Pages.all(ports.mappings(), all().limit(1 + thread)).orElseThrow()
                        : comeAndGo(thread, count));

        for (List<GroupRoleMapping> shown : lists.subList(0, 2)) {
            assertThat(shown).filteredOn(staying::contains).isEqualTo(staying);
            assertThat(shown).isSortedAccordingTo(OLDEST_FIRST).doesNotHaveDuplicates();
        }
    }

    /** Before, between and after those that stay. */
    private List<GroupRoleMapping> comeAndGo(int thread, int count) {
        for (int index = 0; index < count; index++) {
            GroupRoleMapping passing = Samples.createdAt(
                    Samples.mapping(
                            okta, "stays-%02d-%d".formatted(index, thread), "passes " + index + " of " + thread),
                    Samples.NOW.plusMillis(index % 3 - 1),
                    Samples.NOW);
            insert(passing);
            if (index % 2 == 0) {
                inTransaction(() -> ports.mappings().delete(passing));
            }
        }
        return List.of();
    }
}
