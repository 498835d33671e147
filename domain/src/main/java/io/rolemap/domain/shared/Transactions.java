package io.rolemap.domain.shared;

import java.util.function.Supplier;

/**
 * Out-port: the boundary of a transaction. The application service draws it; repositories join what is open and never
 * open one themselves.
 *
 * <p>Implementations are safe for use by many threads; one transaction belongs to one thread.
 */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction and returns what it returned, after the commit. A transaction that the caller
     * has opened already is joined: then the outer boundary commits.
     *
     * <p>Any exception that leaves {@code work} rolls back and is rethrown unchanged. An implementation may run
     * {@code work} again, from the start, when the database asked for that (serialisation failure, deadlock): it must
     * have no effect outside the transaction.
     *
     * @throws StorageUnavailableException when the storage cannot be reached, or a commit's outcome is unknown
     */
    <T> T inTransaction(Supplier<T> work);

    /**
     * Runs {@code work} as {@link #inTransaction} does, where it is one call of one repository and nothing else. What one
     * statement writes is all or nothing by itself: an implementation may save the round trips of a begin and a commit.
     *
     * <p>Outside of an open transaction two calls inside {@code work} are therefore not atomic together: the first may
     * stay stored where the second fails. A conflict runs the whole of {@code work} again, even so.
     *
     * @throws StorageUnavailableException when the storage cannot be reached, or the outcome is unknown
     */
    default <T> T forOneCall(Supplier<T> work) {
        return inTransaction(work);
    }
}
