package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ObservationWriterTest {

    private static final Duration AT_ONCE = Duration.ofNanos(1);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Logger logger = (Logger) LoggerFactory.getLogger(ObservationWriter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void listen_to_the_log() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void leave_the_log_as_it_was() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void what_was_observed_is_stored_time_and_again() {
        CountDownLatch stored = new CountDownLatch(10);

        ObservationWriter writer = ObservationWriter.start(() -> nothingMoreAfter(stored::countDown), AT_ONCE);

        await(stored);
        writer.stop(PATIENCE);
        assertThat(log.list).isEmpty();
    }

    @Test
    void what_is_left_is_stored_at_the_stop_without_waiting_for_the_next_round() {
        CountDownLatch began = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    waiting.set(0);
                    return nothingMoreAfter(began::countDown);
                },
                NEVER);
        await(began);
        waiting.set(1);

        writer.stop(PATIENCE);

        assertThat(waiting).hasValue(0);
        assertThat(log.list).isEmpty();
    }

    @Test
    void nothing_is_stored_after_the_stop_however_often_it_is_stopped() {
        ObservationWriter writer = ObservationWriter.start(() -> nothingMoreAfter(calls::incrementAndGet), AT_ONCE);
        writer.stop(PATIENCE);
        int until = calls.get();

        writer.stop(PATIENCE);

        assertThat(calls).hasValue(until);
    }

    @Test
    void a_backlog_is_worked_off_without_the_pause() {
        CountDownLatch backlog = new CountDownLatch(10);
        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    backlog.countDown();
                    return backlog.getCount() > 0;
                },
                NEVER);

        await(backlog);
        writer.stop(PATIENCE);
        assertThat(log.list).isEmpty();
    }

    @Test
    void it_stores_for_a_twentieth_of_the_time_at_most() {
        assertThat(ObservationWriter.restAfter(Duration.ofMillis(10), true, PATIENCE))
                .isEqualTo(Duration.ofMillis(190));
        assertThat(ObservationWriter.restAfter(Duration.ofMillis(500), false, Duration.ofSeconds(2)))
                .isEqualTo(Duration.ofMillis(9_500));
    }

    @Test
    void it_pauses_when_everything_is_stored() {
        assertThat(ObservationWriter.restAfter(Duration.ofMillis(10), false, Duration.ofSeconds(2)))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_storage_that_hung_is_tried_again_within_a_minute() {
        assertThat(ObservationWriter.restAfter(Duration.ofSeconds(30), true, Duration.ofSeconds(2)))
                .isEqualTo(ObservationWriter.LONGEST_REST);
    }

    @Test
    void the_stop_stores_no_more_often_than_what_can_be_waiting_takes() {
        ObservationWriter writer = ObservationWriter.start(() -> calls.incrementAndGet() > 1, NEVER);

        writer.stop(PATIENCE);

        assertThat(calls).hasValue(1 + ObservationWriter.MOST_AT_THE_STOP);
    }

    @Test
    void all_that_can_be_waiting_is_stored_at_the_stop() {
        assertThat(ObservationWriter.MOST_AT_THE_STOP * StoreObservedGroups.MAX_STORED)
                .isGreaterThanOrEqualTo(StoreObservedGroups.MAX_REMEMBERED);
    }

    @Test
    void a_storage_that_hangs_does_not_hold_up_the_stop() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    hanging.countDown();
                    await(released);
                    return true;
                },
                AT_ONCE);
        await(hanging);

        writer.stop(Duration.ZERO);
        writer.stop(Duration.ZERO);

        assertThat(messages()).singleElement().asString().contains("stopped before");
        released.countDown();
    }

    @Test
    void what_a_storage_that_hung_does_after_the_stop_is_neither_told_nor_followed_by_more() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    calls.incrementAndGet();
                    hanging.countDown();
                    await(released);
                    throw away();
                },
                AT_ONCE);
        await(hanging);
        writer.stop(Duration.ZERO);
        released.countDown();

        writer.stop(PATIENCE);

        assertThat(messages()).singleElement().asString().contains("stopped before");
        assertThat(calls).hasValue(1);
    }

    @Test
    void an_outage_is_told_once_and_its_end_once() {
        List<Boolean> isAway = List.of(true, true, true, false, false, true, true, false);
        CountDownLatch over = new CountDownLatch(isAway.size() + 1);
        AtomicInteger next = new AtomicInteger();

        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    over.countDown();
                    int call = next.getAndIncrement();
                    if (call < isAway.size() && isAway.get(call)) {
                        throw away();
                    }
                    return false;
                },
                AT_ONCE);

        await(over);
        writer.stop(PATIENCE);
        assertThat(messages())
                .containsExactly(
                        "The groups that people come with can't be stored, and are lost meanwhile: the network is down",
                        "The groups that people come with are stored again",
                        "The groups that people come with can't be stored, and are lost meanwhile: the network is down",
                        "The groups that people come with are stored again");
    }

    @Test
    void a_fault_of_ours_is_told_with_its_trace_and_ends_nothing() {
        CountDownLatch over = new CountDownLatch(20);

        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    over.countDown();
                    throw new IllegalStateException("a bug");
                },
                AT_ONCE);

        await(over);
        writer.stop(PATIENCE);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("a bug");
        });
    }

    @Test
    void an_error_is_told_before_it_ends_the_thread() {
        ObservationWriter writer = ObservationWriter.start(
                () -> {
                    throw new LinkageError("a broken installation");
                },
                AT_ONCE);

        writer.stop(PATIENCE);

        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.ERROR));
    }

    private static boolean nothingMoreAfter(Runnable done) {
        done.run();
        return false;
    }

    private static StorageUnavailableException away() {
        return StorageUnavailableException.nothingStored(new SQLException("the network is down"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("in time")
                    .isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", stop);
        }
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
