package io.rolemap.adapters.jdbc.shared;

import io.rolemap.domain.shared.Transactions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every statement to the database: through the handle that JDBI keeps for the thread, so that repositories
 * join the transaction that is open there. Faults leave as {@link Faults} translates them. Safe for use by many
 * threads.
 */
public final class Sessions implements Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Jdbi jdbi;
    private final boolean sharesWrites;
    private final ConflictRetry retry;

    /** Each transaction that was begun here and is under way. */
    private final Map<Handle, OwnTransaction> own = new ConcurrentHashMap<>();

    /** The callers inside of a {@link #forOneCall} that is no part of a transaction. */
    private final Set<Thread> inOneCall = ConcurrentHashMap.newKeySet();

    /** The connections that callers have lent to what they call. */
    private final Map<Thread, Handle> lent = new ConcurrentHashMap<>();

    /**
     * Works through this JDBI.
     *
     * @param jdbi opens the handles
     * @param sharesWrites whether one caller may write for others on its own connection: where connections are all
     *     alike, and nobody else begins transactions on them
     * @param random spreads the pauses between attempts; safe for use by many threads
     */
    public Sessions(Jdbi jdbi, boolean sharesWrites, RandomGenerator random) {
        this.jdbi = jdbi;
        this.sharesWrites = sharesWrites;
        this.retry = new ConflictRetry(random);
    }

    /**
     * Runs {@code work} on this connection, whatever else is open on the thread. It is neither committed nor rolled
     * back nor closed here.
     *
     * @param <T> what the work results in
     * @param connection not in auto-commit mode
     * @param work run once
     * @return what {@code work} returned
     * @throws IllegalArgumentException when the connection is in auto-commit mode
     */
    public <T> T joining(Connection connection, Supplier<T> work) {
        Handle handle = translating(() -> Jdbi.open(connection));
        if (!isInTransaction(handle)) {
            throw new IllegalArgumentException(
                    "There is no transaction to join: the connection is in auto-commit mode. Call setAutoCommit(false)"
                            + " on it first, and commit or roll back afterwards.");
        }
        Thread caller = Thread.currentThread();
        Optional<Handle> outer = Optional.ofNullable(lent.put(caller, handle));
        try {
            return work.get();
        } finally {
            outer.ifPresentOrElse(before -> lent.put(caller, before), () -> lent.remove(caller));
        }
    }

    /**
     * Runs a query in the open transaction, or on its own where there is none.
     *
     * @param <T> what the query results in
     * @param query run once in a transaction, and maybe again without one
     * @return what {@code query} returned
     */
    public <T> T read(Function<Handle, T> query) {
        // A query of its own is a transaction too, and at the serializable level it can be refused like one.
        return withHandle(handle -> isInTransaction(handle)
                ? joining(handle, query)
                : retry.run(() -> translating(() -> query.apply(handle))));
    }

    /**
     * Runs statements in the open transaction, or in one of their own within {@link #forOneCall}.
     *
     * @param <T> what the statements result in
     * @param statements all stored or none
     * @return what {@code statements} returned
     * @throws IllegalStateException when there is neither
     */
    public <T> T write(Function<Handle, T> statements) {
        return withHandle(handle -> {
            if (isInTransaction(handle)) {
                return joining(handle, statements);
            }
            requireOneCall();
            return ownTransaction(handle, () -> joining(handle, statements));
        });
    }

    /**
     * Refuses what makes no sense but together with later calls.
     *
     * @throws IllegalStateException when no transaction is open
     */
    public void requireTransaction() {
        withHandle(handle -> {
            if (!isInTransaction(handle)) {
                throw new IllegalStateException(
                        "This holds until the end of a transaction: call it inside Transactions.inTransaction");
            }
            return true;
        });
    }

    /**
     * Runs statements like {@link #write}, of which each must see what others committed before it began. A transaction
     * that was begun here, at repeatable read by default and on PostgreSQL, goes on at read committed when these are its
     * first statements. Serializable on PostgreSQL stays: there a transaction that did not see enough is refused in the
     * end.
     *
     * @param <T> what the statements result in
     * @param dialect of the engine
     * @param statements all stored or none
     * @return what {@code statements} returned
     * @throws IllegalStateException when there is neither, or the transaction's isolation hides what others commit
     */
    public <T> T writeSeeingCommits(Dialect dialect, Function<Handle, T> statements) {
        return write(handle -> {
            requireLaterLooks(handle, dialect);
            return statements.apply(handle);
        });
    }

    private void requireLaterLooks(Handle handle, Dialect dialect) {
        TransactionIsolationLevel level = handle.getTransactionIsolationLevel();
        if (level == TransactionIsolationLevel.READ_COMMITTED
                || level == TransactionIsolationLevel.READ_UNCOMMITTED
                || (level == TransactionIsolationLevel.SERIALIZABLE && dialect == Dialect.POSTGRESQL)) {
            return;
        }
        OwnTransaction begunHere = own.get(handle);
        if (begunHere == null || begunHere.statements > 1 || dialect != Dialect.POSTGRESQL) {
            throw new IllegalStateException("Neither can a whole set be changed nor a role be removed safely at the"
                    + " isolation level " + level + ": use read committed, or serializable on PostgreSQL");
        }
        handle.execute("set transaction isolation level read committed");
    }

    /**
     * Runs one statement that writes, in the open transaction; within {@link #forOneCall} without one, so that it is
     * committed as it ends.
     *
     * @param <T> what the statement results in
     * @param statement runs exactly one
     * @return what {@code statement} returned
     * @throws IllegalStateException when there is neither
     */
    public <T> T writeOnce(Function<Handle, T> statement) {
        return withHandle(handle -> {
            if (isInTransaction(handle)) {
                return joining(handle, statement);
            }
            requireOneCall();
            return committing(handle, statement);
        });
    }

    /**
     * Runs one statement that writes an entry, like {@link #writeOnce}; within {@link #forOneCall} maybe together with
     * what others write under this key at the same time.
     *
     * @param <K> what entries must have in common to be written together
     * @param <E> what one caller writes
     * @param <R> what becomes of it
     * @param groupCommit brings the callers together
     * @param key under which the entry may share a statement
     * @param entry what to write
     * @param statement writes all of the entries it is given, and returns what became of each, in their order
     * @return what became of the entry
     * @throws IllegalStateException when there is neither
     */
    public <K, E, R> R writeTogether(
            GroupCommit<K, E, R> groupCommit, K key, E entry, BiFunction<Handle, List<E>, List<R>> statement) {
        if (!mayShare()) {
            return writeOnce(handle -> statement.apply(handle, List.of(entry)).get(0));
        }
        requireOneCall();
        return groupCommit.write(
                key, entry, entries -> withHandle(own -> committing(own, handle -> statement.apply(handle, entries))));
    }

    /**
     * Who has a handle may be in a transaction, and must not write for others there; who has none need not hold one.
     */
    private boolean mayShare() {
        return sharesWrites && jdbi.getHandleScope().get() == null && !lent.containsKey(Thread.currentThread());
    }

    private static <T> T committing(Handle handle, Function<Handle, T> statement) {
        try {
            return statement.apply(handle);
        } catch (JdbiException fault) {
            throw Faults.translateStatementThatCommits(fault);
        }
    }

    private void requireOneCall() {
        if (!inOneCall.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "Writes need a transaction: call this inside Transactions.inTransaction or Transactions.forOneCall");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when a statement failed, the work swallowed the exception, and nothing could be
     *     committed therefore
     */
    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return withHandle(
                handle -> isInTransaction(handle) ? work.get() : retry.run(() -> ownTransaction(handle, work)));
    }

    @Override
    public <T> T forOneCall(Supplier<T> work) {
        return mayShare() ? oneCall(work) : withHandle(handle -> isInTransaction(handle) ? work.get() : oneCall(work));
    }

    private <T> T oneCall(Supplier<T> work) {
        Thread caller = Thread.currentThread();
        if (!inOneCall.add(caller)) {
            return work.get();
        }
        try {
            return retry.run(work);
        } finally {
            inOneCall.remove(caller);
        }
    }

    private <T> T ownTransaction(Handle handle, Supplier<T> work) {
        translating(handle::begin);
        OwnTransaction transaction = new OwnTransaction();
        own.put(handle, transaction);
        try {
            T result = work.get();
            if (transaction.failed) {
                // PostgreSQL gives the whole transaction up, and its driver returns from the commit as if nothing
                // had happened.
                throw new IllegalStateException(
                        "A statement of this transaction failed and its exception was swallowed; nothing was stored");
            }
            commit(handle);
            return result;
        } catch (Throwable fault) {
            rollback(handle, fault);
            throw fault;
        } finally {
            own.remove(handle);
        }
    }

    private static void commit(Handle handle) {
        try {
            handle.commit();
        } catch (JdbiException fault) {
            throw Faults.translateCommit(fault);
        }
    }

    private static void rollback(Handle handle, Throwable fault) {
        try {
            handle.rollback();
        } catch (JdbiException connectionLost) {
            // Without its connection the transaction is rolled back all the same.
            fault.addSuppressed(Faults.translate(connectionLost));
        }
    }

    private <T> T joining(Handle handle, Function<Handle, T> statements) {
        OwnTransaction begunHere = own.get(handle);
        if (begunHere != null) {
            begunHere.statements++;
        }
        try {
            return statements.apply(handle);
        } catch (JdbiException fault) {
            if (begunHere != null) {
                begunHere.failed = true;
            }
            throw Faults.translate(fault);
        }
    }

    private static <T> T translating(Supplier<T> statements) {
        try {
            return statements.get();
        } catch (JdbiException fault) {
            throw Faults.translate(fault);
        }
    }

    private <T> T withHandle(Function<Handle, T> work) {
        Handle callers = lent.get(Thread.currentThread());
        if (callers == null) {
            return withHandleOfJdbi(work);
        }
        if (!isInTransaction(callers)) {
            throw new IllegalStateException(
                    "The connection that was lent has been set to auto-commit: its transaction is over, and there is"
                            + " nothing to take part in any more");
        }
        return work.apply(callers);
    }

    private <T> T withHandleOfJdbi(Function<Handle, T> work) {
        AtomicBoolean opened = new AtomicBoolean();
        List<T> done = new ArrayList<>(1);
        try {
            jdbi.useHandle(handle -> {
                opened.set(true);
                done.add(work.apply(handle));
            });
        } catch (JdbiException fault) {
            if (!opened.get()) {
                throw Faults.notConnected(fault);
            }
            if (done.isEmpty()) {
                throw fault;
            }
            // What was committed stays so, whatever became of the connection afterwards.
            LOG.debug("A connection could not be given back", fault);
        }
        return done.get(0);
    }

    private static boolean isInTransaction(Handle handle) {
        return translating(handle::isInTransaction);
    }

    /** A transaction that was begun here. For the thread that began it. */
    private static final class OwnTransaction {

        /** How many calls of repositories ran statements in it. */
        private int statements;

        /** Whether one of them failed. */
        private boolean failed;
    }
}
