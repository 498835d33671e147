package io.rolemap.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorageUnavailableExceptionTest {

    private final Exception cause = new Exception("connection reset");

    @Test
    void says_that_nothing_was_stored() {
        StorageUnavailableException unavailable = StorageUnavailableException.nothingStored(cause);

        assertThat(unavailable.isOutcomeUnknown()).isFalse();
        assertThat(unavailable).hasMessageContaining("nothing was stored").hasCause(cause);
    }

    @Test
    void or_that_the_outcome_is_unknown() {
        StorageUnavailableException unavailable = StorageUnavailableException.outcomeUnknown(cause);

        assertThat(unavailable.isOutcomeUnknown()).isTrue();
        assertThat(unavailable)
                .hasMessageContaining("while a change was being made; whether it was stored is unknown")
                .hasCause(cause);
    }
}
