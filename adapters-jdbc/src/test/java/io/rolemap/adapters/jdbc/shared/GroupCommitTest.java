package io.rolemap.adapters.jdbc.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.testkit.Together;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {

    private static final Duration FOR_EVER = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final String KEY = "okta";

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private GroupCommit<String, String, String> groupCommit = waitingFor(FOR_EVER, 64);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private static GroupCommit<String, String, String> waitingFor(Duration longestWait, int largestBatch) {
        return new GroupCommit<String, String, String>(largestBatch, Comparator.naturalOrder(), longestWait);
    }

    private List<String> writeAll(List<String> entries) {
        written.add(entries);
        return entries.stream().map(entry -> entry.toUpperCase(Locale.ROOT)).toList();
    }

    /** Begins to write "first", which is not done before {@code released}. */
    private Future<String> first(BooleanSupplier released) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first = callers.submit(() -> groupCommit.write(KEY, "first", entries -> {
            begun.countDown();
            await(released);
            return writeAll(entries);
        }));
        await(() -> begun.getCount() == 0);
        return first;
    }

    private Future<String> caller(String entry, Function<List<String>, List<String>> write) {
        return callers.submit(() -> groupCommit.write(KEY, entry, write));
    }

    private List<Future<String>> callers(Function<List<String>, List<String>> write, String... entries) {
        List<Future<String>> futures = new ArrayList<>();
        for (String entry : entries) {
            futures.add(caller(entry, write));
        }
        return futures;
    }

    private static List<Throwable> faultsOf(List<Future<String>> callers) {
        List<Throwable> faults = new ArrayList<>();
        for (Future<String> caller : callers) {
            assertThatThrownBy(caller::get).satisfies(thrown -> faults.add(thrown.getCause()));
        }
        return faults;
    }

    private static Consumer<Throwable> saysThatTheOutcomeIsUnknown(boolean unknown) {
        return fault -> assertThat(fault)
                .isInstanceOfSatisfying(
                        StorageUnavailableException.class,
                        unavailable ->
                                assertThat(unavailable.isOutcomeUnknown()).isEqualTo(unknown));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("Interrupted");
            }
            Thread.onSpinWait();
        }
    }

    private BooleanSupplier waiting(int count) {
        return () -> groupCommit.waiting(KEY) == count;
    }

    @Test
    void an_entry_that_meets_no_other_is_written_at_once() {
        assertThat(groupCommit.write(KEY, "a", this::writeAll)).isEqualTo("A");
        assertThat(groupCommit.write(KEY, "b", this::writeAll)).isEqualTo("B");

        assertThat(written).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void entries_that_come_while_another_is_being_written_are_written_together_and_in_order() throws Exception {
        Future<String> first = first(waiting(3));
        List<Future<String>> others = callers(this::writeAll, "b", "c", "a");

        assertThat(first.get()).isEqualTo("FIRST");
        assertThat(others).extracting(Future::get).containsExactly("B", "C", "A");
        assertThat(written).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void a_batch_has_no_more_entries_than_it_may() throws Exception {
        groupCommit = waitingFor(FOR_EVER, 2);
        Future<String> first = first(waiting(3));
        List<Future<String>> others = callers(this::writeAll, "a", "b", "c");

        assertThat(others).extracting(Future::get).containsExactly("A", "B", "C");
        first.get();
        assertThat(written).extracting(List::size).containsExactly(1, 2, 1);
    }

    @Test
    void entries_under_another_key_wait_for_nobody() throws Exception {
        Future<String> first = first(() -> !written.isEmpty());

        assertThat(groupCommit.write("entra", "other", this::writeAll)).isEqualTo("OTHER");

        first.get();
        assertThat(written).containsExactly(List.of("other"), List.of("first"));
    }

    @Test
    void as_soon_as_four_wait_they_wait_no_longer_for_the_first_to_be_done() throws Exception {
        Future<String> first = first(() -> !written.isEmpty());
        List<Future<String>> others = callers(this::writeAll, "a", "b", "c", "d");

        assertThat(others).extracting(Future::get).containsExactly("A", "B", "C", "D");
        first.get();
        assertThat(written).containsExactly(List.of("a", "b", "c", "d"), List.of("first"));
    }

    @Test
    void of_two_writers_the_one_who_is_done_leaves_a_few_entries_to_the_other() throws Exception {
        CountDownLatch secondBegun = new CountDownLatch(1);
        Future<String> first = first(() -> secondBegun.getCount() == 0 && groupCommit.waiting(KEY) == 1);
        Function<List<String>, List<String>> second = entries -> {
            secondBegun.countDown();
            await(first::isDone);
            return writeAll(entries);
        };
        List<Future<String>> others = callers(second, "a", "b", "c", "d");
        await(() -> secondBegun.getCount() == 0);

        Future<String> late = caller("late", this::writeAll);

        assertThat(late.get()).isEqualTo("LATE");
        assertThat(others).extracting(Future::get).containsExactly("A", "B", "C", "D");
        assertThat(written).containsExactly(List.of("first"), List.of("a", "b", "c", "d"), List.of("late"));
    }

    @Test
    void an_entry_that_has_waited_too_long_is_written_alone() throws Exception {
        groupCommit = waitingFor(AT_ONCE, 64);
        Future<String> first = first(() -> !written.isEmpty());

        assertThat(groupCommit.write(KEY, "a", this::writeAll)).isEqualTo("A");

        first.get();
        assertThat(written).containsExactly(List.of("a"), List.of("first"));
    }

    @Test
    void an_interrupted_caller_writes_alone_and_stays_interrupted() throws Exception {
        Future<String> first = first(() -> !written.isEmpty());

        Future<Boolean> interrupted = callers.submit(() -> {
            Thread.currentThread().interrupt();
            assertThat(groupCommit.write(KEY, "a", this::writeAll)).isEqualTo("A");
            return Thread.interrupted();
        });

        assertThat(interrupted.get()).isTrue();
        first.get();
        assertThat(written).containsExactly(List.of("a"), List.of("first"));
    }

    @Test
    void an_entry_that_spoils_a_batch_fails_alone() throws Exception {
        Function<List<String>, List<String>> picky = entries -> {
            if (entries.contains("bad")) {
                throw new IllegalArgumentException("bad in " + entries);
            }
            return writeAll(entries);
        };
        Future<String> first = first(waiting(3));
        List<Future<String>> others = callers(picky, "a", "c");
        Future<String> bad = caller("bad", picky);

        assertThat(others).extracting(Future::get).containsExactly("A", "C");
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad in [bad]");
        first.get();
        assertThat(written).containsExactlyInAnyOrder(List.of("first"), List.of("a"), List.of("c"));
    }

    @Test
    void a_batch_whose_outcome_is_unknown_is_not_written_again_and_each_caller_is_told() throws Exception {
        StorageUnavailableException lost = StorageUnavailableException.outcomeUnknown(new SQLException("lost"));
        Function<List<String>, List<String>> losing = entries -> {
            written.add(entries);
            throw lost;
        };
        Future<String> first = first(waiting(2));
        List<Future<String>> others = callers(losing, "a", "b");

        assertThat(faultsOf(others))
                .doesNotHaveDuplicates()
                .allSatisfy(fault -> assertThat(fault).hasCause(lost))
                .allSatisfy(saysThatTheOutcomeIsUnknown(true));
        first.get();
        assertThat(written).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void a_storage_that_stored_nothing_of_a_batch_is_not_asked_again() throws Exception {
        Function<List<String>, List<String>> refusing = entries -> {
            written.add(entries);
            throw StorageUnavailableException.nothingStored(new SQLException("full"));
        };
        Future<String> first = first(waiting(2));
        List<Future<String>> others = callers(refusing, "a", "b");

        assertThat(faultsOf(others)).allSatisfy(saysThatTheOutcomeIsUnknown(false));
        first.get();
        assertThat(written).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void an_entry_that_fails_alone_fails_with_the_very_exception() {
        IllegalArgumentException fault = new IllegalArgumentException("bad");

        assertThatThrownBy(() -> groupCommit.write(KEY, "bad", entries -> {
                    throw fault;
                }))
                .isSameAs(fault);

        assertThat(groupCommit.write(KEY, "good", this::writeAll)).isEqualTo("GOOD");
    }

    @Test
    void a_writer_that_dies_leaves_nobody_waiting() throws Exception {
        Function<List<String>, List<String>> dying = entries -> {
            throw new StackOverflowError("of a test");
        };
        Future<String> first = first(waiting(2));
        List<Future<String>> others = callers(dying, "a", "b");

        assertThat(faultsOf(others))
                .hasAtLeastOneElementOfType(StackOverflowError.class)
                .hasAtLeastOneElementOfType(StorageUnavailableException.class);
        first.get();
        assertThat(groupCommit.write(KEY, "next", this::writeAll)).isEqualTo("NEXT");
    }

    @Test
    void of_many_callers_under_several_keys_each_is_written_once_and_gets_its_own_result() {
        groupCommit = waitingFor(AT_ONCE, 5);
        Map<String, Integer> times = new ConcurrentHashMap<>();

        List<List<String>> results = Together.run(
                16,
                thread -> IntStream.range(0, 500)
                        .mapToObj(number -> groupCommit.write("key " + number % 3, thread + "-" + number, entries -> {
                            entries.forEach(entry -> times.merge(entry, 1, Integer::sum));
                            return entries.stream()
                                    .map(entry -> "result of " + entry)
                                    .toList();
                        }))
                        .toList());

        for (int thread = 0; thread < 16; thread++) {
            for (int number = 0; number < 500; number++) {
                String entry = thread + "-" + number;
                assertThat(results.get(thread).get(number)).isEqualTo("result of " + entry);
                assertThat(times.get(entry)).as(entry).isEqualTo(1);
            }
        }
    }
}
