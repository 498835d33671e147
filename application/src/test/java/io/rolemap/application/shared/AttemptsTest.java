package io.rolemap.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void the_first_undisturbed_attempt_is_the_last_one() {
        assertThat(Attempts.untilUndisturbed(
                        () -> Optional.of(made.incrementAndGet()).filter(number -> number == 500)))
                .isEqualTo(500);
        assertThat(made).hasValue(500);
    }

    @Test
    void attempts_that_are_disturbed_for_ever_end_in_a_fault_that_says_so() {
        assertThatThrownBy(() -> Attempts.untilUndisturbed(() -> {
                    made.incrementAndGet();
                    return Optional.empty();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 times in a row");
        assertThat(made).hasValue(1000);
    }
}
