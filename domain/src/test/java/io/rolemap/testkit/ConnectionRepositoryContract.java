package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository.Insertion;
import io.rolemap.domain.connection.ConnectionRepository.Replacement;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link io.rolemap.domain.connection.ConnectionRepository} keeps to. An adapter's test extends this class
 * and supplies its ports, of which {@link StoragePorts#mappings()} must be able to insert and to list. What concerns
 * default roles that are not in a catalogue, {@link RoleRepositoryContract} has.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a connection is read as it was inserted: text code point for code point, every kind, every 64-bit default role,
 *     zero distinct from none, all moments, and whether there is one since when its groups are observed;
 * <li>an id is used once in its organisation and a provider key once in all of them, and where both are in use the id
 *     is told; ids that differ in case are different;
 * <li>a conflict leaves the transaction usable, and nothing of itself;
 * <li>of 16 threads that insert the same id or the same provider key at once, exactly one succeeds and the others learn
 *     of the conflict;
 * <li>nobody finds or lists a connection of another organisation, be it by its provider key;
 * <li>lists are oldest first, those of one millisecond by id;
 * <li>a connection is replaced or removed only in the state that is expected, told by its id and moment of update, and
 *     of many threads that expect the same one exactly one succeeds;
 * <li>a provider key that is given up is free, one that is in use is refused, also when many threads take it at once;
 * <li>a connection that is replaced keeps its mappings; one that is removed takes all of them with it, also those that
 *     are inserted at the same moment, and a new one with its id has none of them;
 * <li>a write outside of a transaction is refused.
 * </ul>
 */
public abstract class ConnectionRepositoryContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");

    private StoragePorts ports;

    /** For the test that extends it. */
    protected ConnectionRepositoryContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract StoragePorts emptyStorage();

    @BeforeEach
    final void start() {
        Requirements.checkParameterizedTests();
        ports = emptyStorage();
    }

    private Insertion insert(Connection connection) {
        return ports.transactions().inTransaction(() -> ports.connections().insert(connection));
    }

    @Test
    void a_connection_is_found_as_it_was_inserted() {
        Connection connection = new Connection(
                new ConnectionId("okta-1._~"),
                ACME,
                ProviderKind.SAML,
                new ProviderKey("acme-okta"),
                Optional.of(new DisplayName(" Acme \ud83d\ude80 \u0045\u0301 ")),
                new GroupsClaim("/realm_access/groups ~0"),
                Optional.of(new RoleId(Long.MIN_VALUE)),
                false,
                Optional.of(Samples.NOW.plusMillis(2)),
                Samples.NOW,
                Samples.NOW.plusMillis(1));

        assertThat(insert(connection)).isEqualTo(Insertion.INSERTED);

        assertThat(ports.connections().find(ACME, connection.id())).contains(connection);
        assertThat(ports.connections().list(ACME)).containsExactly(connection);
    }

    @Test
    void what_is_optional_may_be_absent() {
        Connection connection = Samples.connection("acme", "okta");
        insert(connection);

        assertThat(ports.connections().find(ACME, connection.id())).contains(connection);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_is_kept(ProviderKind kind) {
        Connection plain = Samples.connection("acme", "okta");
        insert(new Connection(
                plain.id(),
                plain.org(),
                kind,
                plain.providerKey(),
                plain.displayName(),
                plain.groupsClaim(),
                plain.defaultRole(),
                plain.enabled(),
                plain.groupsObservedSince(),
                plain.createdAt(),
                plain.updatedAt()));

        assertThat(ports.connections().find(ACME, plain.id()).orElseThrow().kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 9_007_199_254_740_993L, Long.MAX_VALUE})
    void every_default_role_is_kept_zero_included(long role) {
        Connection plain = Samples.connection("acme", "okta");
        insert(new Connection(
                plain.id(),
                plain.org(),
                plain.kind(),
                plain.providerKey(),
                plain.displayName(),
                plain.groupsClaim(),
                Optional.of(new RoleId(role)),
                plain.enabled(),
                plain.groupsObservedSince(),
                plain.createdAt(),
                plain.updatedAt()));

        assertThat(ports.connections().find(ACME, plain.id()).orElseThrow().defaultRole())
                .contains(new RoleId(role));
    }

    private static Connection observedSince(Optional<Instant> moment, Connection connection) {
        return new Connection(
                connection.id(),
                connection.org(),
                connection.kind(),
                connection.providerKey(),
                connection.displayName(),
                connection.groupsClaim(),
                connection.defaultRole(),
                connection.enabled(),
                moment,
                connection.createdAt(),
                connection.updatedAt());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_000L, -1, 0, 1, 253_402_300_799_999L, Long.MAX_VALUE})
    void the_moment_since_when_groups_are_observed_is_kept_zero_included(long millis) {
        Connection connection =
                observedSince(Optional.of(Instant.ofEpochMilli(millis)), Samples.connection("acme", "okta"));
        insert(connection);

        assertThat(ports.connections().find(ACME, connection.id())).contains(connection);
        assertThat(ports.connections().find(ACME, connection.providerKey())).contains(connection);
        assertThat(ports.connections().list(ACME)).containsExactly(connection);
    }

    @Test
    void a_connection_whose_groups_are_not_observed_has_no_such_moment() {
        Connection connection = observedSince(Optional.empty(), Samples.connection("acme", "okta"));
        insert(connection);

        assertThat(ports.connections().find(ACME, connection.id())).contains(connection);
        assertThat(ports.connections().list(ACME)).containsExactly(connection);
    }

    @Test
    void an_observation_of_groups_begins_and_ends_with_a_replacement() {
        Connection observed = observedSince(Optional.of(Samples.NOW), Samples.connection("acme", "okta"));
        Connection ended = changed(observed, ConnectionChanges.none().withObserveGroups(false));
        Connection again =
                ConnectionChanges.none().withObserveGroups(true).appliedTo(ended, Samples.NOW.plusSeconds(5));
        insert(observed);

        assertThat(replace(observed, ended)).isEqualTo(Replacement.REPLACED);
        assertThat(ports.connections().list(ACME)).containsExactly(ended);
        assertThat(ended.groupsObservedSince()).isEmpty();

        assertThat(replace(ended, again)).isEqualTo(Replacement.REPLACED);
        assertThat(ports.connections().list(ACME)).containsExactly(again);
        assertThat(again.groupsObservedSince()).contains(Samples.NOW.plusSeconds(5));
    }

    @Test
    void an_id_is_used_once_in_an_organisation() {
        Connection first = Samples.connection("acme", "okta", "one");
        insert(first);

        assertThat(insert(Samples.connection("acme", "okta", "two"))).isEqualTo(Insertion.ID_IN_USE);

        assertThat(ports.connections().list(ACME)).containsExactly(first);
    }

    @Test
    void two_organisations_may_use_the_same_id() {
        Connection ours = Samples.connection("acme", "okta", "one");
        Connection theirs = Samples.connection("globex", "okta", "two");

        assertThat(insert(ours)).isEqualTo(Insertion.INSERTED);
        assertThat(insert(theirs)).isEqualTo(Insertion.INSERTED);

        assertThat(ports.connections().find(ACME, ours.id())).contains(ours);
        assertThat(ports.connections().find(GLOBEX, theirs.id())).contains(theirs);
    }

    @Test
    void ids_that_differ_in_case_are_different_ids() {
        assertThat(insert(Samples.connection("acme", "okta", "one"))).isEqualTo(Insertion.INSERTED);
        assertThat(insert(Samples.connection("acme", "Okta", "two"))).isEqualTo(Insertion.INSERTED);
        assertThat(insert(Samples.connection("Acme", "okta", "three"))).isEqualTo(Insertion.INSERTED);

        assertThat(ports.connections().list(ACME)).hasSize(2);
        assertThat(ports.connections().find(ACME, new ConnectionId("OKTA"))).isEmpty();
    }

    @Test
    void a_provider_key_is_used_once_across_organisations() {
        Connection first = Samples.connection("acme", "okta", "shared");
        insert(first);

        assertThat(insert(Samples.connection("acme", "entra", "shared"))).isEqualTo(Insertion.PROVIDER_KEY_IN_USE);
        assertThat(insert(Samples.connection("globex", "okta", "shared"))).isEqualTo(Insertion.PROVIDER_KEY_IN_USE);

        assertThat(ports.connections().list(ACME)).containsExactly(first);
        assertThat(ports.connections().list(GLOBEX)).isEmpty();
    }

    @Test
    void where_both_are_in_use_the_id_is_told() {
        insert(Samples.connection("acme", "okta", "shared"));

        assertThat(insert(Samples.connection("acme", "okta", "shared"))).isEqualTo(Insertion.ID_IN_USE);
    }

    @Test
    void a_conflict_leaves_the_transaction_usable_and_nothing_of_itself() {
        insert(Samples.connection("acme", "okta", "shared"));
        Connection another = Samples.connection("globex", "okta", "free");

        List<Insertion> insertions = ports.transactions()
                .inTransaction(() -> List.of(
                        ports.connections().insert(Samples.connection("acme", "okta", "other")),
                        ports.connections().insert(Samples.connection("globex", "okta", "shared")),
                        ports.connections().insert(another)));

        assertThat(insertions).containsExactly(Insertion.ID_IN_USE, Insertion.PROVIDER_KEY_IN_USE, Insertion.INSERTED);
        assertThat(ports.connections().list(GLOBEX)).containsExactly(another);
    }

    @Test
    void of_many_threads_that_use_one_provider_key_exactly_one_succeeds() {
        List<Insertion> insertions =
                Together.run(16, index -> insert(Samples.connection("org-" + index, "okta", "shared")));

        List<Connection> stored = IntStream.range(0, 16)
                .boxed()
                .flatMap(index -> ports.connections().list(new OrgId("org-" + index)).stream())
                .toList();
        assertThat(stored).hasSize(1);
        assertThat(insertions).filteredOn(Insertion.INSERTED::equals).hasSize(1);
        assertThat(insertions).filteredOn(Insertion.PROVIDER_KEY_IN_USE::equals).hasSize(15);
    }

    @Test
    void of_many_threads_that_use_one_id_exactly_one_succeeds() {
        List<Insertion> insertions =
                Together.run(16, index -> insert(Samples.connection("acme", "okta", "key-" + index)));

        assertThat(ports.connections().list(ACME)).hasSize(1);
        assertThat(insertions).filteredOn(Insertion.INSERTED::equals).hasSize(1);
        assertThat(insertions).filteredOn(Insertion.ID_IN_USE::equals).hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_800_000L, -1, 0, 999, 253_402_300_799_999L, Long.MAX_VALUE})
    void every_millisecond_is_read_back_exactly(long millis) {
        Connection connection = Samples.createdAt(Samples.connection("acme", "okta"), Instant.ofEpochMilli(millis));
        insert(connection);

        assertThat(ports.connections().list(ACME)).containsExactly(connection);
    }

    @Test
    void an_unknown_connection_is_not_found() {
        assertThat(ports.connections().find(ACME, new ConnectionId("unknown"))).isEmpty();
    }

    @Test
    void the_connection_of_another_organisation_is_not_found() {
        insert(Samples.connection("acme", "okta"));

        assertThat(ports.connections().find(GLOBEX, new ConnectionId("okta"))).isEmpty();
        assertThat(ports.connections().list(GLOBEX)).isEmpty();
    }

    @Test
    void connections_are_listed_oldest_first_and_those_of_one_millisecond_by_id() {
        Connection first = Samples.createdAt(Samples.connection("acme", "z"), Samples.NOW.minusMillis(1));
        Connection second = Samples.connection("acme", "B", "big-b");
        Connection third = Samples.connection("acme", "a", "a-key");
        Connection fourth = Samples.createdAt(Samples.connection("acme", "A", "big-a"), Samples.NOW.plusMillis(1));
        Stream.of(fourth, third, first, second).forEach(this::insert);

        assertThat(ports.connections().list(ACME)).containsExactly(first, second, third, fourth);
    }

    @Test
    void an_insert_outside_of_a_transaction_is_refused() {
        Connection connection = Samples.connection("acme", "okta");

        assertThatThrownBy(() -> ports.connections().insert(connection)).isInstanceOf(IllegalStateException.class);

        assertThat(ports.connections().list(ACME)).isEmpty();
    }

    private Replacement replace(Connection expected, Connection replacement) {
        return ports.transactions().inTransaction(() -> ports.connections().replace(expected, replacement));
    }

    private boolean delete(Connection expected) {
        return ports.transactions().inTransaction(() -> ports.connections().delete(expected));
    }

    private GroupRoleMappingRepository.Insertion map(Connection connection, String id) {
        return ports.transactions()
                .inTransaction(() -> ports.mappings().insert(Samples.mapping(connection, id, "group of " + id)));
    }

    private List<GroupRoleMapping> mappingsOf(Connection connection) {
        return Pages.all(ports.mappings(), connection.org(), connection.id()).orElseThrow();
    }

    private static Connection changed(Connection connection, ConnectionChanges changes) {
        return changes.appliedTo(connection, Samples.NOW.plusSeconds(1));
    }

    private static Connection withKey(String key, Connection connection) {
        return changed(connection, ConnectionChanges.none().withProviderKey(new ProviderKey(key)));
    }

    private static Connection named(String name, Connection connection) {
        return changed(connection, ConnectionChanges.none().withDisplayName(Optional.of(new DisplayName(name))));
    }

    /** States in which a connection like this one, which is stored, is not. */
    private static Stream<Connection> othersThan(Connection stored) {
        String key = stored.providerKey().value();
        return Stream.of(
                Samples.createdAt(stored, stored.updatedAt().plusMillis(1)),
                Samples.createdAt(stored, stored.updatedAt().minusMillis(1)),
                Samples.connection("acme", "Okta", key),
                Samples.connection("acme", "okt", key),
                Samples.connection("globex", "okta", key));
    }

    @Test
    void a_connection_is_found_by_its_provider_key_in_its_organisation_only() {
        Connection okta = Samples.connection("acme", "okta", "key-1");
        insert(okta);
        insert(Samples.connection("acme", "entra", "key-2"));

        assertThat(ports.connections().find(ACME, okta.providerKey())).contains(okta);
        assertThat(ports.connections().find(GLOBEX, okta.providerKey())).isEmpty();
        assertThat(ports.connections().find(ACME, new ProviderKey("key-3"))).isEmpty();
        assertThat(ports.connections().find(ACME, new ProviderKey("key-"))).isEmpty();
    }

    @Test
    void everything_about_a_connection_can_be_replaced_but_what_names_it() {
        Connection before = Samples.connection("acme", "okta");
        Connection other = Samples.connection("acme", "entra");
        Connection after = changed(
                before,
                ConnectionChanges.none()
                        .withKind(ProviderKind.DIRECTORY)
                        .withProviderKey(new ProviderKey("another-key"))
                        .withDisplayName(Optional.of(new DisplayName(" Acme \ud83d\ude80 \u0045\u0301 ")))
                        .withGroupsClaim(new GroupsClaim("/realm_access/groups ~0"))
                        .withDefaultRole(Optional.of(new RoleId(Long.MIN_VALUE)))
                        .withEnabled(false));
        insert(before);
        insert(other);

        assertThat(replace(before, after)).isEqualTo(Replacement.REPLACED);

        assertThat(ports.connections().find(ACME, before.id())).contains(after);
        assertThat(ports.connections().find(ACME, after.providerKey())).contains(after);
        assertThat(ports.connections().list(ACME)).containsExactlyInAnyOrder(after, other);
    }

    @Test
    void what_is_optional_can_be_cleared() {
        Connection plain = Samples.connection("acme", "okta");
        Connection full = changed(
                plain,
                ConnectionChanges.none()
                        .withDisplayName(Optional.of(new DisplayName("Acme")))
                        .withDefaultRole(Optional.of(new RoleId(0))));
        Connection cleared = changed(
                full, ConnectionChanges.none().withDisplayName(Optional.empty()).withDefaultRole(Optional.empty()));
        insert(full);

        assertThat(replace(full, cleared)).isEqualTo(Replacement.REPLACED);

        assertThat(ports.connections().list(ACME)).containsExactly(cleared);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 9_007_199_254_740_993L, Long.MAX_VALUE})
    void a_default_role_and_a_moment_of_update_of_64_bits_are_replaced_exactly(long number) {
        Connection before = Samples.connection("acme", "okta");
        Connection after = new Connection(
                before.id(),
                before.org(),
                before.kind(),
                before.providerKey(),
                before.displayName(),
                before.groupsClaim(),
                Optional.of(new RoleId(number)),
                before.enabled(),
                before.groupsObservedSince(),
                before.createdAt(),
                Instant.ofEpochMilli(number));
        insert(before);

        assertThat(replace(before, after)).isEqualTo(Replacement.REPLACED);
        assertThat(ports.connections().list(ACME)).containsExactly(after);

        assertThat(replace(after, before)).isEqualTo(Replacement.REPLACED);
        assertThat(ports.connections().list(ACME)).containsExactly(before);
    }

    @Test
    void a_connection_in_another_state_is_not_replaced() {
        Connection okta = Samples.connection("acme", "okta", "shared");
        insert(okta);

        othersThan(okta)
                .forEach(other -> assertThat(replace(other, named("Changed", other)))
                        .as("expected %s", other)
                        .isEqualTo(Replacement.NOT_AS_EXPECTED));

        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(ports.connections().list(GLOBEX)).isEmpty();
    }

    @Test
    void a_connection_that_is_gone_is_not_replaced() {
        Connection okta = Samples.connection("acme", "okta");

        assertThat(replace(okta, named("Changed", okta))).isEqualTo(Replacement.NOT_AS_EXPECTED);

        assertThat(ports.connections().list(ACME)).isEmpty();
    }

    @Test
    void a_state_is_told_by_the_moment_of_update_alone() {
        Connection okta = Samples.connection("acme", "okta");
        Connection seenOtherwise = Samples.createdAt(named("As nobody stored it", okta), okta.updatedAt());
        insert(okta);

        assertThat(replace(seenOtherwise, named("Changed", okta))).isEqualTo(Replacement.REPLACED);

        assertThat(ports.connections().list(ACME)).containsExactly(named("Changed", okta));
    }

    @Test
    void a_state_is_replaced_once() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);
        replace(okta, named("First", okta));

        assertThat(replace(okta, named("Second", okta))).isEqualTo(Replacement.NOT_AS_EXPECTED);

        assertThat(ports.connections().list(ACME)).containsExactly(named("First", okta));
    }

    @Test
    void a_connection_keeps_its_provider_key_when_it_is_replaced() {
        Connection okta = Samples.connection("acme", "okta", "shared");
        insert(okta);
        replace(okta, named("Changed", okta));

        assertThat(insert(Samples.connection("globex", "okta", "shared"))).isEqualTo(Insertion.PROVIDER_KEY_IN_USE);
    }

    @Test
    void the_provider_key_of_another_connection_is_refused() {
        Connection okta = Samples.connection("acme", "okta", "one");
        Connection entra = Samples.connection("acme", "entra", "two");
        Connection foreign = Samples.connection("globex", "okta", "three");
        Stream.of(okta, entra, foreign).forEach(this::insert);

        assertThat(replace(okta, withKey("two", okta))).isEqualTo(Replacement.PROVIDER_KEY_IN_USE);
        assertThat(replace(okta, withKey("three", okta))).isEqualTo(Replacement.PROVIDER_KEY_IN_USE);

        assertThat(ports.connections().list(ACME)).containsExactly(entra, okta);
        assertThat(ports.connections().list(GLOBEX)).containsExactly(foreign);
    }

    @Test
    void where_the_provider_key_is_in_use_too_the_state_is_told() {
        Connection okta = Samples.connection("acme", "okta", "one");
        Connection never = Samples.createdAt(okta, Samples.NOW.plusSeconds(9));
        insert(okta);
        insert(Samples.connection("globex", "okta", "two"));

        assertThat(replace(never, withKey("two", never))).isEqualTo(Replacement.NOT_AS_EXPECTED);
    }

    @Test
    void a_provider_key_that_is_given_up_is_free() {
        Connection okta = Samples.connection("acme", "okta", "old");
        insert(okta);
        replace(okta, withKey("new", okta));

        assertThat(ports.connections().find(ACME, new ProviderKey("old"))).isEmpty();
        assertThat(insert(Samples.connection("globex", "okta", "old"))).isEqualTo(Insertion.INSERTED);
        assertThat(insert(Samples.connection("globex", "entra", "new"))).isEqualTo(Insertion.PROVIDER_KEY_IN_USE);
    }

    @Test
    void two_connections_swap_their_provider_keys_by_way_of_a_third_one_in_one_transaction() {
        Connection one = Samples.connection("acme", "one", "key-1");
        Connection two = Samples.connection("acme", "two", "key-2");
        insert(one);
        insert(two);
        Connection aside = withKey("aside", one);

        List<Replacement> replacements = ports.transactions()
                .inTransaction(() -> List.of(
                        ports.connections().replace(one, withKey("key-2", one)),
                        ports.connections().replace(one, aside),
                        ports.connections().replace(two, withKey("key-1", two)),
                        ports.connections().replace(aside, withKey("key-2", aside))));

        assertThat(replacements)
                .containsExactly(
                        Replacement.PROVIDER_KEY_IN_USE,
                        Replacement.REPLACED,
                        Replacement.REPLACED,
                        Replacement.REPLACED);
        assertThat(ports.connections().list(ACME)).containsExactly(withKey("key-2", aside), withKey("key-1", two));
    }

    @Test
    void a_replacement_that_is_refused_leaves_the_transaction_usable_and_nothing_of_itself() {
        Connection okta = Samples.connection("acme", "okta", "one");
        insert(okta);
        insert(Samples.connection("globex", "okta", "two"));

        ports.transactions()
                .inTransaction(() -> List.of(
                        ports.connections().replace(named("Never", okta), named("Changed", okta)),
                        ports.connections().replace(okta, named("Changed", withKey("two", okta))),
                        ports.connections().delete(named("Never", okta)),
                        ports.connections().insert(Samples.connection("acme", "entra", "three"))));

        assertThat(ports.connections().list(ACME)).containsExactly(Samples.connection("acme", "entra", "three"), okta);
    }

    @Test
    void a_connection_that_is_replaced_keeps_its_mappings() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);
        map(okta, "m1");

        replace(okta, withKey("another-key", okta));

        assertThat(mappingsOf(okta)).containsExactly(Samples.mapping(okta, "m1", "group of m1"));
    }

    @Test
    void of_many_threads_that_replace_one_state_exactly_one_succeeds() {
        for (int round = 0; round < 5; round++) {
            Connection before = Samples.connection("acme", "okta-" + round);
            insert(before);

            List<Replacement> replacements = Together.run(
                    16,
                    thread -> ports.transactions()
                            .forOneCall(() -> ports.connections().replace(before, named("Name " + thread, before))));

            assertThat(replacements).containsOnlyOnce(Replacement.REPLACED);
            assertThat(replacements)
                    .filteredOn(Replacement.NOT_AS_EXPECTED::equals)
                    .hasSize(15);
            assertThat(ports.connections().find(ACME, before.id()))
                    .contains(named("Name " + replacements.indexOf(Replacement.REPLACED), before));
        }
    }

    @Test
    void of_many_threads_that_take_one_provider_key_for_theirs_exactly_one_succeeds() {
        List<Connection> before = IntStream.range(0, 12)
                .mapToObj(index -> Samples.connection("org-" + index, "okta"))
                .toList();
        before.stream().limit(6).forEach(this::insert);

        List<Boolean> successes = Together.run(
                12,
                thread -> thread < 6
                        ? replace(before.get(thread), withKey("shared", before.get(thread))) == Replacement.REPLACED
                        : insert(withKey("shared", before.get(thread))) == Insertion.INSERTED);

        assertThat(successes).containsOnlyOnce(true);
        assertThat(before.stream()
                        .flatMap(connection -> ports.connections().list(connection.org()).stream())
                        .filter(connection -> connection.providerKey().equals(new ProviderKey("shared")))
                        .map(Connection::org))
                .containsExactly(before.get(successes.indexOf(true)).org());
    }

    @Test
    void a_connection_is_removed_with_its_mappings_and_no_others() {
        Connection okta = Samples.connection("acme", "okta");
        Connection entra = Samples.connection("acme", "entra");
        Connection foreign = Samples.connection("globex", "okta");
        Stream.of(okta, entra, foreign).forEach(connection -> {
            insert(connection);
            map(connection, "m1");
        });

        assertThat(delete(okta)).isTrue();

        assertThat(ports.connections().list(ACME)).containsExactly(entra);
        assertThat(ports.connections().find(ACME, okta.id())).isEmpty();
        assertThat(ports.connections().find(ACME, okta.providerKey())).isEmpty();
        assertThat(Pages.all(ports.mappings(), ACME, okta.id())).isEmpty();
        assertThat(ports.mappings().find(ACME, okta.id(), new MappingId("m1"))).isEmpty();
        assertThat(mappingsOf(entra)).hasSize(1);
        assertThat(mappingsOf(foreign)).hasSize(1);
    }

    @Test
    void a_connection_in_another_state_is_not_removed() {
        Connection okta = Samples.connection("acme", "okta", "shared");
        insert(okta);
        map(okta, "m1");

        othersThan(okta)
                .forEach(other ->
                        assertThat(delete(other)).as("expected %s", other).isFalse());

        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(mappingsOf(okta)).hasSize(1);
    }

    @Test
    void a_connection_is_removed_once() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);
        delete(okta);

        assertThat(delete(okta)).isFalse();
    }

    @Test
    void the_id_and_the_provider_key_of_a_removed_connection_are_free_and_its_mappings_never_come_back() {
        Connection okta = Samples.connection("acme", "okta", "shared");
        insert(okta);
        map(okta, "m1");
        delete(okta);

        assertThat(insert(okta)).isEqualTo(Insertion.INSERTED);

        assertThat(mappingsOf(okta)).isEmpty();
        assertThat(map(okta, "m1")).isEqualTo(new GroupRoleMappingRepository.Inserted());
        delete(okta);
        assertThat(insert(Samples.connection("globex", "entra", "shared"))).isEqualTo(Insertion.INSERTED);
    }

    @Test
    void a_connection_is_removed_and_inserted_again_in_one_transaction() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);
        map(okta, "m1");

        Insertion again = ports.transactions().inTransaction(() -> {
            ports.connections().delete(okta);
            return ports.connections().insert(okta);
        });

        assertThat(again).isEqualTo(Insertion.INSERTED);
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(mappingsOf(okta)).isEmpty();
    }

    @Test
    void a_removed_connection_is_back_with_its_mappings_when_the_transaction_is_rolled_back() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);
        map(okta, "m1");

        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.connections().delete(okta);
                    assertThat(ports.connections().list(ACME)).as("seen inside").isEmpty();
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(mappingsOf(okta)).hasSize(1);
    }

    @Test
    void of_many_threads_that_remove_a_connection_exactly_one_succeeds() {
        for (int round = 0; round < 5; round++) {
            Connection okta = Samples.connection("acme", "okta");
            insert(okta);
            map(okta, "m1");

            List<Boolean> removals = Together.run(
                    8,
                    thread -> ports.transactions()
                            .forOneCall(() -> ports.connections().delete(okta)));

            assertThat(removals).containsOnlyOnce(true);
            assertThat(ports.connections().list(ACME)).isEmpty();
        }
    }

    @Test
    void a_connection_that_some_replace_and_some_remove_is_either_replaced_or_removed() {
        for (int round = 0; round < 10; round++) {
            Connection before = Samples.connection("acme", "okta-" + round);
            insert(before);

            List<Boolean> successes = Together.run(
                    6,
                    thread -> thread % 2 == 0
                            ? delete(before)
                            : replace(before, named("Name " + thread, before)) == Replacement.REPLACED);

            assertThat(successes).containsOnlyOnce(true);
            int winner = successes.indexOf(true);
            assertThat(ports.connections().find(ACME, before.id()).stream())
                    .isEqualTo(winner % 2 == 0 ? List.of() : List.of(named("Name " + winner, before)));
        }
    }

    @Test
    void a_mapping_that_is_inserted_while_its_connection_is_removed_goes_with_it() {
        Connection okta = Samples.connection("acme", "okta");
        for (int round = 0; round < 20; round++) {
            insert(okta);
            map(okta, "before");

            List<Object> outcomes =
                    Together.run(6, thread -> thread == 0 ? (Object) delete(okta) : map(okta, "m" + thread));

            assertThat(outcomes.get(0)).isEqualTo(true);
            assertThat(outcomes.subList(1, 6))
                    .isSubsetOf(
                            new GroupRoleMappingRepository.Inserted(),
                            new GroupRoleMappingRepository.NoSuchConnection());
            assertThat(Pages.all(ports.mappings(), ACME, okta.id())).isEmpty();
            insert(okta);
            assertThat(mappingsOf(okta))
                    .as("of a new connection with the same id")
                    .isEmpty();
            delete(okta);
        }
    }

    @Test
    void a_change_outside_of_a_transaction_is_refused() {
        Connection okta = Samples.connection("acme", "okta");
        insert(okta);

        assertThatThrownBy(() -> ports.connections().replace(okta, named("Changed", okta)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ports.connections().delete(okta)).isInstanceOf(IllegalStateException.class);

        assertThat(ports.connections().list(ACME)).containsExactly(okta);
    }
}
