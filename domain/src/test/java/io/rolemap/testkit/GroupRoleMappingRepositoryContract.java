package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.AlreadyMapped;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.NoSuchConnection;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link io.rolemap.domain.mapping.GroupRoleMappingRepository} keeps to. An adapter's test extends this
 * class and supplies its ports, of which {@link StoragePorts#connections()} must be able to insert and to delete. What
 * concerns roles that are not in a catalogue, {@link RoleRepositoryContract} has; what concerns groups that were observed,
 * {@link ObservedGroupRepositoryContract}; and that look-alikes are found, {@link MappingLookupContract}.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a mapping is read as it was inserted: groups of 1 to 1,024 code points of every plane, every 64-bit role, both
 *     moments to the millisecond in the whole range of a {@code long};
 * <li>a connection has a group once, whatever the role; groups that merely look alike, or differ in the last of 1,024
 *     code points, are different;
 * <li>of 64 threads that insert one group at once, in transactions or in one call each, exactly one succeeds and the
 *     others are told its mapping; so are those who insert the very same mapping, its id included;
 * <li>a conflict, or a connection that does not exist, leaves the transaction usable and what was inserted before in
 *     it;
 * <li>the connection of another organisation is as unknown as one that nobody has;
 * <li>an id that the connection has already is an exception and hides nothing;
 * <li>a transaction sees what it inserted;
 * <li>lists are oldest first, those of one millisecond by id; a connection without mappings has an empty one, and an
 *     unknown connection none;
 * <li>pages of every size make up the list, and only a page that others follow says where it goes on; a place in the
 *     list holds when its mapping is gone, and a mapping that stays is shown once, whatever is inserted or removed
 *     meanwhile;
 * <li>filters by group and by role compare exactly, where no group was observed every mapping that was there before a
 *     moment is unused since then, and all of them hold together;
 * <li>an insert tells no neighbours but those that the new mapping has: it may tell fewer, or none;
 * <li>a mapping is replaced or removed only in the state that is expected, and of many threads that expect the same one
 *     exactly one succeeds; a group that was removed can be mapped again;
 * <li>while a transaction holds the mappings of a connection, others that would change them, or remove the connection,
 *     wait for its end;
 * <li>changes to thousands of mappings are made together, or none of them; changes that don't fit are an exception;
 *     two threads that replace the same set never mix theirs;
 * <li>a write outside of a transaction is refused.
 * </ul>
 *
 * <p>A storage with fewer than 64 connections must let those who find none wait.
 */
public abstract class GroupRoleMappingRepositoryContract extends MappingSetSentences {

    /** For the test that extends it. */
    protected GroupRoleMappingRepositoryContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    @Override
    protected abstract StoragePorts emptyStorage();

    @Test
    void a_mapping_is_found_as_it_was_inserted() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        assertThat(insert(mapping)).isEqualTo(new Inserted());

        assertThat(ports.mappings().find(ACME, okta.id(), mapping.id())).contains(mapping);
        assertThat(list(okta)).containsExactly(mapping);
    }

    @Test
    void a_connection_maps_a_group_only_once_whatever_the_role() {
        GroupRoleMapping first = Samples.mapping(okta, "m1", "Admins", 1);
        insert(first);

        assertThat(insert(Samples.mapping(okta, "m2", "Admins", 2))).isEqualTo(new AlreadyMapped(first));

        assertThat(list(okta)).containsExactly(first);
    }

    @Test
    void a_group_that_is_already_mapped_leaves_the_transaction_usable() {
        GroupRoleMapping first = Samples.mapping(okta, "m1", "Admins");
        GroupRoleMapping other = Samples.mapping(okta, "m3", "Users");
        insert(first);

        ports.transactions().inTransaction(() -> {
            ports.mappings().insert(Samples.mapping(okta, "m2", "Admins"));
            return ports.mappings().insert(other);
        });

        assertThat(list(okta)).containsExactlyInAnyOrder(first, other);
    }

    @Test
    void what_was_inserted_before_a_group_that_is_already_mapped_is_stored_with_the_rest() {
        GroupRoleMapping before = Samples.mapping(okta, "m0", "Before");
        insert(Samples.mapping(okta, "m1", "Admins"));

        ports.transactions().inTransaction(() -> {
            ports.mappings().insert(before);
            return ports.mappings().insert(Samples.mapping(okta, "m2", "Admins"));
        });

        assertThat(ports.mappings().find(ACME, okta.id(), before.id())).contains(before);
    }

    @Test
    void of_64_threads_that_map_one_group_in_transactions_exactly_one_succeeds() {
        assertThatExactlyOneOf64ThreadsMapsAGroup(this::insert);
    }

    @Test
    void of_64_threads_that_map_one_group_in_one_call_each_exactly_one_succeeds() {
        assertThatExactlyOneOf64ThreadsMapsAGroup(mapping ->
                ports.transactions().forOneCall(() -> ports.mappings().insert(mapping)));
    }

    private void assertThatExactlyOneOf64ThreadsMapsAGroup(Function<GroupRoleMapping, Insertion> insert) {
        List<GroupRoleMapping> candidates = IntStream.range(0, 64)
                .mapToObj(index -> Samples.mapping(okta, "m" + index, "Admins", index))
                .toList();

        List<Insertion> insertions = Together.run(64, index -> insert.apply(candidates.get(index)));

        List<GroupRoleMapping> stored = list(okta);
        assertThat(stored).hasSize(1);
        assertThat(insertions).filteredOn(new Inserted()::equals).hasSize(1);
        assertThat(insertions)
                .filteredOn(new AlreadyMapped(stored.get(0))::equals)
                .hasSize(63);
        assertThat(insertions.get(candidates.indexOf(stored.get(0)))).isEqualTo(new Inserted());
    }

    @Test
    void of_many_threads_that_insert_the_very_same_mapping_exactly_one_succeeds() {
        for (int round = 0; round < 25; round++) {
            GroupRoleMapping mapping = Samples.mapping(okta, "m" + round, "group " + round);

            List<Insertion> insertions = Together.run(
                    8,
                    index -> ports.transactions()
                            .forOneCall(() -> ports.mappings().insert(mapping)));

            assertThat(insertions).containsOnlyOnce(new Inserted());
            assertThat(insertions)
                    .filteredOn(new AlreadyMapped(mapping)::equals)
                    .hasSize(7);
        }
    }

    @Test
    void different_groups_are_mapped_at_the_same_time() {
        List<Insertion> insertions =
                Together.run(16, index -> insert(Samples.mapping(okta, "m" + index, "group " + index)));

        assertThat(insertions).containsOnly(new Inserted());
        assertThat(list(okta)).hasSize(16);
    }

    @Test
    void an_unknown_connection_maps_nothing() {
        Connection unknown = Samples.connection("acme", "unknown");

        assertThat(insert(Samples.mapping(unknown, "m1", "Admins"))).isEqualTo(new NoSuchConnection());

        assertThat(Pages.all(ports.mappings(), ACME, unknown.id())).isEmpty();
    }

    @Test
    void an_unknown_connection_leaves_the_transaction_usable() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        ports.transactions().inTransaction(() -> {
            ports.mappings().insert(Samples.mapping(Samples.connection("acme", "unknown"), "m1", "Admins"));
            return ports.mappings().insert(mapping);
        });

        assertThat(list(okta)).containsExactly(mapping);
    }

    @Test
    void the_connection_of_another_organisation_is_as_unknown_as_one_that_does_not_exist() {
        Connection foreign = Samples.connection("globex", "okta-of-globex");
        connect(foreign);
        insert(Samples.mapping(foreign, "m1", "Admins"));

        GroupRoleMapping intruding = Samples.mapping(Samples.connection("acme", "okta-of-globex"), "m2", "Users");

        assertThat(insert(intruding)).isEqualTo(new NoSuchConnection());
        assertThat(Pages.all(ports.mappings(), ACME, foreign.id())).isEmpty();
        assertThat(ports.mappings().find(ACME, foreign.id(), new MappingId("m1")))
                .isEmpty();
        assertThat(list(foreign)).hasSize(1);
    }

    @Test
    void a_mapping_of_another_connection_is_not_found() {
        Connection entra = Samples.connection("acme", "entra");
        connect(entra);
        insert(Samples.mapping(okta, "m1", "Admins"));

        assertThat(ports.mappings().find(ACME, entra.id(), new MappingId("m1"))).isEmpty();
        assertThat(list(entra)).isEmpty();
    }

    @Test
    void two_connections_and_two_organisations_map_the_same_group_independently() {
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        connect(entra);
        connect(foreign);

        assertThat(insert(Samples.mapping(okta, "m1", "Admins"))).isEqualTo(new Inserted());
        assertThat(insert(Samples.mapping(entra, "m1", "Admins"))).isEqualTo(new Inserted());
        assertThat(insert(Samples.mapping(foreign, "m1", "Admins"))).isEqualTo(new Inserted());
    }

    @Test
    void an_id_that_the_connection_has_already_is_a_fault_and_hides_nothing() {
        GroupRoleMapping first = Samples.mapping(okta, "m1", "Admins");
        insert(first);

        assertThatThrownBy(() -> insert(Samples.mapping(okta, "m1", "Users"))).isInstanceOf(RuntimeException.class);

        assertThat(list(okta)).containsExactly(first);
    }

    @Test
    void an_insert_outside_of_a_transaction_is_refused() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        assertThatThrownBy(() -> ports.mappings().insert(mapping)).isInstanceOf(IllegalStateException.class);

        assertThat(list(okta)).isEmpty();
    }

    @Test
    void a_connection_without_mappings_has_an_empty_list() {
        assertThat(Pages.all(ports.mappings(), ACME, okta.id()).orElseThrow()).isEmpty();
    }

    @Test
    void an_unknown_connection_has_no_list_at_all() {
        assertThat(Pages.all(ports.mappings(), ACME, new ConnectionId("unknown")))
                .isEmpty();
        assertThat(Pages.all(ports.mappings(), new OrgId("unknown"), okta.id())).isEmpty();
    }

    @Test
    void mappings_are_listed_oldest_first_and_those_of_one_millisecond_by_id() {
        Instant early = Samples.NOW.minusMillis(1);
        GroupRoleMapping second = Samples.mapping(okta, "Z", "b");
        GroupRoleMapping third = Samples.mapping(okta, "a", "c");
        GroupRoleMapping fourth = Samples.mapping(okta, "b", "a");
        GroupRoleMapping first = Samples.createdAt(Samples.mapping(okta, "z", "d"), early, early);
        List.of(fourth, second, first, third).forEach(this::insert);

        assertThat(list(okta)).containsExactly(first, second, third, fourth);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -9_007_199_254_740_993L,
                -2_147_483_649L,
                -1,
                0,
                1,
                2_147_483_647L,
                2_147_483_648L,
                9_007_199_254_740_993L,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE
            })
    void every_64_bit_role_id_is_kept_exactly(long role) {
        insert(Samples.mapping(okta, "m1", "Admins", role));

        assertThat(list(okta).get(0).role().value()).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -62_135_596_800_000L,
                -1,
                0,
                1,
                999,
                1_792_976_399_999L,
                1_793_000_000_123L,
                253_402_300_799_999L,
                Long.MAX_VALUE
            })
    void every_millisecond_is_read_back_exactly(long millis) {
        Instant updated = Instant.ofEpochMilli(millis);
        GroupRoleMapping mapping = Samples.createdAt(Samples.mapping(okta, "m1", "Admins"), updated, updated);
        insert(mapping);

        assertThat(list(okta)).containsExactly(mapping);
    }

    @Test
    void creation_and_update_are_kept_apart() {
        Instant updated = Samples.NOW.plusMillis(1);
        GroupRoleMapping mapping = Samples.createdAt(Samples.mapping(okta, "m1", "Admins"), Samples.NOW, updated);
        insert(mapping);

        assertThat(list(okta)).containsExactly(mapping);
    }

    @Test
    void groups_that_merely_look_alike_are_different_groups() {
        Set<GroupRoleMapping> inserted = new HashSet<>();

        for (int index = 0; index < LOOKALIKES.size(); index++) {
            GroupRoleMapping mapping = Samples.mapping(okta, "m" + index, LOOKALIKES.get(index), index);
            assertThat(insert(mapping)).as("group %d", index).isInstanceOf(Inserted.class);
            inserted.add(mapping);
        }

        assertThat(list(okta)).containsExactlyInAnyOrderElementsOf(inserted);
    }

    @Test
    void an_insert_tells_no_neighbours_but_look_alikes_and_the_oldest_guid_of_its_connection() {
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        connect(entra);
        connect(foreign);
        String guid = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
        List<String> groups = new ArrayList<>(List.of(guid, "another-name", guid.toUpperCase(Locale.ROOT), " " + guid));
        groups.addAll(LOOKALIKES);
        List<GroupRoleMapping> before = new ArrayList<>();

        for (int index = 0; index < groups.size(); index++) {
            String id = "m%02d".formatted(index);
            GroupRoleMapping mapping = Samples.mapping(okta, id, groups.get(index));
            insert(Samples.mapping(entra, id, groups.get(index)));
            insert(Samples.mapping(foreign, id, groups.get(index)));

            assertThat(((Inserted) insert(mapping)).neighbours())
                    .as("of group %d", index)
                    .isSubsetOf(possibleNeighbours(mapping, before))
                    .hasSizeLessThanOrEqualTo(Inserted.MAX_NEIGHBOURS + 1)
                    .isSortedAccordingTo(OLDEST_FIRST)
                    .doesNotHaveDuplicates();
            before.add(mapping);
        }
    }

    private static List<GroupRoleMapping> possibleNeighbours(GroupRoleMapping mapping, List<GroupRoleMapping> before) {
        GroupSkeleton skeleton = GroupSkeleton.of(mapping.externalGroup());
        boolean isName = !MappingFinding.isGuid(mapping.externalGroup());
        return before.stream()
                .filter(other -> GroupSkeleton.of(other.externalGroup()).equals(skeleton)
                        || (isName && other.equals(before.get(0)) && MappingFinding.isGuid(other.externalGroup())))
                .toList();
    }

    @Test
    void the_longest_group_of_four_byte_code_points_is_kept_and_unique() {
        String longest = "\ud83d\ude80".repeat(1024);
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", longest);

        assertThat(insert(mapping)).isEqualTo(new Inserted());

        assertThat(insert(Samples.mapping(okta, "m2", longest))).isEqualTo(new AlreadyMapped(mapping));
        assertThat(list(okta)).containsExactly(mapping);
    }

    @Test
    void long_groups_that_differ_only_in_their_last_code_point_are_different_groups() {
        String common = "\ud83d\ude80".repeat(1023);
        GroupRoleMapping one = Samples.mapping(okta, "m1", common + "\ud83d\ude80");
        GroupRoleMapping other = Samples.mapping(okta, "m2", common + "\ud83d\ude81");

        assertThat(insert(one)).isEqualTo(new Inserted());
        assertThat(insert(other)).isEqualTo(new Inserted());

        assertThat(list(okta)).containsExactly(one, other);
    }

    @Test
    void random_groups_of_every_length_are_kept_code_point_for_code_point() {
        long seed = 20260102L;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<GroupRoleMapping> mappings = new ArrayList<>();
        for (int index = 0; index < 60; index++) {
            int length = index < 20 ? 1024 : 1 + random.nextInt(1024);
            mappings.add(Samples.mapping(
                    okta, "m%03d".formatted(index), Samples.randomGroup(random, length), random.nextLong()));
        }

        for (GroupRoleMapping mapping : mappings) {
            assertThat(insert(mapping)).as("seed %d, %s", seed, mapping.id()).isInstanceOf(Inserted.class);
        }

        assertThat(list(okta)).as("seed %d", seed).containsExactlyElementsOf(mappings);
    }

    @Test
    void what_a_transaction_inserted_it_sees_itself() {
        GroupRoleMapping mapping = Samples.mapping(okta, "m1", "Admins");

        List<GroupRoleMapping> seen = ports.transactions().inTransaction(() -> {
            ports.mappings().insert(mapping);
            return list(okta);
        });

        assertThat(seen).containsExactly(mapping);
    }
}
