package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90d, 2027-02-28T12:00:00Z",
        "12h, 2026-12-01T00:00:00Z",
        "30m, 2026-11-30T12:30:00Z",
        "P1D, 2026-12-01T12:00:00Z",
        "PT1S, 2026-11-30T12:00:01Z"
    })
    void a_time_from_now(String text, String moment) {
        assertThat(Moments.in(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31, 2027-01-31T00:00:00Z",
        "2027-01-31T08:00:00Z, 2027-01-31T08:00:00Z",
        "2027-01-31T08:00:00+01:00, 2027-01-31T07:00:00Z"
    })
    void a_moment(String text, String moment) {
        assertThat(Moments.at(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "1.5d",
                "d",
                "soon",
                "2027-13-01",
                "999999999999d",
                "P999999999999999999D",
                "P200000000000D",
                "+999999999-01-01T00:00:00Z"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Moments.in(text, NOW)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Moments.at(text)).isInstanceOf(Failure.class);
    }

    @Test
    void no_moment_is_never() {
        assertThat(Moments.shown(Optional.empty())).isEqualTo("never");
        assertThat(Moments.shown(Optional.of("0"))).isEqualTo("1970-01-01T00:00:00Z");
    }
}
