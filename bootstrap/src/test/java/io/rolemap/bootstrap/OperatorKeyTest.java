package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.shared.Transactions;
import io.rolemap.testkit.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OperatorKeyTest {

    private final InMemoryStore store = new InMemoryStore();
    private final List<ApiKeySecret> shown = new ArrayList<>();

    @Test
    void a_configured_key_takes_the_place_of_one_that_was_made() {
        started(Optional.empty()).settle(shown::add);
        Secret own = new Secret("k".repeat(32));

        OperatorKey key = started(Optional.of(own));
        key.settle(shown::add);

        assertThat(key.digest()).contains(KeyDigest.of(own.reveal()));
        assertThat(shown).hasSize(1);
    }

    private OperatorKey started(Optional<Secret> configured) {
        OperatorKey key = new OperatorKey(configured, store.operatorKeys(), store.transactions());
        key.recall();
        return key;
    }

    @Test
    void the_first_start_shows_a_key_that_counts_from_then_on() {
        OperatorKey key = started(Optional.empty());
        key.settle(shown::add);

        assertThat(shown).hasSize(1);
        assertThat(key.digest()).contains(shown.get(0).digest());
    }

    @Test
    void a_later_start_knows_the_key_before_anybody_is_served_and_shows_nothing() {
        started(Optional.empty()).settle(shown::add);

        OperatorKey later = started(Optional.empty());

        assertThat(later.digest()).contains(shown.get(0).digest());
        later.settle(shown::add);
        assertThat(shown).hasSize(1);
    }

    @Test
    void of_two_replicas_that_start_at_once_one_shows_a_key_and_both_accept_it() {
        OperatorKey one = started(Optional.empty());
        OperatorKey other = started(Optional.empty());

        one.settle(shown::add);
        other.settle(shown::add);

        assertThat(shown).hasSize(1);
        assertThat(other.digest()).isEqualTo(one.digest());
    }

    @Test
    void a_start_that_ends_before_the_key_was_shown_leaves_the_next_one_the_first() {
        assertThatThrownBy(() -> started(Optional.empty()).settle(made -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        OperatorKey next = started(Optional.empty());
        next.settle(shown::add);

        assertThat(shown).hasSize(1);
        assertThat(next.digest()).contains(shown.get(0).digest());
    }

    @Test
    void a_transaction_that_is_run_again_shows_the_key_once() {
        Transactions twice = new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                try {
                    store.transactions().inTransaction(() -> {
                        work.get();
                        throw new IllegalStateException("to be run again");
                    });
                } catch (IllegalStateException rolledBack) {
                    return store.transactions().inTransaction(work);
                }
                throw new AssertionError("The first run was not rolled back");
            }
        };
        OperatorKey key = new OperatorKey(Optional.empty(), store.operatorKeys(), twice);
        key.settle(shown::add);

        assertThat(shown).hasSize(1);
        assertThat(started(Optional.empty()).digest()).contains(shown.get(0).digest());
    }

    @Test
    void a_configured_key_is_the_one_that_counts_and_none_is_made_then_or_later() {
        OperatorKey configured = started(Optional.of(new Secret("k".repeat(32))));
        configured.settle(shown::add);

        OperatorKey later = started(Optional.empty());
        later.settle(shown::add);

        assertThat(configured.digest()).isPresent();
        assertThat(later.digest()).isEmpty();
        assertThat(shown).isEmpty();
    }
}
