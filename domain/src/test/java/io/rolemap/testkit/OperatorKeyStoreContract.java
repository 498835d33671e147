package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.KeyDigest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.rolemap.domain.access.OperatorKeyStore} keeps to. An adapter's test extends this class and
 * supplies its ports.
 *
 * <p>It demands that
 *
 * <ul>
 * <li>a storage has one first start, with a key or without, and a later one changes nothing;
 * <li>one that is rolled back leaves the next one the first;
 * <li>of 16 threads that start at once, exactly one is the first, and its key is the one that counts;
 * <li>a claim outside of a transaction is refused.
 * </ul>
 */
public abstract class OperatorKeyStoreContract {

    private AccessPorts ports;

    /** For the test that extends it. */
    protected OperatorKeyStoreContract() {}

    /** {@return the adapter's ports on a storage that is empty} Asked for once before each test. */
    protected abstract AccessPorts emptyStorage();

    @BeforeEach
    final void start() {
        ports = emptyStorage();
    }

    private boolean claim(Optional<KeyDigest> generated) {
        return ports.transactions().inTransaction(() -> ports.operatorKeys().claimFirstStart(generated));
    }

    @Test
    void a_new_storage_has_no_operator_key() {
        assertThat(ports.operatorKeys().generatedKey()).isEmpty();
    }

    @Test
    void the_first_start_records_its_key() {
        KeyDigest digest = KeyDigest.of("operator key");

        assertThat(claim(Optional.of(digest))).isTrue();

        assertThat(ports.operatorKeys().generatedKey()).contains(digest);
    }

    @Test
    void a_later_start_changes_nothing() {
        KeyDigest first = KeyDigest.of("first");
        claim(Optional.of(first));

        assertThat(claim(Optional.of(KeyDigest.of("second")))).isFalse();
        assertThat(claim(Optional.empty())).isFalse();

        assertThat(ports.operatorKeys().generatedKey()).contains(first);
    }

    @Test
    void a_first_start_without_a_key_is_a_first_start_too() {
        assertThat(claim(Optional.empty())).isTrue();

        assertThat(claim(Optional.of(KeyDigest.of("late")))).isFalse();
        assertThat(ports.operatorKeys().generatedKey()).isEmpty();
    }

    @Test
    void a_first_start_that_is_rolled_back_leaves_the_next_one_the_first() {
        KeyDigest second = KeyDigest.of("second");
        assertThatThrownBy(() -> ports.transactions().inTransaction(() -> {
                    ports.operatorKeys().claimFirstStart(Optional.of(KeyDigest.of("first")));
                    throw new IllegalArgumentException("port in use");
                }))
                .hasMessage("port in use");

        assertThat(claim(Optional.of(second))).isTrue();

        assertThat(ports.operatorKeys().generatedKey()).contains(second);
    }

    @Test
    void of_many_first_starts_at_once_exactly_one_is_the_first_and_its_key_is_the_one_that_counts() {
        List<Boolean> claims = Together.run(16, index -> claim(Optional.of(KeyDigest.of("key " + index))));

        assertThat(claims).filteredOn(claimed -> claimed).hasSize(1);
        assertThat(ports.operatorKeys().generatedKey()).contains(KeyDigest.of("key " + claims.indexOf(true)));
    }

    @Test
    void a_claim_outside_of_a_transaction_is_refused() {
        assertThatThrownBy(() -> ports.operatorKeys().claimFirstStart(Optional.empty()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claim(Optional.empty())).isTrue();
    }
}
