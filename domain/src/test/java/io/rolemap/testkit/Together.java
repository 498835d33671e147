package io.rolemap.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same thing on many threads that set off at the same moment. Without state; safe for use by many threads. */
public final class Together {

    private static final int LONGEST_SECONDS = 60;

    private Together() {}

    /**
     * Calls {@code task} with 0, 1, 2, … on as many threads, and returns what they returned, in this order.
     *
     * @param <T> what a call results in
     * @param threads how many, at least one
     * @param task called once on each thread
     * @return the results, by the number of the call
     * @throws AssertionError when one of them threw, which is then its cause, this thread was interrupted, or all
     *     together took longer than a minute
     */
    public static <T> List<T> run(int threads, IntFunction<T> task) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int index = 0; index < threads; index++) {
                int number = index;
                tasks.add(() -> {
                    start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    return task.apply(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(tasks, LONGEST_SECONDS, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException fault) {
            throw new AssertionError("A thread failed: " + fault.getCause(), fault.getCause());
        } catch (CancellationException tooLate) {
            throw new AssertionError("Not finished after " + LONGEST_SECONDS + " seconds", tooLate);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", stop);
        } finally {
            executor.shutdownNow();
        }
    }
}
