package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository.Insertion;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
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
 * and supplies its ports; {@link StoragePorts#mappings()} is not used.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a connection is read as it was inserted: text code point for code point, every kind, every 64-bit default role,
 *     zero distinct from none, both moments;
 * <li>an id is used once in its organisation and a provider key once in all of them, and where both are in use the id
 *     is told; ids that differ in case are different;
 * <li>a conflict leaves the transaction usable, and nothing of itself;
 * <li>of 16 threads that insert the same id or the same provider key at once, exactly one succeeds and the others learn
 *     of the conflict;
 * <li>nobody finds or lists a connection of another organisation;
 * <li>lists are oldest first, those of one millisecond by id;
 * <li>an insert outside of a transaction is refused.
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
                plain.createdAt(),
                plain.updatedAt()));

        assertThat(ports.connections().find(ACME, plain.id()).orElseThrow().defaultRole())
                .contains(new RoleId(role));
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
}
