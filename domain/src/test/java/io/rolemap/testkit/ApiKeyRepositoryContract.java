package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.rolemap.domain.access.ApiKeyRepository} keeps to. An adapter's test extends this class and
 * supplies its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a key is read as it was inserted, with any permissions or none, with an expiry up to the largest number of
 *     milliseconds that a {@code long} holds or none;
 * <li>an id is used once in all organisations, and a second use is an exception that never passes for a commit; ids
 *     that differ in case are different;
 * <li>lists are of one organisation, oldest first, those of one millisecond by id;
 * <li>a deleted key is gone at once, in the transaction that deletes it and after it, and stays when that is rolled
 *     back;
 * <li>a key whose insertion is rolled back is never found, although its transaction had found it;
 * <li>only the organisation that has a key deletes it;
 * <li>writes outside of a transaction are refused.
 * </ul>
 */
public abstract class ApiKeyRepositoryContract {

    private static final OrgId ACME = new OrgId("acme");
    private static final OrgId GLOBEX = new OrgId("globex");

    private AccessPorts ports;

    /** For the test that extends it. */
    protected ApiKeyRepositoryContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract AccessPorts emptyStorage();

    @BeforeEach
    final void start() {
        ports = emptyStorage();
    }

    private void insert(ApiKey key) {
        ports.transactions().inTransaction(() -> {
            ports.apiKeys().insert(key);
            return key;
        });
    }

    private boolean delete(OrgId org, KeyId id) {
        return ports.transactions().inTransaction(() -> ports.apiKeys().delete(org, id));
    }

    @Test
    void a_key_is_found_as_it_was_inserted() {
        ApiKey key = new ApiKey(
                new KeyId("k1"),
                ACME,
                new KeyName(" CI \ud83d\ude80 "),
                EnumSet.allOf(Permission.class),
                KeyDigest.of("secret"),
                Samples.NOW,
                Optional.of(Instant.ofEpochMilli(Long.MAX_VALUE)));
        insert(key);

        assertThat(ports.apiKeys().find(key.id())).contains(key);
        assertThat(ports.apiKeys().list(ACME)).containsExactly(key);
    }

    @Test
    void a_key_may_have_no_permissions_and_no_expiry() {
        ApiKey key = new ApiKey(
                new KeyId("k1"),
                ACME,
                new KeyName("nothing"),
                Set.of(),
                KeyDigest.of("secret"),
                Samples.NOW,
                Optional.empty());
        insert(key);

        assertThat(ports.apiKeys().find(key.id())).contains(key);
    }

    @Test
    void an_id_is_used_once_across_organisations_and_a_second_use_is_a_fault() {
        ApiKey first = Samples.apiKey("acme", "k1");
        insert(first);

        assertThatThrownBy(() -> insert(Samples.apiKey("globex", "k1"))).isInstanceOf(RuntimeException.class);

        assertThat(ports.apiKeys().find(first.id())).contains(first);
        assertThat(ports.apiKeys().list(GLOBEX)).isEmpty();
    }

    @Test
    void a_fault_that_the_work_swallows_never_passes_for_a_commit() {
        ApiKey first = Samples.apiKey("acme", "k1");
        insert(first);

        AtomicReference<Throwable> swallowed = new AtomicReference<>();
        Throwable thrown = catchThrowable(() -> ports.transactions().inTransaction(() -> {
            ports.apiKeys().insert(Samples.apiKey("acme", "k2"));
            swallowed.set(catchThrowable(() -> ports.apiKeys().insert(first)));
            return true;
        }));

        assertThat(swallowed.get()).as("the fault of an insert of an id in use").isNotNull();
        assertThat(ports.apiKeys().list(ACME))
                .as(thrown == null ? "it said that it committed" : "it said that it did not commit")
                .hasSize(thrown == null ? 2 : 1);
    }

    @Test
    void several_keys_may_have_one_name() {
        insert(Samples.apiKey("acme", "k1"));
        insert(Samples.apiKey("acme", "k2"));

        assertThat(ports.apiKeys().list(ACME)).hasSize(2);
    }

    @Test
    void an_unknown_key_is_not_found() {
        insert(Samples.apiKey("acme", "k1"));

        assertThat(ports.apiKeys().find(new KeyId("K1"))).isEmpty();
        assertThat(ports.apiKeys().find(new KeyId("k2"))).isEmpty();
    }

    @Test
    void keys_are_listed_oldest_first_and_those_of_one_millisecond_by_id() {
        ApiKey first = Samples.createdAt(Samples.apiKey("acme", "z"), Samples.NOW.minusMillis(1));
        ApiKey second = Samples.apiKey("acme", "B");
        ApiKey third = Samples.apiKey("acme", "a");
        Stream.of(third, Samples.apiKey("globex", "c"), second, first).forEach(this::insert);

        assertThat(ports.apiKeys().list(ACME)).containsExactly(first, second, third);
    }

    @Test
    void a_deleted_key_is_gone_at_once() {
        ApiKey key = Samples.apiKey("acme", "k1");
        insert(key);
        assertThat(ports.apiKeys().find(key.id())).contains(key);

        assertThat(delete(ACME, key.id())).isTrue();

        assertThat(ports.apiKeys().find(key.id())).isEmpty();
        assertThat(ports.apiKeys().list(ACME)).isEmpty();
    }

    @Test
    void a_transaction_that_deletes_a_key_does_not_find_it_any_more() {
        ApiKey key = Samples.apiKey("acme", "k1");
        insert(key);
        assertThat(ports.apiKeys().find(key.id())).contains(key);

        Optional<ApiKey> found = ports.transactions().inTransaction(() -> {
            ports.apiKeys().delete(ACME, key.id());
            return ports.apiKeys().find(key.id());
        });

        assertThat(found).isEmpty();
    }

    @Test
    void a_deletion_that_is_rolled_back_leaves_the_key() {
        ApiKey key = Samples.apiKey("acme", "k1");
        insert(key);

        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.apiKeys().delete(ACME, key.id());
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(ports.apiKeys().find(key.id())).contains(key);
    }

    @Test
    void a_key_whose_insertion_is_rolled_back_is_not_found_even_if_it_was_within_the_transaction() {
        ApiKey key = Samples.apiKey("acme", "k1");

        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.apiKeys().insert(key);
                    assertThat(ports.apiKeys().find(key.id())).contains(key);
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(ports.apiKeys().find(key.id())).isEmpty();
    }

    @Test
    void the_key_of_another_organisation_is_not_deleted() {
        ApiKey key = Samples.apiKey("acme", "k1");
        insert(key);

        assertThat(delete(GLOBEX, key.id())).isFalse();

        assertThat(ports.apiKeys().find(key.id())).contains(key);
    }

    @Test
    void an_unknown_key_is_not_deleted() {
        assertThat(delete(ACME, new KeyId("unknown"))).isFalse();
    }

    @Test
    void writes_outside_of_a_transaction_are_refused() {
        ApiKey key = Samples.apiKey("acme", "k1");
        insert(key);

        assertThatThrownBy(() -> ports.apiKeys().insert(Samples.apiKey("acme", "k2")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ports.apiKeys().delete(ACME, key.id())).isInstanceOf(IllegalStateException.class);

        assertThat(ports.apiKeys().list(ACME)).containsExactly(key);
    }
}
