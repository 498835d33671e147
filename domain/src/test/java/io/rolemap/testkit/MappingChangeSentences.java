package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Replacement;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link GroupRoleMappingRepositoryContract} says of mappings that are replaced and removed one by one. */
abstract class MappingChangeSentences extends MappingListSentences {

    private static final Instant LATER = Samples.NOW.plusSeconds(1);

    private GroupRoleMapping admins;

    @BeforeEach
    final void sample() {
        admins = Samples.mapping(okta, "m1", "Admins", 1);
    }

    private static GroupRoleMapping to(long role, GroupRoleMapping mapping) {
        return mapping.granting(new RoleId(role), LATER);
    }

    private Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
        return inTransaction(() -> ports.mappings().replace(expected, replacement));
    }

    private boolean delete(GroupRoleMapping expected) {
        return inTransaction(() -> ports.mappings().delete(expected));
    }

    /** States in which a mapping like this one, which is stored, is not. */
    private static Stream<GroupRoleMapping> othersThan(GroupRoleMapping stored) {
        Connection elsewhere = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        String id = stored.id().value();
        String group = stored.externalGroup().value();
        long role = stored.role().value();
        return Stream.of(
                Samples.mapping(Samples.connection("acme", "okta"), id, group, role + 1),
                Samples.mapping(Samples.connection("acme", "okta"), id + "1", group, role),
                Samples.mapping(Samples.connection("acme", "okta"), id.toUpperCase(Locale.ROOT), group, role),
                Samples.createdAt(stored, stored.createdAt(), stored.updatedAt().plusMillis(1)),
                Samples.createdAt(stored, stored.createdAt(), stored.updatedAt().minusMillis(1)),
                Samples.mapping(elsewhere, id, group, role),
                Samples.mapping(foreign, id, group, role));
    }

    @Test
    void a_mapping_is_replaced_by_its_next_state() {
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 1);
        insertAll(List.of(admins, users));

        assertThat(replace(admins, to(2, admins))).isEqualTo(Replacement.REPLACED);

        assertThat(ports.mappings().find(ACME, okta.id(), admins.id())).contains(to(2, admins));
        assertThat(list(okta)).containsExactly(to(2, admins), users);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 9_007_199_254_740_993L, Long.MAX_VALUE})
    void a_role_and_a_moment_of_update_of_64_bits_are_replaced_exactly(long number) {
        Instant moment = Instant.ofEpochMilli(number);
        insert(admins);
        GroupRoleMapping next =
                Samples.createdAt(Samples.mapping(okta, "m1", "Admins", number), admins.createdAt(), moment);

        assertThat(replace(admins, next)).isEqualTo(Replacement.REPLACED);
        assertThat(list(okta)).containsExactly(next);

        assertThat(replace(next, admins)).isEqualTo(Replacement.REPLACED);
        assertThat(list(okta)).containsExactly(admins);
    }

    @Test
    void a_mapping_in_another_state_is_not_replaced() {
        insert(admins);
        connect(Samples.connection("acme", "entra"));
        connect(Samples.connection("globex", "okta"));

        othersThan(admins)
                .forEach(other -> assertThat(replace(other, to(9, other)))
                        .as("expected %s", other)
                        .isEqualTo(Replacement.NOT_AS_EXPECTED));

        assertThat(list(okta)).containsExactly(admins);
    }

    @Test
    void a_mapping_that_is_gone_is_not_replaced() {
        assertThat(replace(admins, to(2, admins))).isEqualTo(Replacement.NOT_AS_EXPECTED);

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void a_state_is_replaced_once() {
        insert(admins);
        replace(admins, to(2, admins));

        assertThat(replace(admins, to(3, admins))).isEqualTo(Replacement.NOT_AS_EXPECTED);

        assertThat(list(okta)).containsExactly(to(2, admins));
    }

    @Test
    void a_mapping_that_is_not_as_expected_leaves_the_transaction_usable() {
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 1);
        insertAll(List.of(admins, users));

        inTransaction(() -> List.of(
                ports.mappings().replace(to(5, admins), to(6, admins)),
                ports.mappings().delete(to(5, admins)),
                ports.mappings().replace(users, to(2, users))));

        assertThat(list(okta)).containsExactly(admins, to(2, users));
    }

    @Test
    void what_was_replaced_and_removed_is_back_when_the_transaction_is_rolled_back() {
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 1);
        insertAll(List.of(admins, users));

        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.mappings().replace(admins, to(2, admins));
                    ports.mappings().delete(users);
                    assertThat(list(okta)).as("seen inside").containsExactly(to(2, admins));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(list(okta)).containsExactly(admins, users);
    }

    @Test
    void of_many_threads_that_replace_one_state_in_transactions_exactly_one_succeeds() {
        assertThatExactlyOneReplaces(this::inTransaction);
    }

    @Test
    void of_many_threads_that_replace_one_state_in_one_call_each_exactly_one_succeeds() {
        assertThatExactlyOneReplaces(work -> ports.transactions().forOneCall(work));
    }

    private void assertThatExactlyOneReplaces(Boundary boundary) {
        for (int round = 0; round < 5; round++) {
            GroupRoleMapping before = Samples.mapping(okta, "m" + round, "group " + round, 0);
            insert(before);

            List<Replacement> replacements = Together.run(
                    16, thread -> boundary.run(() -> ports.mappings().replace(before, to(1 + thread, before))));

            assertThat(replacements).containsOnlyOnce(Replacement.REPLACED);
            assertThat(replacements)
                    .filteredOn(Replacement.NOT_AS_EXPECTED::equals)
                    .hasSize(15);
            assertThat(ports.mappings().find(ACME, okta.id(), before.id()))
                    .contains(to(1 + replacements.indexOf(Replacement.REPLACED), before));
        }
    }

    /** A way to run one call. */
    private interface Boundary {
        Replacement run(Supplier<Replacement> work);
    }

    @Test
    void no_change_is_lost_among_threads_that_try_again_until_they_succeed() {
        int threads = 8;
        int times = 5;
        insert(Samples.mapping(okta, "m1", "Admins", 0));

        Together.run(
                threads,
                thread -> IntStream.range(0, times).map(time -> tries()).sum());

        assertThat(list(okta).get(0).role()).isEqualTo(new RoleId(threads * times));
    }

    private int tries() {
        for (int tries = 1; ; tries++) {
            GroupRoleMapping now =
                    ports.mappings().find(ACME, okta.id(), admins.id()).orElseThrow();
            if (replace(now, to(now.role().value() + 1, now)) == Replacement.REPLACED) {
                return tries;
            }
        }
    }

    @Test
    void a_mapping_is_removed() {
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 1);
        insertAll(List.of(admins, users));

        assertThat(delete(admins)).isTrue();

        assertThat(ports.mappings().find(ACME, okta.id(), admins.id())).isEmpty();
        assertThat(list(okta)).containsExactly(users);
    }

    @Test
    void a_mapping_in_another_state_is_not_removed() {
        insert(admins);
        connect(Samples.connection("acme", "entra"));
        connect(Samples.connection("globex", "okta"));

        othersThan(admins)
                .forEach(other ->
                        assertThat(delete(other)).as("expected %s", other).isFalse());

        assertThat(list(okta)).containsExactly(admins);
    }

    @Test
    void a_mapping_is_removed_once() {
        insert(admins);
        delete(admins);

        assertThat(delete(admins)).isFalse();
    }

    @Test
    void the_same_group_and_id_of_another_connection_stay() {
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        connect(entra);
        connect(foreign);
        List<GroupRoleMapping> alike =
                List.of(admins, Samples.mapping(entra, "m1", "Admins", 1), Samples.mapping(foreign, "m1", "Admins", 1));
        insertAll(alike);

        replace(alike.get(0), to(2, alike.get(0)));
        delete(to(2, alike.get(0)));

        assertThat(list(okta)).isEmpty();
        assertThat(list(entra)).containsExactly(alike.get(1));
        assertThat(list(foreign)).containsExactly(alike.get(2));
    }

    @Test
    void a_group_that_was_removed_can_be_mapped_again() {
        GroupRoleMapping again = Samples.mapping(okta, "m2", "Admins", 2);
        insert(admins);
        delete(admins);

        assertThat(insert(again)).isEqualTo(new Inserted());

        assertThat(list(okta)).containsExactly(again);
        assertThat(ports.mappings().find(ACME, okta.id(), admins.id())).isEmpty();
    }

    @Test
    void a_mapping_is_removed_and_inserted_again_in_one_transaction() {
        GroupRoleMapping again = Samples.mapping(okta, "m1", "Admins", 2);
        insert(admins);

        Insertion insertion = inTransaction(() -> {
            ports.mappings().delete(admins);
            return ports.mappings().insert(again);
        });

        assertThat(insertion).isEqualTo(new Inserted());
        assertThat(list(okta)).containsExactly(again);
    }

    @Test
    void of_many_threads_that_remove_a_mapping_exactly_one_succeeds() {
        for (int round = 0; round < 5; round++) {
            GroupRoleMapping mapping = Samples.mapping(okta, "m" + round, "group " + round);
            insert(mapping);

            List<Boolean> removals = Together.run(
                    16,
                    thread -> ports.transactions()
                            .forOneCall(() -> ports.mappings().delete(mapping)));

            assertThat(removals).containsOnlyOnce(true);
            assertThat(list(okta)).isEmpty();
        }
    }

    @Test
    void a_mapping_that_some_replace_and_some_remove_is_either_replaced_or_removed() {
        for (int round = 0; round < 10; round++) {
            GroupRoleMapping before = Samples.mapping(okta, "m" + round, "group " + round, 1);
            insert(before);

            List<Boolean> successes = Together.run(
                    8,
                    thread -> thread % 2 == 0
                            ? delete(before)
                            : replace(before, to(2 + thread, before)) == Replacement.REPLACED);

            assertThat(successes).containsOnlyOnce(true);
            int winner = successes.indexOf(true);
            assertThat(ports.mappings().find(ACME, okta.id(), before.id()).stream())
                    .isEqualTo(winner % 2 == 0 ? List.of() : List.of(to(2 + winner, before)));
        }
    }

    @Test
    void a_group_that_some_remove_and_some_map_again_is_mapped_once_at_most() {
        for (int round = 0; round < 10; round++) {
            String group = "group " + round;
            GroupRoleMapping before = Samples.mapping(okta, "m" + round, group);
            insert(before);
            int number = round;

            List<Boolean> successes = Together.run(
                    6,
                    thread -> thread < 2
                            ? delete(before)
                            : insert(Samples.mapping(okta, "m" + number + "-" + thread, group))
                                    .equals(new Inserted()));

            assertThat(successes.subList(0, 2)).containsOnlyOnce(true);
            List<GroupRoleMapping> stored = list(okta).stream()
                    .filter(mapping -> mapping.externalGroup().equals(before.externalGroup()))
                    .toList();
            assertThat(stored)
                    .hasSize((int) successes.subList(2, 6).stream()
                            .filter(inserted -> inserted)
                            .count())
                    .doesNotContain(before)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_change_outside_of_a_transaction_is_refused() {
        insert(admins);

        assertThatThrownBy(() -> ports.mappings().replace(admins, to(2, admins)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ports.mappings().delete(admins)).isInstanceOf(IllegalStateException.class);

        assertThat(list(okta)).containsExactly(admins);
    }
}
