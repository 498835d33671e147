package io.rolemap.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.adapters.http.testsupport.Answer;
import io.rolemap.adapters.http.testsupport.Api;
import io.rolemap.adapters.http.testsupport.Gate;
import io.rolemap.testkit.FixedClock;
import io.rolemap.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the storage is asked on behalf of callers that nobody knows. */
final class ReadinessTest {

    private static final int CALLERS = 20;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FixedClock clock = FixedClock.at(Samples.NOW);
    private final AtomicInteger checks = new AtomicInteger();

    @Test
    void many_requests_at_a_time_cause_one_check() {
        Gate gate = new Gate(1);
        try (TestServer server = TestServer.start(http -> http.readiness(() -> {
            checks.incrementAndGet();
            gate.pass();
            return true;
        }))) {
            Api anybody = server.anonymous();
            List<CompletableFuture<Answer>> answers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> anybody.getAsync("/health/ready"))
                    .toList();
            gate.awaitArrivals();
            gate.open();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
            assertThat(checks).hasValue(1);
        }
    }

    @Test
    void an_answer_holds_for_a_second_and_no_longer() {
        Readiness readiness = new Readiness(() -> checks.incrementAndGet() == 1, clock);

        assertThat(readiness.getAsBoolean()).isTrue();
        clock.advance(SECOND.minusNanos(1));
        assertThat(readiness.getAsBoolean()).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(readiness.getAsBoolean()).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_an_answer() {
        Readiness readiness = new Readiness(() -> checks.incrementAndGet() == 1, clock);

        assertThat(readiness.getAsBoolean()).isTrue();
        clock.advance(Duration.ofDays(-1));

        assertThat(readiness.getAsBoolean()).isFalse();
    }

    @Test
    void whoever_asks_while_a_check_is_under_way_gets_the_answer_before() {
        Gate gate = new Gate(1);
        Readiness readiness = new Readiness(
                () -> {
                    if (checks.incrementAndGet() == 1) {
                        return true;
                    }
                    gate.pass();
                    return false;
                },
                clock);
        readiness.getAsBoolean();
        clock.advance(SECOND);
        CompletableFuture<Boolean> underWay = CompletableFuture.supplyAsync(readiness::getAsBoolean);
        gate.awaitArrivals();

        assertThat(readiness.getAsBoolean()).isTrue();
        gate.open();
        assertThat(underWay.join()).isFalse();
        assertThat(readiness.getAsBoolean()).isFalse();
        assertThat(checks).hasValue(2);
    }

    @Test
    void a_failure_is_an_answer_that_holds_as_long_as_any() {
        Readiness readiness = new Readiness(
                () -> {
                    if (checks.incrementAndGet() == 1) {
                        throw new IllegalStateException("down");
                    }
                    return true;
                },
                clock);

        assertThatThrownBy(readiness::getAsBoolean).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(readiness::getAsBoolean).isInstanceOf(IllegalStateException.class);
        clock.advance(SECOND);
        assertThat(readiness.getAsBoolean()).isTrue();
    }

    @Test
    void an_error_of_the_virtual_machine_does_not_end_all_checks() {
        Readiness readiness = new Readiness(
                () -> {
                    if (checks.incrementAndGet() == 1) {
                        throw new StackOverflowError("deep");
                    }
                    return true;
                },
                clock);

        assertThatThrownBy(readiness::getAsBoolean).isInstanceOf(StackOverflowError.class);
        clock.advance(SECOND);
        assertThat(readiness.getAsBoolean()).isTrue();
    }
}
