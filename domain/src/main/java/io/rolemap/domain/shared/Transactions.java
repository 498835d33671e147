package io.rolemap.domain.shared;

import java.util.function.Supplier;

/**
 * Out-port: the boundary of a transaction. Use cases draw it around what they write; repositories join what is open and
 * never open one themselves.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>One transaction belongs to one thread: what repositories of the same storage do on that thread while it is open
 *     is part of it. Others see nothing of it before the commit, and all of it after.
 * <li>The call returns only when the commit is done and as durable as the storage makes it.
 * <li>Whatever leaves the work, an {@link Error} too, takes back everything and arrives as the very same object.
 * <li>A call inside an open transaction joins it and commits nothing; the outermost call commits. No savepoint is asked
 *     for.
 * <li>A fault of the storage that the work swallows must not pass for a commit. Some engines give a transaction up
 *     after a statement that failed, and answer its commit as if nothing had happened: then throw. After any other
 *     exception that the work swallows, one of a joined call too, the commit may go on.
 * <li>A storage that can't be reached is a {@link StorageUnavailableException}, of unknown outcome when the answer to
 *     the commit was lost. No other exception may stand for an unknown outcome.
 * <li>Outside of both methods a repository refuses to write, with an {@link IllegalStateException}.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract {@code io.rolemap.testkit.TransactionsContract} in
 * the test kit checks this, but for durability and for the faults of a storage, which only its adapter can bring about. Whether calls take part in a transaction that was begun without this port, as
 * by a framework, {@code io.rolemap.testkit.CallersTransactionContract} checks.
 */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction and returns what it returned, after the commit. A transaction that the caller
     * has opened already is joined: then the outer boundary commits.
     *
     * <p>Any exception that leaves {@code work} rolls back and is rethrown unchanged. An implementation may run
     * {@code work} again, from the start, when the database asked for that (serialisation failure, deadlock), and may
     * end in a {@link StorageUnavailableException} when it never stops asking. So {@code work} must have no effect
     * outside the transaction, and should not call over the network while it holds one.
     *
     * @param <T> what the work results in
     * @param work what to do; called on this thread, once or several times, each time from the start
     * @return what {@code work} returned, of the run that was committed
     * @throws StorageUnavailableException when the storage cannot be reached, or a commit's outcome is unknown
     */
    <T> T inTransaction(Supplier<T> work);

    /**
     * Runs {@code work} as {@link #inTransaction} does, where it is one call of one repository and nothing else. What
     * one statement writes is all or nothing by itself: an implementation may save the round trips of a begin and a
     * commit.
     *
     * <p>Outside of an open transaction two calls inside {@code work} are therefore not atomic together: the first may
     * stay stored where the second fails. A conflict runs the whole of {@code work} again, even so.
     *
     * <p>Need not be implemented: as it stands here it is {@link #inTransaction}.
     *
     * @param <T> what the call results in
     * @param work the one call; made on this thread, once or several times
     * @return what {@code work} returned
     * @throws StorageUnavailableException when the storage cannot be reached, or the outcome is unknown
     */
    default <T> T forOneCall(Supplier<T> work) {
        return inTransaction(work);
    }
}
