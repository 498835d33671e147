package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.AlreadyMapped;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Inserted;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.NoSuchConnection;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Replacement;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.UnknownRole;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleRepository.Deleted;
import io.rolemap.domain.role.RoleRepository.Deletion;
import io.rolemap.domain.role.RoleRepository.InUse;
import io.rolemap.domain.role.RoleRepository.NoSuchRole;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link io.rolemap.domain.role.RoleRepository} keeps to, and what the repositories of mappings and
 * connections on the same storage keep to because of it. The test of an adapter that keeps catalogues extends this class
 * and supplies its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a role is read as it was inserted: every 64-bit number, names code point for code point, both moments to the
 *     millisecond; lists begin with the smallest number;
 * <li>an organisation has a number once, and of 16 threads that insert the same one exactly one succeeds; a role is
 *     replaced only in the state that is expected;
 * <li>catalogues of different organisations have nothing to do with each other;
 * <li>from an organisation's first role to its last, no mapping and no default role is stored that would grant one which
 *     is not in its catalogue, be it inserted, replaced or part of a whole set; what granted one before stays, and
 *     mappings can be removed and other parts of a connection changed all the same;
 * <li>a role that is in use is not removed, and the uses are counted and their connections named;
 * <li>a role that is removed while mappings or default roles that grant it are being stored is either still there
 *     afterwards, or granted by nothing;
 * <li>whatever is refused leaves the transaction usable and nothing of itself;
 * <li>a write outside of a transaction is refused.
 * </ul>
 */
public abstract class RoleRepositoryContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");
    private static final Instant LATER = Samples.NOW.plusSeconds(1);
    private static final int ROUNDS = 20;

    private RolePorts ports;
    private Connection okta;

    /** For the test that extends it. */
    protected RoleRepositoryContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract RolePorts emptyStorage();

    @BeforeEach
    final void connect() {
        Requirements.checkParameterizedTests();
        ports = emptyStorage();
        okta = Samples.connection("acme", "okta");
        connect(okta);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return ports.transactions().inTransaction(work);
    }

    private ConnectionRepository.Insertion connect(Connection connection) {
        return inTransaction(() -> ports.connections().insert(connection));
    }

    private ConnectionRepository.Replacement reconnect(Connection expected, Connection replacement) {
        return inTransaction(() -> ports.connections().replace(expected, replacement));
    }

    private Insertion map(GroupRoleMapping mapping) {
        return inTransaction(() -> ports.mappings().insert(mapping));
    }

    private Replacement remap(GroupRoleMapping expected, GroupRoleMapping replacement) {
        return inTransaction(() -> ports.mappings().replace(expected, replacement));
    }

    private Set<RoleId> apply(MappingChanges changes) {
        return inTransaction(() -> {
            ports.mappings().listExclusively(ACME, okta.id());
            return ports.mappings().apply(ACME, okta.id(), changes);
        });
    }

    private boolean insert(Role role) {
        return inTransaction(() -> ports.roles().insert(role));
    }

    private void insertAll(long... roles) {
        inTransaction(() -> LongStream.of(roles)
                .mapToObj(role -> ports.roles().insert(Samples.role("acme", role)))
                .toList());
    }

    private Deletion delete(long role) {
        return inTransaction(() -> ports.roles().delete(ACME, new RoleId(role)));
    }

    private List<GroupRoleMapping> mappings() {
        return Pages.all(ports.mappings(), ACME, okta.id()).orElseThrow();
    }

    private static Connection defaultingTo(long role, Connection connection) {
        return ConnectionChanges.none()
                .withDefaultRole(Optional.of(new RoleId(role)))
                .appliedTo(connection, LATER);
    }

    private static GroupRoleMapping to(long role, GroupRoleMapping mapping) {
        return mapping.granting(new RoleId(role), LATER);
    }

    private static Set<RoleId> roles(long... numbers) {
        return LongStream.of(numbers).mapToObj(RoleId::new).collect(Collectors.toSet());
    }

    private static Role named(String name, Role role) {
        return role.named(new RoleName(name), LATER);
    }

    @Test
    void a_role_is_found_as_it_was_inserted() {
        Role role = new Role(ACME, new RoleId(7), new RoleName("Operator"), Samples.NOW, LATER);

        assertThat(insert(role)).isTrue();

        assertThat(ports.roles().find(ACME, role.id())).contains(role);
        assertThat(ports.roles().list(ACME)).containsExactly(role);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -9_007_199_254_740_993L,
                -1,
                0,
                1,
                2_147_483_648L,
                9_007_199_254_740_993L,
                Long.MAX_VALUE
            })
    void every_64_bit_number_and_moment_is_kept_exactly(long number) {
        Instant moment = Instant.ofEpochMilli(number);
        Role role = new Role(ACME, new RoleId(number), new RoleName("Operator"), moment, moment);
        insert(role);

        assertThat(ports.roles().find(ACME, new RoleId(number))).contains(role);
        assertThat(ports.roles().list(ACME)).containsExactly(role);
        assertThat(delete(number)).isEqualTo(new Deleted());
    }

    @Test
    void names_are_kept_code_point_for_code_point() {
        List<Role> roles = new ArrayList<>();
        for (String name : MappingSentences.LOOKALIKES) {
            Role role = named(name, Samples.role("acme", roles.size()));
            assertThat(insert(role)).isTrue();
            roles.add(role);
        }
        Role longest = named("\ud83d\ude80".repeat(RoleName.MAX_CODE_POINTS), Samples.role("acme", roles.size()));
        insert(longest);
        roles.add(longest);

        assertThat(ports.roles().list(ACME)).isEqualTo(roles);
    }

    @Test
    void random_names_are_kept_code_point_for_code_point() {
        Generated.cases(30, random -> {
            String name = Generated.text(random, random.nextInt(1, RoleName.MAX_CODE_POINTS + 1));
            Role role = named(name, Samples.role("acme", random.nextLong()));
            insert(role);

            assertThat(ports.roles().find(ACME, role.id())).contains(role);
        });
    }

    @Test
    void roles_are_listed_by_number_the_smallest_first() {
        insertAll(10, 9, Long.MAX_VALUE, -1, 0, Long.MIN_VALUE, 100);

        assertThat(ports.roles().list(ACME))
                .extracting(role -> role.id().value())
                .containsExactly(Long.MIN_VALUE, -1L, 0L, 9L, 10L, 100L, Long.MAX_VALUE);
    }

    @Test
    void several_roles_may_have_the_same_name() {
        assertThat(insert(named("Operator", Samples.role("acme", 1)))).isTrue();
        assertThat(insert(named("Operator", Samples.role("acme", 2)))).isTrue();
    }

    @Test
    void an_organisation_has_a_number_once() {
        Role first = Samples.role("acme", 7);
        insert(first);

        assertThat(insert(named("Another", first))).isFalse();

        assertThat(ports.roles().list(ACME)).containsExactly(first);
    }

    @Test
    void of_many_threads_that_insert_one_role_exactly_one_succeeds() {
        for (int round = 0; round < 5; round++) {
            Role role = Samples.role("acme", round);

            List<Boolean> insertions = Together.run(
                    16,
                    thread ->
                            ports.transactions().forOneCall(() -> ports.roles().insert(named("Name " + thread, role))));

            assertThat(insertions).containsOnlyOnce(true);
            assertThat(ports.roles().find(ACME, role.id())).contains(named("Name " + insertions.indexOf(true), role));
        }
    }

    @Test
    void organisations_have_catalogues_of_their_own() {
        Role ours = named("Ours", Samples.role("acme", 7));
        Role theirs = named("Theirs", Samples.role("globex", 7));

        assertThat(insert(ours)).isTrue();
        assertThat(insert(theirs)).isTrue();

        assertThat(ports.roles().list(ACME)).containsExactly(ours);
        assertThat(ports.roles().find(GLOBEX, theirs.id())).contains(theirs);
        assertThat(delete(7)).isEqualTo(new Deleted());
        assertThat(ports.roles().list(ACME)).isEmpty();
        assertThat(ports.roles().list(GLOBEX)).containsExactly(theirs);
    }

    @Test
    void an_organisation_nobody_heard_of_has_no_roles() {
        insertAll(7);

        assertThat(ports.roles().list(GLOBEX)).isEmpty();
        assertThat(ports.roles().find(GLOBEX, new RoleId(7))).isEmpty();
        assertThat(ports.roles().find(ACME, new RoleId(8))).isEmpty();
    }

    @Test
    void a_role_is_replaced_by_its_next_state() {
        Role before = Samples.role("acme", 7);
        Role after = named(" Operator \ud83d\ude80 ", before);
        insert(before);
        insertAll(8);

        assertThat(inTransaction(() -> ports.roles().replace(before, after))).isTrue();

        assertThat(ports.roles().list(ACME)).containsExactly(after, Samples.role("acme", 8));
    }

    @Test
    void a_role_in_another_state_is_not_replaced() {
        Role stored = Samples.role("acme", 7);
        insert(stored);

        for (Role other : List.of(
                Samples.role("acme", 8),
                Samples.role("globex", 7),
                new Role(ACME, stored.id(), new RoleName("role 7"), Samples.NOW, Samples.NOW),
                new Role(ACME, stored.id(), stored.name(), LATER, Samples.NOW),
                new Role(ACME, stored.id(), stored.name(), Samples.NOW, LATER))) {
            assertThat(inTransaction(() -> ports.roles().replace(other, named("Changed", other))))
                    .as("expected %s", other)
                    .isFalse();
        }

        assertThat(ports.roles().list(ACME)).containsExactly(stored);
        assertThat(ports.roles().list(GLOBEX)).isEmpty();
    }

    @Test
    void of_many_threads_that_replace_one_state_exactly_one_succeeds() {
        for (int round = 0; round < 5; round++) {
            Role before = Samples.role("acme", round);
            insert(before);

            List<Boolean> replacements = Together.run(
                    16,
                    thread -> ports.transactions()
                            .forOneCall(() -> ports.roles().replace(before, named("Name " + thread, before))));

            assertThat(replacements).containsOnlyOnce(true);
            assertThat(ports.roles().find(ACME, before.id()))
                    .contains(named("Name " + replacements.indexOf(true), before));
        }
    }

    @Test
    void a_role_that_nothing_uses_is_removed() {
        insertAll(7, 8);

        assertThat(delete(7)).isEqualTo(new Deleted());

        assertThat(ports.roles().find(ACME, new RoleId(7))).isEmpty();
        assertThat(ports.roles().list(ACME)).containsExactly(Samples.role("acme", 8));
    }

    @Test
    void a_role_that_the_organisation_has_not_is_not_removed() {
        insertAll(7);
        insert(Samples.role("globex", 8));

        assertThat(delete(8)).isEqualTo(new NoSuchRole());

        assertThat(ports.roles().list(ACME)).hasSize(1);
        assertThat(ports.roles().list(GLOBEX)).hasSize(1);
    }

    @Test
    void a_role_that_is_granted_but_not_in_the_catalogue_is_not_in_it() {
        map(Samples.mapping(okta, "m1", "Admins", 8));
        insertAll(7);

        assertThat(delete(8)).isEqualTo(new NoSuchRole());
    }

    @Test
    void a_role_is_removed_once_and_can_be_entered_again() {
        insertAll(7);
        delete(7);

        assertThat(delete(7)).isEqualTo(new NoSuchRole());
        assertThat(insert(Samples.role("acme", 7))).isTrue();
    }

    @Test
    void a_role_in_use_is_not_removed_and_its_uses_are_counted_and_named() {
        insertAll(7, 8);
        insert(Samples.role("globex", 7));
        Connection entra = defaultingTo(7, Samples.connection("acme", "Entra", "acme-entra"));
        Connection both = defaultingTo(7, Samples.connection("acme", "both"));
        Connection other = defaultingTo(8, Samples.connection("acme", "other"));
        Connection foreign = defaultingTo(7, Samples.connection("globex", "abroad"));
        List.of(entra, both, other, foreign).forEach(this::connect);
        map(Samples.mapping(okta, "m1", "Admins", 7));
        map(Samples.mapping(okta, "m2", "Users", 7));
        map(Samples.mapping(okta, "m3", "Guests", 8));
        map(Samples.mapping(both, "m1", "Admins", 7));
        map(Samples.mapping(foreign, "m1", "Admins", 7));

        assertThat(delete(7)).isEqualTo(new InUse(new RoleUses(3, 2, List.of(entra.id(), both.id(), okta.id()))));

        assertThat(ports.roles().find(ACME, new RoleId(7))).isPresent();
    }

    @Test
    void the_first_hundred_of_the_connections_that_use_a_role_are_named() {
        insertAll(7);
        List<Connection> users = IntStream.range(0, 103)
                .mapToObj(index -> Samples.connection("acme", "user-%03d".formatted(index)))
                .map(connection -> defaultingTo(7, connection))
                .collect(Collectors.toCollection(ArrayList::new));
        List<ConnectionId> first = users.stream()
                .limit(RoleUses.MAX_CONNECTIONS)
                .map(Connection::id)
                .toList();
        Collections.reverse(users);
        inTransaction(() -> users.stream().map(ports.connections()::insert).toList());
        map(Samples.mapping(users.get(0), "m1", "Admins", 7));

        assertThat(delete(7)).isEqualTo(new InUse(new RoleUses(1, 103, first)));
    }

    @Test
    void a_role_that_is_no_longer_used_can_be_removed() {
        insertAll(1, 2, 3, 4, 9);
        GroupRoleMapping removed = Samples.mapping(okta, "m1", "Removed", 1);
        GroupRoleMapping replaced = Samples.mapping(okta, "m2", "Replaced", 2);
        Connection cleared = defaultingTo(3, Samples.connection("acme", "cleared"));
        Connection gone = defaultingTo(4, Samples.connection("acme", "gone"));
        List.of(removed, replaced).forEach(this::map);
        List.of(cleared, gone).forEach(this::connect);
        assertThat(List.of(delete(1), delete(2), delete(3), delete(4))).hasOnlyElementsOfType(InUse.class);

        inTransaction(() -> ports.mappings().delete(removed));
        remap(replaced, to(9, replaced));
        reconnect(
                cleared,
                ConnectionChanges.none().withDefaultRole(Optional.empty()).appliedTo(cleared, LATER));
        inTransaction(() -> ports.connections().delete(gone));

        assertThat(List.of(delete(1), delete(2), delete(3), delete(4))).containsOnly(new Deleted());
    }

    @Test
    void a_removal_that_is_refused_leaves_the_transaction_usable_and_nothing_of_itself() {
        insertAll(7, 8);
        map(Samples.mapping(okta, "m1", "Admins", 7));

        List<Deletion> deletions = inTransaction(() -> List.of(
                ports.roles().delete(ACME, new RoleId(7)),
                ports.roles().delete(ACME, new RoleId(9)),
                ports.roles().delete(ACME, new RoleId(8))));

        assertThat(deletions.get(0)).isInstanceOf(InUse.class);
        assertThat(deletions.subList(1, 3)).containsExactly(new NoSuchRole(), new Deleted());
        assertThat(ports.roles().list(ACME)).containsExactly(Samples.role("acme", 7));
    }

    @Test
    void what_was_done_to_a_catalogue_is_taken_back_when_the_transaction_is_rolled_back() {
        Role kept = Samples.role("acme", 7);
        insertAll(7, 8);

        assertThatThrownBy(() -> inTransaction(() -> {
                    ports.roles().insert(Samples.role("acme", 9));
                    ports.roles().replace(kept, named("Changed", kept));
                    ports.roles().delete(ACME, new RoleId(8));
                    assertThat(ports.roles().list(ACME))
                            .as("seen inside")
                            .containsExactly(named("Changed", kept), Samples.role("acme", 9));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(ports.roles().list(ACME)).containsExactly(kept, Samples.role("acme", 8));
    }

    @Test
    void without_a_role_every_role_can_be_granted() {
        assertThat(map(Samples.mapping(okta, "m1", "Admins", 99))).isEqualTo(new Inserted());
        assertThat(connect(defaultingTo(98, Samples.connection("acme", "entra"))))
                .isEqualTo(ConnectionRepository.Insertion.INSERTED);
        assertThat(ports.mappings().unknownRoles(ACME, roles(97))).isEmpty();
    }

    @Test
    void from_the_first_role_on_a_mapping_is_inserted_only_with_a_role_of_the_catalogue() {
        insertAll(7);
        GroupRoleMapping known = Samples.mapping(okta, "m2", "Users", 7);

        assertThat(map(Samples.mapping(okta, "m1", "Admins", 8))).isEqualTo(new UnknownRole());
        assertThat(ports.transactions()
                        .forOneCall(() -> ports.mappings().insert(Samples.mapping(okta, "m1", "Admins", -7))))
                .isEqualTo(new UnknownRole());
        assertThat(map(known)).isEqualTo(new Inserted());

        assertThat(mappings()).containsExactly(known);
    }

    @Test
    void an_unknown_role_is_told_after_everything_else_about_an_insert() {
        insertAll(7);
        GroupRoleMapping mapped = Samples.mapping(okta, "m1", "Admins", 7);
        map(mapped);

        assertThat(map(Samples.mapping(Samples.connection("acme", "unknown"), "m2", "Users", 8)))
                .isEqualTo(new NoSuchConnection());
        assertThat(map(Samples.mapping(okta, "m2", "Admins", 8))).isEqualTo(new AlreadyMapped(mapped));
    }

    @Test
    void a_mapping_is_replaced_only_by_one_with_a_role_of_the_catalogue() {
        insertAll(7, 8);
        GroupRoleMapping before = Samples.mapping(okta, "m1", "Admins", 7);
        map(before);

        assertThat(remap(before, to(9, before))).isEqualTo(Replacement.UNKNOWN_ROLE);
        assertThat(mappings()).containsExactly(before);
        assertThat(remap(to(8, before), to(9, before))).isEqualTo(Replacement.NOT_AS_EXPECTED);
        assertThat(remap(before, to(8, before))).isEqualTo(Replacement.REPLACED);

        assertThat(mappings()).containsExactly(to(8, before));
    }

    @Test
    void a_set_is_changed_only_with_roles_of_the_catalogue_and_all_that_are_not_in_it_are_told() {
        GroupRoleMapping stays = Samples.mapping(okta, "m1", "Stays", 99);
        GroupRoleMapping updated = Samples.mapping(okta, "m2", "Updated", 7);
        GroupRoleMapping deleted = Samples.mapping(okta, "m3", "Deleted", 98);
        List.of(stays, updated, deleted).forEach(this::map);
        insertAll(7, 8);

        assertThat(apply(new MappingChanges(
                        List.of(
                                Samples.mapping(okta, "m4", "Fourth", 7),
                                Samples.mapping(okta, "m5", "Fifth", 1),
                                Samples.mapping(okta, "m6", "Sixth", 1)),
                        List.of(new MappingChanges.Update(updated, to(2, updated))),
                        List.of(deleted),
                        1)))
                .isEqualTo(roles(1, 2));
        assertThat(mappings()).containsExactly(stays, updated, deleted);

        GroupRoleMapping created = Samples.mapping(okta, "m4", "Fourth", 7);
        assertThat(apply(new MappingChanges(
                        List.of(created),
                        List.of(new MappingChanges.Update(updated, to(8, updated))),
                        List.of(deleted),
                        1)))
                .isEmpty();
        assertThat(mappings()).containsExactly(stays, to(8, updated), created);
    }

    @Test
    void thousands_of_unknown_roles_are_told_at_once() {
        insertAll(0);
        List<GroupRoleMapping> created = IntStream.range(0, 2_000)
                .mapToObj(index -> Samples.mapping(okta, "m" + index, "group " + index, index))
                .toList();
        Set<RoleId> unknown = roles(LongStream.range(1, 2_000).toArray());

        assertThat(ports.mappings()
                        .unknownRoles(ACME, roles(LongStream.range(0, 2_000).toArray())))
                .isEqualTo(unknown);
        assertThat(apply(new MappingChanges(created, List.of(), List.of(), 0))).isEqualTo(unknown);
        assertThat(mappings()).isEmpty();
    }

    @Test
    void a_connection_is_inserted_only_with_a_default_role_of_the_catalogue_or_none() {
        insertAll(7);
        Connection none = Samples.connection("acme", "none");
        Connection known = defaultingTo(7, Samples.connection("acme", "known"));
        Connection unknown = defaultingTo(8, Samples.connection("acme", "unknown"));

        assertThat(connect(none)).isEqualTo(ConnectionRepository.Insertion.INSERTED);
        assertThat(connect(known)).isEqualTo(ConnectionRepository.Insertion.INSERTED);
        assertThat(connect(unknown)).isEqualTo(ConnectionRepository.Insertion.UNKNOWN_ROLE);

        assertThat(ports.connections().list(ACME)).containsExactlyInAnyOrder(okta, none, known);
        assertThat(ports.connections().find(ACME, unknown.providerKey())).isEmpty();
        assertThat(connect(Samples.connection(
                        "globex", "okta", unknown.providerKey().value())))
                .as("the key of the one that was refused is free")
                .isEqualTo(ConnectionRepository.Insertion.INSERTED);
    }

    @Test
    void an_unknown_default_role_is_told_after_everything_else_about_an_insert() {
        insertAll(7);

        assertThat(connect(defaultingTo(8, okta))).isEqualTo(ConnectionRepository.Insertion.ID_IN_USE);
        assertThat(connect(defaultingTo(
                        8,
                        Samples.connection("acme", "entra", okta.providerKey().value()))))
                .isEqualTo(ConnectionRepository.Insertion.PROVIDER_KEY_IN_USE);
    }

    @Test
    void a_connection_is_given_only_a_default_role_of_the_catalogue_or_none() {
        insertAll(7);
        Connection known = defaultingTo(7, okta);
        Connection none =
                ConnectionChanges.none().withDefaultRole(Optional.empty()).appliedTo(known, LATER);

        assertThat(reconnect(okta, defaultingTo(8, okta))).isEqualTo(ConnectionRepository.Replacement.UNKNOWN_ROLE);
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
        assertThat(reconnect(okta, known)).isEqualTo(ConnectionRepository.Replacement.REPLACED);
        assertThat(reconnect(known, none)).isEqualTo(ConnectionRepository.Replacement.REPLACED);

        assertThat(ports.connections().list(ACME)).containsExactly(none);
    }

    @Test
    void an_unknown_default_role_is_told_after_everything_else_about_a_replacement() {
        insertAll(7);
        connect(Samples.connection("globex", "okta", "taken"));
        Connection unknownRole = defaultingTo(8, okta);
        Connection takenKeyToo = ConnectionChanges.none()
                .withProviderKey(new ProviderKey("taken"))
                .appliedTo(unknownRole, LATER);

        assertThat(reconnect(unknownRole, takenKeyToo)).isEqualTo(ConnectionRepository.Replacement.NOT_AS_EXPECTED);
        assertThat(reconnect(okta, takenKeyToo)).isEqualTo(ConnectionRepository.Replacement.PROVIDER_KEY_IN_USE);
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
    }

    @Test
    void what_granted_a_role_before_the_catalogue_stays() {
        GroupRoleMapping old = Samples.mapping(okta, "m1", "Admins", 99);
        Connection oldDefault = defaultingTo(99, Samples.connection("acme", "entra"));
        map(old);
        connect(oldDefault);
        insertAll(7);

        Connection renamed = ConnectionChanges.none().withEnabled(false).appliedTo(oldDefault, LATER);
        assertThat(reconnect(oldDefault, renamed)).isEqualTo(ConnectionRepository.Replacement.REPLACED);

        assertThat(ports.connections().find(ACME, renamed.id())).contains(renamed);
        assertThat(mappings()).containsExactly(old);
        assertThat(apply(new MappingChanges(List.of(), List.of(), List.of(), 1)))
                .as("a set that stays as it is")
                .isEmpty();
        assertThat(inTransaction(() -> ports.mappings().delete(old))).isTrue();
        assertThat(map(old)).as("once it is removed").isEqualTo(new UnknownRole());
    }

    @Test
    void with_its_last_role_a_catalogue_is_gone() {
        insertAll(7, 8);
        delete(7);
        assertThat(map(Samples.mapping(okta, "m1", "Admins", 9))).isEqualTo(new UnknownRole());

        delete(8);

        assertThat(map(Samples.mapping(okta, "m1", "Admins", 9))).isEqualTo(new Inserted());
        assertThat(ports.mappings().unknownRoles(ACME, roles(7, 8))).isEmpty();
    }

    @Test
    void the_catalogue_of_another_organisation_is_not_asked() {
        insert(Samples.role("globex", 7));
        Connection foreign = Samples.connection("globex", "okta");
        connect(foreign);

        assertThat(map(Samples.mapping(okta, "m1", "Admins", 8))).isEqualTo(new Inserted());
        assertThat(connect(defaultingTo(8, Samples.connection("acme", "entra"))))
                .isEqualTo(ConnectionRepository.Insertion.INSERTED);
        assertThat(ports.mappings().unknownRoles(ACME, roles(8))).isEmpty();

        insertAll(8);

        assertThat(map(Samples.mapping(foreign, "m1", "Admins", 8))).isEqualTo(new UnknownRole());
        assertThat(map(Samples.mapping(okta, "m2", "Users", 7))).isEqualTo(new UnknownRole());
    }

    @Test
    void those_roles_are_unknown_that_are_not_in_the_catalogue() {
        insertAll(7, Long.MIN_VALUE);

        assertThat(ports.mappings().unknownRoles(ACME, roles(7, 8, -7, Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(roles(8, -7, Long.MAX_VALUE));
        assertThat(ports.mappings().unknownRoles(ACME, roles(7))).isEmpty();
        assertThat(ports.mappings().unknownRoles(ACME, Set.of())).isEmpty();
    }

    @Test
    void a_role_that_is_entered_in_a_transaction_can_be_granted_in_it() {
        insertAll(7);

        List<Insertion> insertions = inTransaction(() -> {
            ports.roles().insert(Samples.role("acme", 8));
            return List.of(
                    ports.mappings().insert(Samples.mapping(okta, "m1", "Admins", 8)),
                    ports.mappings().insert(Samples.mapping(okta, "m2", "Users", 9)));
        });

        assertThat(insertions).containsExactly(new Inserted(), new UnknownRole());
    }

    @Test
    void an_unknown_role_leaves_the_transaction_usable_and_what_was_done_before_in_it() {
        insertAll(7);
        GroupRoleMapping before = Samples.mapping(okta, "m1", "Before", 7);
        GroupRoleMapping after = Samples.mapping(okta, "m2", "After", 7);

        inTransaction(() -> {
            ports.mappings().insert(before);
            ports.mappings().insert(Samples.mapping(okta, "m3", "Never", 8));
            ports.mappings().replace(before, to(8, before));
            ports.mappings().listExclusively(ACME, okta.id());
            ports.mappings()
                    .apply(
                            ACME,
                            okta.id(),
                            new MappingChanges(
                                    List.of(Samples.mapping(okta, "m3", "Never", 8)), List.of(), List.of(before), 0));
            ports.connections().insert(defaultingTo(8, Samples.connection("acme", "entra")));
            ports.connections().replace(okta, defaultingTo(8, okta));
            return ports.mappings().insert(after);
        });

        assertThat(mappings()).containsExactly(before, after);
        assertThat(ports.connections().list(ACME)).containsExactly(okta);
    }

    @Test
    void a_role_is_removed_or_granted_by_a_mapping_that_is_inserted_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted(
                (connection, thread) -> map(Samples.mapping(connection, "new-" + thread, "new group " + thread, 1))
                        .equals(new Inserted()));
    }

    @Test
    void a_role_is_removed_or_granted_by_a_mapping_that_is_inserted_in_one_call_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted((connection, thread) -> ports.transactions()
                .forOneCall(() ->
                        ports.mappings().insert(Samples.mapping(connection, "new-" + thread, "new group " + thread, 1)))
                .equals(new Inserted()));
    }

    @Test
    void a_role_is_removed_or_granted_by_a_mapping_that_is_replaced_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted((connection, thread) -> {
            GroupRoleMapping old = old(connection, thread);
            return ports.transactions().forOneCall(() -> ports.mappings().replace(old, to(1, old)))
                    == Replacement.REPLACED;
        });
    }

    @Test
    void a_role_is_removed_or_granted_by_a_set_that_is_replaced_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted((connection, thread) -> inTransaction(() -> {
            SequentialIds ids = new SequentialIds("of-" + thread + "-");
            WantedMappings wanted = new WantedMappings(IntStream.range(0, 5)
                    .mapToObj(index ->
                            new WantedMapping(new ExternalGroup("group " + index * thread), new RoleId(1 + index % 2)))
                    .toList());
            List<GroupRoleMapping> current =
                    ports.mappings().listExclusively(ACME, connection.id()).orElseThrow();
            MappingChanges changes = MappingPlan.between(current, wanted)
                    .at(ACME, connection.id(), LATER, () -> new MappingId(ids.newId()));
            return ports.mappings().apply(ACME, connection.id(), changes).isEmpty();
        }));
    }

    @Test
    void a_role_is_removed_or_the_default_of_a_connection_that_is_inserted_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted((connection, thread) ->
                connect(defaultingTo(1, Samples.connection("acme", connection.id() + "-" + thread)))
                        == ConnectionRepository.Insertion.INSERTED);
    }

    @Test
    void a_role_is_removed_or_the_default_of_a_connection_that_is_replaced_at_the_same_moment() {
        assertThatRemovedRolesAreNotGranted((connection, thread) -> ports.transactions()
                        .forOneCall(() -> ports.connections().replace(connection, defaultingTo(1, connection)))
                == ConnectionRepository.Replacement.REPLACED);
    }

    /** Stores something on a thread that grants role 1, and returns whether it was stored. */
    private interface Grant {
        boolean store(Connection connection, int thread);
    }

    /** What a connection has before each round: one mapping to role 2 for each thread. */
    private static GroupRoleMapping old(Connection connection, int thread) {
        return Samples.mapping(connection, "old-" + thread, "old group " + thread, 2);
    }

    private void assertThatRemovedRolesAreNotGranted(Grant grant) {
        int threads = 4;
        insertAll(1, 2);
        for (int round = 0; round < ROUNDS; round++) {
            Connection connection = Samples.connection("acme", "round-" + round);
            connect(connection);
            IntStream.range(1, threads).forEach(thread -> map(old(connection, thread)));

            List<Boolean> outcomes = Together.run(
                    threads, thread -> thread == 0 ? delete(1).equals(new Deleted()) : grant.store(connection, thread));

            boolean removed = outcomes.get(0);
            boolean stored = outcomes.subList(1, threads).contains(true);
            assertThat(ports.roles().find(ACME, new RoleId(1)).isPresent()).isEqualTo(!removed);
            assertThat(isGranted(1))
                    .as("a role that was%s removed is granted", removed ? "" : " not")
                    .isEqualTo(stored);
            assertThat(removed && stored).as("removed, and granted").isFalse();

            ports.connections()
                    .list(ACME)
                    .forEach(any -> inTransaction(() -> ports.connections().delete(any)));
            if (removed) {
                insertAll(1);
            }
        }
    }

    private boolean isGranted(long role) {
        return ports.connections().list(ACME).stream()
                .anyMatch(connection -> connection.defaultRole().equals(Optional.of(new RoleId(role)))
                        || Pages.all(ports.mappings(), ACME, connection.id()).stream()
                                .flatMap(List::stream)
                                .anyMatch(mapping -> mapping.role().equals(new RoleId(role))));
    }

    @Test
    void the_first_role_and_a_mapping_that_is_inserted_at_the_same_moment_do_not_hinder_each_other() {
        for (int round = 0; round < ROUNDS; round++) {
            OrgId org = new OrgId("org-" + round);
            Connection connection = Samples.connection(org.value(), "okta");
            connect(connection);

            List<Boolean> outcomes = Together.run(
                    4,
                    thread -> thread == 0
                            ? insert(Samples.role(org.value(), 7))
                            : map(Samples.mapping(connection, "m" + thread, "group " + thread, 8))
                                    .equals(new Inserted()));

            assertThat(outcomes.get(0)).isTrue();
            assertThat(Pages.all(ports.mappings(), org, connection.id()).orElseThrow())
                    .hasSize((int) outcomes.subList(1, 4).stream()
                            .filter(inserted -> inserted)
                            .count());
            assertThat(map(Samples.mapping(connection, "after", "after", 8))).isEqualTo(new UnknownRole());
        }
    }

    @Test
    void a_role_that_many_threads_remove_is_removed_once() {
        insertAll(1, 2);

        assertThat(Together.run(8, thread -> delete(1).equals(new Deleted()))).containsOnlyOnce(true);

        assertThat(ports.roles().list(ACME)).containsExactly(Samples.role("acme", 2));
    }

    @Test
    void a_write_outside_of_a_transaction_is_refused() {
        Role role = Samples.role("acme", 7);
        insert(role);

        assertThat(Stream.<Supplier<Object>>of(
                        () -> ports.roles().insert(Samples.role("acme", 8)),
                        () -> ports.roles().replace(role, named("Changed", role)),
                        () -> ports.roles().delete(ACME, role.id())))
                .allSatisfy(write -> assertThatThrownBy(write::get).isInstanceOf(IllegalStateException.class));

        assertThat(ports.roles().list(ACME)).containsExactly(role);
    }
}
