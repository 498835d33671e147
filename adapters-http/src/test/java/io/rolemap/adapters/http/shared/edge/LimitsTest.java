package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitsTest {

    @Test
    void a_half_sent_request_is_gone_within_thirty_seconds_however_its_parts_are_measured() {
        Limits limits = Limits.DEFAULT;
        // A head is seen up to one look late, and its end noticed up to one look late.
        Duration head = limits.head().plus(limits.sweep().multipliedBy(2));

        assertThat(head.plus(limits.body())).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(limits.idle()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
}
