package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.NoSuchConnection;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Replacement;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link GroupRoleMappingRepositoryContract} says of all mappings of a connection, read and changed together. */
abstract class MappingSetSentences extends MappingChangeSentences {

    private static final Instant LATER = Samples.NOW.plusSeconds(1);
    private static final Duration LONG_ENOUGH_TO_SEE_WHO_DOES_NOT_WAIT = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static GroupRoleMapping to(long role, GroupRoleMapping mapping) {
        return mapping.granting(new RoleId(role), LATER);
    }

    private static MappingChanges creating(GroupRoleMapping... created) {
        return new MappingChanges(List.of(created), List.of(), List.of(), 0);
    }

    private static MappingChanges updating(GroupRoleMapping before, GroupRoleMapping after) {
        return new MappingChanges(List.of(), List.of(new MappingChanges.Update(before, after)), List.of(), 0);
    }

    private static MappingChanges deleting(GroupRoleMapping... deleted) {
        return new MappingChanges(List.of(), List.of(), List.of(deleted), 0);
    }

    private Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
        return inTransaction(() -> ports.mappings().listExclusively(org, connection));
    }

    private Set<RoleId> apply(MappingChanges changes) {
        return inTransaction(() -> {
            ports.mappings().listExclusively(ACME, okta.id());
            return ports.mappings().apply(ACME, okta.id(), changes);
        });
    }

    /** As a use case does it; the changes that were committed. */
    private MappingChanges replaceAllBy(WantedMappings wanted, String idPrefix) {
        return inTransaction(() -> {
            SequentialIds ids = new SequentialIds(idPrefix);
            MappingChanges changes = MappingPlan.between(
                            ports.mappings().listExclusively(ACME, okta.id()).orElseThrow(), wanted)
                    .at(ACME, okta.id(), LATER, () -> new MappingId(ids.newId()));
            assertThat(ports.mappings().apply(ACME, okta.id(), changes)).isEmpty();
            return changes;
        });
    }

    private static Set<WantedMapping> asWanted(List<GroupRoleMapping> mappings) {
        return mappings.stream()
                .map(mapping -> new WantedMapping(mapping.externalGroup(), mapping.role()))
                .collect(Collectors.toSet());
    }

    @Test
    void the_set_of_a_connection_is_all_its_mappings_in_the_order_of_the_list() {
        GroupRoleMapping second = Samples.mapping(okta, "Z", "b");
        GroupRoleMapping third = Samples.mapping(okta, "a", "c");
        GroupRoleMapping first =
                Samples.createdAt(Samples.mapping(okta, "z", "d"), Samples.NOW.minusMillis(1), Samples.NOW);
        insertAll(List.of(third, first, second));
        Connection entra = Samples.connection("acme", "entra");
        connect(entra);
        insert(Samples.mapping(entra, "other", "e"));

        assertThat(listExclusively(ACME, okta.id()).orElseThrow()).containsExactly(first, second, third);
    }

    @Test
    void a_connection_without_mappings_has_an_empty_set_and_an_unknown_connection_none() {
        assertThat(listExclusively(ACME, okta.id()).orElseThrow()).isEmpty();
        assertThat(listExclusively(ACME, new ConnectionId("unknown"))).isEmpty();
        assertThat(listExclusively(new OrgId("globex"), okta.id())).isEmpty();
    }

    @Test
    void a_set_is_seen_as_its_own_transaction_has_changed_it() {
        GroupRoleMapping admins = Samples.mapping(okta, "m1", "Admins");

        List<GroupRoleMapping> seen = inTransaction(() -> {
            ports.mappings().insert(admins);
            return ports.mappings().listExclusively(ACME, okta.id()).orElseThrow();
        });

        assertThat(seen).containsExactly(admins);
    }

    @Test
    void mappings_are_created_updated_and_removed_together_and_the_others_stay() {
        GroupRoleMapping stays = Samples.mapping(okta, "m1", "Stays", 1);
        GroupRoleMapping updated = Samples.mapping(okta, "m2", "Updated", 1);
        GroupRoleMapping deleted = Samples.mapping(okta, "m3", "Deleted", 1);
        GroupRoleMapping created = Samples.createdAt(Samples.mapping(okta, "m0", "Created", 4), LATER, LATER);
        insertAll(List.of(stays, updated, deleted));

        Set<RoleId> unknown = apply(new MappingChanges(
                List.of(created), List.of(new MappingChanges.Update(updated, to(2, updated))), List.of(deleted), 1));

        assertThat(unknown).isEmpty();
        assertThat(list(okta)).containsExactly(stays, to(2, updated), created);
        assertThat(ports.mappings().find(ACME, okta.id(), deleted.id())).isEmpty();
    }

    @Test
    void no_changes_change_nothing() {
        GroupRoleMapping admins = Samples.mapping(okta, "m1", "Admins");
        insert(admins);

        assertThat(apply(new MappingChanges(List.of(), List.of(), List.of(), 1)))
                .isEmpty();

        assertThat(list(okta)).containsExactly(admins);
    }

    @Test
    void a_group_of_a_set_that_was_removed_can_be_mapped_again() {
        GroupRoleMapping before = Samples.mapping(okta, "m1", "Admins");
        GroupRoleMapping again = Samples.mapping(okta, "m2", "Admins", 2);
        insert(before);
        apply(deleting(before));

        assertThat(apply(creating(again))).isEmpty();

        assertThat(list(okta)).containsExactly(again);
    }

    @Test
    void sets_of_other_connections_and_organisations_stay() {
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        connect(entra);
        connect(foreign);
        GroupRoleMapping updated = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping deleted = Samples.mapping(okta, "m2", "Users", 1);
        List<GroupRoleMapping> elsewhere =
                List.of(Samples.mapping(entra, "m1", "Admins", 1), Samples.mapping(entra, "m2", "Users", 1));
        List<GroupRoleMapping> abroad =
                List.of(Samples.mapping(foreign, "m1", "Admins", 1), Samples.mapping(foreign, "m2", "Users", 1));
        Stream.of(List.of(updated, deleted), elsewhere, abroad).forEach(this::insertAll);

        apply(new MappingChanges(
                List.of(Samples.mapping(okta, "m3", "Guests")),
                List.of(new MappingChanges.Update(updated, to(2, updated))),
                List.of(deleted),
                0));

        assertThat(list(entra)).isEqualTo(elsewhere);
        assertThat(list(foreign)).isEqualTo(abroad);
    }

    @Test
    void thousands_of_mappings_are_changed_together() {
        int count = 3_000;
        List<GroupRoleMapping> created = IntStream.range(0, count)
                .mapToObj(index -> Samples.mapping(okta, "m%04d".formatted(index), "group " + index, 1))
                .toList();
        apply(new MappingChanges(created, List.of(), List.of(), 0));
        assertThat(listExclusively(ACME, okta.id()).orElseThrow()).isEqualTo(created);
        assertThat(list(okta)).isEqualTo(created);

        List<GroupRoleMapping> kept = created.subList(0, 1_000);
        List<GroupRoleMapping> before = created.subList(1_000, 2_000);
        List<GroupRoleMapping> after = before.stream()
                .map(mapping -> to(Integer.parseInt(mapping.id().value().substring(1)), mapping))
                .toList();
        List<GroupRoleMapping> more = IntStream.range(count, count + 1_000)
                .mapToObj(index -> Samples.mapping(okta, "m%04d".formatted(index), "group " + index, index))
                .toList();
        apply(new MappingChanges(
                more,
                IntStream.range(0, 1_000)
                        .mapToObj(index -> new MappingChanges.Update(before.get(index), after.get(index)))
                        .toList(),
                created.subList(2_000, count),
                1_000));

        assertThat(list(okta))
                .isEqualTo(Stream.of(kept, after, more).flatMap(List::stream).toList());
    }

    @Test
    void odd_groups_are_created_together_and_kept_code_point_for_code_point() {
        List<GroupRoleMapping> mappings = new ArrayList<>();
        for (String group : LOOKALIKES) {
            mappings.add(Samples.mapping(okta, "m%03d".formatted(mappings.size()), group, mappings.size()));
        }
        mappings.add(Samples.mapping(okta, "m900", "\ud83d\ude80".repeat(1024), Long.MIN_VALUE));
        mappings.add(Samples.mapping(okta, "m901", "\ud83d\ude80".repeat(1023) + "\ud83d\ude81", Long.MAX_VALUE));
        for (String quoting : List.of("{a,b}", "\",\"", "a\\\"b", "NULL", "null", ",", "{}", "\n", "\r\n", "\t")) {
            mappings.add(Samples.mapping(okta, "m%03d".formatted(910 + mappings.size()), quoting));
        }

        apply(new MappingChanges(mappings, List.of(), List.of(), 0));

        assertThat(list(okta)).isEqualTo(mappings);
        for (GroupRoleMapping mapping : mappings) {
            assertThat(insert(Samples.mapping(
                            okta, "again", mapping.externalGroup().value())))
                    .as("%s is mapped", mapping.id())
                    .isNotEqualTo(new Inserted());
        }
    }

    @Test
    void random_groups_are_created_updated_and_removed_together() {
        SequentialIds ids = new SequentialIds();
        Generated.cases(5, random -> {
            Set<ExternalGroup> groups = new HashSet<>();
            WantedMappings wanted = new WantedMappings(IntStream.range(0, 40)
                    .mapToObj(index -> new WantedMapping(
                            new ExternalGroup(Generated.text(random, random.nextInt(1, index < 4 ? 1025 : 4))),
                            new RoleId(random.nextBoolean() ? random.nextLong() : random.nextLong(2))))
                    .filter(mapping -> groups.add(mapping.externalGroup()))
                    .toList());

            replaceAllBy(wanted, ids.newId() + "-");

            assertThat(asWanted(list(okta))).isEqualTo(Set.copyOf(wanted.mappings()));
        });
    }

    @Test
    void every_number_is_kept_when_mappings_are_created_and_updated_together() {
        long[] numbers = {Long.MIN_VALUE, -1, 0, 9_007_199_254_740_993L, Long.MAX_VALUE};
        for (long number : numbers) {
            Instant moment = Instant.ofEpochMilli(number);
            GroupRoleMapping created =
                    Samples.createdAt(Samples.mapping(okta, "m" + number, "group " + number, number), moment, moment);
            GroupRoleMapping updated = Samples.createdAt(
                    Samples.mapping(okta, "m" + number, "group " + number, ~number),
                    moment,
                    Instant.ofEpochMilli(~number));

            apply(creating(created));
            assertThat(ports.mappings().find(ACME, okta.id(), created.id())).contains(created);

            apply(updating(created, updated));
            assertThat(ports.mappings().find(ACME, okta.id(), created.id())).contains(updated);
        }
    }

    @Test
    void changes_that_do_not_fit_are_a_fault_and_nothing_of_them_is_stored() {
        GroupRoleMapping admins = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping users = Samples.mapping(okta, "m2", "Users", 1);
        GroupRoleMapping fitting = Samples.mapping(okta, "m3", "Guests", 1);
        insertAll(List.of(admins, users));

        List<MappingChanges> unfit = List.of(
                creating(fitting, Samples.mapping(okta, "m4", "Admins")),
                creating(fitting, Samples.mapping(okta, "m1", "Others")),
                new MappingChanges(
                        List.of(fitting),
                        List.of(new MappingChanges.Update(to(5, admins), to(6, admins))),
                        List.of(),
                        0),
                new MappingChanges(List.of(fitting), List.of(), List.of(users, to(5, admins)), 0),
                new MappingChanges(
                        List.of(fitting), List.of(), List.of(users, Samples.mapping(okta, "m9", "Nobody")), 0));

        for (MappingChanges changes : unfit) {
            assertThatThrownBy(() -> apply(changes)).as("%s", changes).isInstanceOf(RuntimeException.class);
            assertThat(list(okta)).as("after %s", changes).containsExactly(admins, users);
        }
    }

    @Test
    void changes_are_taken_back_when_the_transaction_is_rolled_back() {
        GroupRoleMapping updated = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping deleted = Samples.mapping(okta, "m2", "Users", 1);
        insertAll(List.of(updated, deleted));

        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.mappings().listExclusively(ACME, okta.id());
                    ports.mappings()
                            .apply(
                                    ACME,
                                    okta.id(),
                                    new MappingChanges(
                                            List.of(Samples.mapping(okta, "m3", "Guests")),
                                            List.of(new MappingChanges.Update(updated, to(2, updated))),
                                            List.of(deleted),
                                            0));
                    assertThat(list(okta)).as("seen inside").hasSize(2).contains(to(2, updated));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(list(okta)).containsExactly(updated, deleted);
    }

    @Test
    void after_a_set_was_held_and_left_as_it_is_others_go_on() {
        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.mappings().listExclusively(ACME, okta.id());
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");
        listExclusively(ACME, okta.id());

        assertThat(Together.run(1, thread -> insert(Samples.mapping(okta, "m1", "Admins"))))
                .containsExactly(new Inserted());
    }

    @Test
    void whoever_inserts_replaces_or_removes_a_mapping_waits_while_the_set_is_held() throws Exception {
        GroupRoleMapping replaced = Samples.mapping(okta, "m1", "Admins", 1);
        GroupRoleMapping deleted = Samples.mapping(okta, "m2", "Users", 1);
        GroupRoleMapping inserted = Samples.mapping(okta, "m3", "Guests", 1);
        GroupRoleMapping insertedInOneCall = Samples.mapping(okta, "m4", "Others", 1);
        insertAll(List.of(replaced, deleted));

        List<Object> outcomes = whileTheSetIsHeld(List.of(
                () -> insert(inserted),
                () -> ports.transactions().forOneCall(() -> ports.mappings().insert(insertedInOneCall)),
                () -> inTransaction(() -> ports.mappings().replace(replaced, to(2, replaced))),
                () -> inTransaction(() -> ports.mappings().delete(deleted))));

        assertThat(outcomes).containsExactly(new Inserted(), new Inserted(), Replacement.REPLACED, true);
        assertThat(list(okta)).containsExactly(to(2, replaced), inserted, insertedInOneCall);
    }

    @Test
    void whoever_removes_the_connection_waits_while_the_set_is_held() throws Exception {
        insert(Samples.mapping(okta, "m1", "Admins", 1));

        List<Object> outcomes = whileTheSetIsHeld(
                List.of(() -> inTransaction(() -> ports.connections().delete(okta))));

        assertThat(outcomes).containsExactly(true);
        assertThat(Pages.all(ports.mappings(), ACME, okta.id())).isEmpty();
    }

    @Test
    void whoever_wants_to_hold_the_set_waits_while_it_is_held() throws Exception {
        List<Object> outcomes = whileTheSetIsHeld(List.of(() -> listExclusively(ACME, okta.id())));

        assertThat(outcomes).containsExactly(Optional.of(List.of()));
    }

    /** Starts the calls while a transaction holds the set, none of which may return before that ends. */
    private List<Object> whileTheSetIsHeld(List<Callable<Object>> calls) throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(calls.size());
        try {
            List<Future<Object>> started = new ArrayList<>();
            inTransaction(() -> {
                List<GroupRoleMapping> held =
                        ports.mappings().listExclusively(ACME, okta.id()).orElseThrow();
                if (started.isEmpty()) {
                    calls.forEach(call -> started.add(others.submit(call)));
                    started.forEach(MappingSetSentences::assertWaits);
                }
                assertThat(list(okta)).as("while it is held").isEqualTo(held);
                return held;
            });
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> future : started) {
                outcomes.add(future.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            others.shutdownNow();
        }
    }

    private static void assertWaits(Future<Object> call) {
        Throwable thrown =
                catchThrowable(() -> call.get(LONG_ENOUGH_TO_SEE_WHO_DOES_NOT_WAIT.toMillis(), TimeUnit.MILLISECONDS));
        if (thrown instanceof ExecutionException fault) {
            throw new AssertionError("The other one failed: " + fault.getCause(), fault.getCause());
        }
        assertThat(thrown).as("waits for the end of the transaction").isInstanceOf(TimeoutException.class);
    }

    @Test
    void threads_that_replace_the_same_set_never_mix_theirs() {
        int threads = 6;
        for (int round = 0; round < 5; round++) {
            String prefix = "r" + round + "-";
            List<WantedMappings> wanted = IntStream.range(0, threads)
                    .mapToObj(MappingSetSentences::wantedBy)
                    .toList();

            Together.run(threads, thread -> replaceAllBy(wanted.get(thread), prefix + thread + "-"));

            List<GroupRoleMapping> stored = list(okta);
            assertThat(wanted.stream().map(set -> Set.copyOf(set.mappings())).toList())
                    .as("one of the sets, and whole")
                    .contains(asWanted(stored));
            assertThat(stored).hasSize(wanted.get(0).mappings().size());
        }
    }

    /** Half of the groups are everybody's, with a role of the thread's own; the others are its own. */
    private static WantedMappings wantedBy(int thread) {
        return new WantedMappings(IntStream.range(0, 20)
                .mapToObj(index -> new WantedMapping(
                        new ExternalGroup(index % 2 == 0 ? "shared " + index : "of " + thread + " " + index),
                        new RoleId(thread)))
                .toList());
    }

    @Test
    void whoever_inserts_while_a_set_is_replaced_comes_before_the_whole_of_it_or_after() {
        int threads = 4;
        int times = 12;
        WantedMappings wanted = wantedBy(0);

        List<List<GroupRoleMapping>> results = Together.run(threads, thread -> {
            List<GroupRoleMapping> mine = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                String id = "t" + thread + "-" + time;
                if (thread == 0) {
                    mine.addAll(replaceAllSeeingOnlyThat(wanted, id + "-"));
                } else {
                    GroupRoleMapping mapping = Samples.mapping(okta, id, "inserted " + id);
                    assertThat(insert(mapping)).isEqualTo(new Inserted());
                    mine.add(mapping);
                }
            }
            return mine;
        });

        List<GroupRoleMapping> removed = results.get(0);
        Set<GroupRoleMapping> inserted =
                results.subList(1, threads).stream().flatMap(List::stream).collect(Collectors.toSet());
        List<GroupRoleMapping> stored = list(okta);
        assertThat(asWanted(stored)).containsAll(wanted.mappings());
        assertThat(Stream.concat(
                        removed.stream(),
                        stored.stream().filter(mapping -> mapping.id().value().matches("t[1-3]-[0-9]+"))))
                .as("each is removed by a replacement that came after it, or stored after the last")
                .containsExactlyInAnyOrderElementsOf(inserted);
    }

    /** What the replacement removed. */
    private List<GroupRoleMapping> replaceAllSeeingOnlyThat(WantedMappings wanted, String idPrefix) {
        return inTransaction(() -> {
            MappingChanges changes = replaceAllBy(wanted, idPrefix);
            assertThat(asWanted(list(okta)))
                    .as("between the replacement and its commit")
                    .isEqualTo(Set.copyOf(wanted.mappings()));
            return changes.deleted();
        });
    }

    @Test
    void a_set_that_is_replaced_while_the_connection_is_removed_leaves_nothing() {
        for (int round = 0; round < 10; round++) {
            Connection passing = Samples.connection("acme", "passing");
            connect(passing);

            List<Boolean> removed = Together.run(
                    4,
                    thread -> thread == 0
                            ? inTransaction(() -> ports.connections().delete(passing))
                            : changeUnlessGone(passing, thread));

            assertThat(removed.get(0)).isTrue();
            assertThat(Pages.all(ports.mappings(), ACME, passing.id())).isEmpty();
            connect(passing);
            assertThat(list(passing)).as("of a new connection with the same id").isEmpty();
            inTransaction(() -> ports.connections().delete(passing));
        }
    }

    private boolean changeUnlessGone(Connection passing, int thread) {
        GroupRoleMapping mapping = Samples.mapping(passing, "m" + thread, "group " + thread);
        return inTransaction(() -> {
            boolean there = thread == 1
                    ? !ports.mappings().insert(mapping).equals(new NoSuchConnection())
                    : ports.mappings().listExclusively(ACME, passing.id()).isPresent();
            if (there && thread != 1) {
                ports.mappings().apply(ACME, passing.id(), creating(mapping));
            }
            return there;
        });
    }

    @Test
    void a_set_is_neither_held_nor_changed_outside_of_a_transaction() {
        GroupRoleMapping admins = Samples.mapping(okta, "m1", "Admins");

        assertThatThrownBy(() -> ports.mappings().listExclusively(ACME, okta.id()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ports.mappings().apply(ACME, okta.id(), creating(admins)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void without_a_catalogue_no_role_is_unknown() {
        assertThat(ports.mappings().unknownRoles(ACME, Set.of())).isEmpty();
        assertThat(ports.mappings().unknownRoles(ACME, Set.of(new RoleId(Long.MIN_VALUE), new RoleId(7))))
                .isEmpty();
    }
}
