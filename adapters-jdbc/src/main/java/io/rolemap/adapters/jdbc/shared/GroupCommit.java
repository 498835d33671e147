package io.rolemap.adapters.jdbc.shared;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Group commit in front of the database: what callers write at the same time under one key shares a round trip, a
 * transaction and a flush of the log. Who finds nobody writing under the key writes at once; those who come in the
 * meantime are written together, by one of them. Nobody waits for others who may come. Safe for use by many threads.
 *
 * @param <K> what entries must have in common to be written together
 * @param <E> what one caller writes
 * @param <R> what becomes of it
 */
public final class GroupCommit<K, E, R> {

    /** While one batch waits for the disk the next is under way; more of them would only get in each other's way. */
    private static final int MOST_WRITERS = 2;

    /** How many must wait for a second writer to set off, lest each entry has a transaction to itself again. */
    private static final int WORTH_A_SECOND_WRITER = 4;

    /** So that a batch which is stuck behind a lock holds up only the entries that are in it. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final int largestBatch;
    private final Comparator<E> order;
    private final Duration longestWait;

    /** For each key under which somebody is writing. Guarded by this. */
    private final Map<K, Line<E, R>> lines = new HashMap<>();

    /**
     * Sets the limits of its batches.
     *
     * @param largestBatch how many entries are written together at most
     * @param order in which entries are written, the same for all, so that no two batches wait for each other
     */
    public GroupCommit(int largestBatch, Comparator<E> order) {
        this(largestBatch, order, LONGEST_WAIT);
    }

    GroupCommit(int largestBatch, Comparator<E> order, Duration longestWait) {
        this.largestBatch = largestBatch;
        this.order = order;
        this.longestWait = longestWait;
    }

    /**
     * Writes an entry, alone or with others. When a batch fails, one entry may have spoilt it for the rest: each is
     * then written again alone, unless the storage is unavailable.
     *
     * @param key under which the entry may share a batch
     * @param entry what to write
     * @param write writes all of the entries it is given or, when it throws, none; returns what became of each, in
     *     their order
     * @return what became of the entry
     * @throws StorageUnavailableException when the storage can't be reached; the outcome is unknown where {@code write}
     *     said so
     */
    public R write(K key, E entry, Function<List<E>, List<R>> write) {
        Pending<E, R> own = new Pending<>(entry);
        List<Pending<E, R>> batch = enter(key, own);
        return batch.isEmpty() ? await(key, own, write) : lead(key, own, batch, write);
    }

    /** How many entries wait to be written under this key. */
    synchronized int waiting(K key) {
        Line<E, R> line = lines.get(key);
        return line == null ? 0 : line.queue.size();
    }

    private R lead(K key, Pending<E, R> own, List<Pending<E, R>> batch, Function<List<E>, List<R>> write) {
        List<Turn<E, R>> turns = Collections.nCopies(batch.size(), GroupCommit::lose);
        try {
            turns = writeAll(batch, write);
        } finally {
            passOn(key);
            for (int index = 0; index < batch.size(); index++) {
                batch.get(index).turn.complete(turns.get(index));
            }
        }
        return turns.get(batch.indexOf(own)).take(write);
    }

    private static <E, R> List<Turn<E, R>> writeAll(List<Pending<E, R>> batch, Function<List<E>, List<R>> write) {
        try {
            List<R> results = write.apply(batch.stream().map(Pending::entry).toList());
            return results.stream().<Turn<E, R>>map(result -> own -> result).toList();
        } catch (RuntimeException fault) {
            if (batch.size() == 1) {
                throw fault;
            }
            return fault instanceof StorageUnavailableException unavailable
                    ? unavailable(batch, unavailable)
                    : eachAlone(batch);
        }
    }

    /** Each of the callers gets an exception of its own: traces and suppressed ones can't be shared. */
    private static <E, R> List<Turn<E, R>> unavailable(List<Pending<E, R>> batch, StorageUnavailableException fault) {
        return Collections.nCopies(batch.size(), own -> {
            throw fault.isOutcomeUnknown()
                    ? StorageUnavailableException.outcomeUnknown(fault)
                    : StorageUnavailableException.nothingStored(fault);
        });
    }

    private static <E, R> R lose(Function<List<E>, List<R>> write) {
        throw StorageUnavailableException.outcomeUnknown(new IllegalStateException("The writer of the batch died"));
    }

    private static <E, R> List<Turn<E, R>> eachAlone(List<Pending<E, R>> batch) {
        return batch.stream()
                .<Turn<E, R>>map(pending -> own -> alone(pending, own))
                .toList();
    }

    private static <E, R> R alone(Pending<E, R> own, Function<List<E>, List<R>> write) {
        return write.apply(List.of(own.entry)).get(0);
    }

    private R await(K key, Pending<E, R> own, Function<List<E>, List<R>> write) {
        try {
            return own.turn.get(longestWait.toMillis(), TimeUnit.MILLISECONDS).take(write);
        } catch (TimeoutException tooLong) {
            return leave(key, own, write);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return leave(key, own, write);
        } catch (ExecutionException neverHappens) {
            throw new IllegalStateException(neverHappens);
        }
    }

    private R leave(K key, Pending<E, R> own, Function<List<E>, List<R>> write) {
        return withdraws(key, own) ? alone(own, write) : own.turn.join().take(write);
    }

    private void passOn(K key) {
        List<Pending<E, R>> batch = next(key);
        if (!batch.isEmpty()) {
            Pending<E, R> leader = batch.get(0);
            leader.turn.complete(write -> lead(key, leader, batch, write));
        }
    }

    /** The batch that the caller is to lead; empty when it is to wait. */
    private synchronized List<Pending<E, R>> enter(K key, Pending<E, R> own) {
        Line<E, R> line = lines.computeIfAbsent(key, unused -> new Line<>());
        boolean isWorthAWriter = line.writers == 0 || line.queue.size() + 1 >= WORTH_A_SECOND_WRITER;
        if (!isWorthAWriter || line.writers == MOST_WRITERS) {
            line.queue.add(own);
            return List.of();
        }
        line.writers++;
        List<Pending<E, R>> batch = new ArrayList<>();
        batch.add(own);
        return filled(batch, line);
    }

    /** The batch that somebody is to lead in the place of a writer who is done; empty when nobody need do that. */
    private synchronized List<Pending<E, R>> next(K key) {
        Line<E, R> line = Objects.requireNonNull(lines.get(key));
        boolean isLeftToTheOther = line.writers > 1 && line.queue.size() < WORTH_A_SECOND_WRITER;
        List<Pending<E, R>> batch = isLeftToTheOther ? List.of() : filled(new ArrayList<>(), line);
        if (batch.isEmpty() && --line.writers == 0) {
            lines.remove(key);
        }
        return batch;
    }

    private List<Pending<E, R>> filled(List<Pending<E, R>> batch, Line<E, R> line) {
        while (batch.size() < largestBatch && !line.queue.isEmpty()) {
            batch.add(line.queue.remove());
        }
        batch.sort(Comparator.comparing(Pending::entry, order));
        return batch;
    }

    private synchronized boolean withdraws(K key, Pending<E, R> own) {
        Line<E, R> line = lines.get(key);
        return line != null && line.queue.remove(own);
    }

    /** What a caller does when it has waited, with its own means to write. */
    private interface Turn<E, R> {
        R take(Function<List<E>, List<R>> write);
    }

    private static final class Line<E, R> {
        private final Queue<Pending<E, R>> queue = new ArrayDeque<>();
        private int writers;
    }

    private record Pending<E, R>(E entry, CompletableFuture<Turn<E, R>> turn) {
        Pending(E entry) {
            this(entry, new CompletableFuture<>());
        }
    }
}
