package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateLimitTest {

    private final FixedClock clock = FixedClock.at(Samples.NOW);

    @Test
    void a_second_of_rest_earns_a_second_of_requests_and_no_more() {
        RateLimit limit = new RateLimit(2, clock);
        clock.advance(Duration.ofHours(1));

        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
        clock.advance(Duration.ofMillis(500));
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
    }

    @Test
    void actors_do_not_share() {
        RateLimit limit = new RateLimit(1, clock);

        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("b")).isTrue();
        assertThat(limit.allows("a")).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_away() {
        RateLimit limit = new RateLimit(2, clock);
        assertThat(limit.allows("a")).isTrue();

        clock.advance(Duration.ofHours(-1));

        assertThat(limit.allows("a")).isTrue();
        clock.advance(Duration.ofMillis(500));
        assertThat(limit.allows("a")).isTrue();
    }

    @Test
    void only_so_many_actors_are_remembered() {
        RateLimit limit = new RateLimit(1, clock);
        assertThat(limit.allows("first")).isTrue();
        for (int i = 1; i < RateLimit.MOST_ACTORS; i++) {
            limit.allows("actor " + i);
        }
        assertThat(limit.allows("first")).isFalse();

        for (int i = 0; i < RateLimit.MOST_ACTORS; i++) {
            limit.allows("another " + i);
        }

        assertThat(limit.allows("first")).isTrue();
    }
}
