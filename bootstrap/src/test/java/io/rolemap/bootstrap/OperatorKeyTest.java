package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.testkit.InMemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorKeyTest {

    private static final Secret OWN = new Secret("an-operators-own-key-0123456789-abcdef");

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void a_new_installation_makes_a_key_and_stores_its_digest() {
        OperatorKey key = operatorKey(Optional.empty());

        ApiKeySecret made = key.settle().orElseThrow();

        assertThat(key.digest()).contains(made.digest());
        assertThat(store.operatorKeys().generatedKey()).contains(made.digest());
    }

    @Test
    void there_is_no_generated_key_before_it_is_settled() {
        assertThat(operatorKey(Optional.empty()).digest()).isEmpty();
    }

    @Test
    void a_later_start_accepts_the_key_that_was_made_and_makes_none() {
        ApiKeySecret made = operatorKey(Optional.empty()).settle().orElseThrow();
        OperatorKey later = operatorKey(Optional.empty());

        assertThat(later.settle()).isEmpty();
        assertThat(later.digest()).contains(made.digest());
    }

    @Test
    void a_configured_key_holds_at_once_and_none_is_made() {
        OperatorKey key = operatorKey(Optional.of(OWN));

        assertThat(key.digest()).contains(KeyDigest.of(OWN.reveal()));
        assertThat(key.settle()).isEmpty();
        assertThat(key.digest()).contains(KeyDigest.of(OWN.reveal()));
    }

    @Test
    void a_configured_key_takes_the_place_of_one_that_was_made() {
        operatorKey(Optional.empty()).settle();
        OperatorKey key = operatorKey(Optional.of(OWN));
        key.settle();

        assertThat(key.digest()).contains(KeyDigest.of(OWN.reveal()));
    }

    @Test
    void after_a_first_start_with_a_configured_key_none_is_ever_made() {
        operatorKey(Optional.of(OWN)).settle();
        OperatorKey later = operatorKey(Optional.empty());

        assertThat(later.settle()).isEmpty();
        assertThat(later.digest()).isEmpty();
    }

    private OperatorKey operatorKey(Optional<Secret> configured) {
        return new OperatorKey(configured, store.operatorKeys(), store.transactions());
    }
}
