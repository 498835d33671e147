package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.testsupport.Gate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GracefulStopTest {

    @Test
    void what_stops_in_time_is_waited_for() {
        boolean[] stopped = {false};

        assertThat(GracefulStop.within(Duration.ofSeconds(30), () -> stopped[0] = true))
                .isEmpty();
        assertThat(stopped[0]).isTrue();
    }

    @Test
    void what_does_not_stop_is_not_waited_for() {
        Gate gate = new Gate(1);

        assertThat(GracefulStop.within(Duration.ofMillis(1), gate::pass)).isPresent();
        gate.open();
    }

    @Test
    void there_is_time_left_to_close_what_was_waited_for() {
        assertThat(GracefulStop.waiting(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void what_fails_to_stop_is_told() {
        assertThat(GracefulStop.within(Duration.ofSeconds(30), () -> {
                    throw new IllegalStateException("stuck");
                }))
                .get()
                .extracting(Throwable::getCause)
                .isInstanceOf(IllegalStateException.class);
    }
}
