package io.rolemap.domain.observation;

/**
 * In-port: stores what was observed since it was called last. Resolving remembers the groups that people come with and
 * stores nothing, so as not to be in the way of an answer; somebody has to call this from time to time, such as every few
 * seconds. Has no actor. Safe for use by many threads.
 *
 * <p>Lossy by design: what is remembered has a limit, beyond which new groups are passed over; it is lost with the process, and
 * what a fault kept from being stored is not tried again.
 */
@FunctionalInterface
public interface StoreObservedGroups {

    /** The most groups that are remembered between two calls; of one organisation half as many, lest the others go short. */
    int MAX_REMEMBERED = 20_000;

    /** The most groups that one call stores; the others wait for the next. */
    int MAX_STORED = 2_000;

    /**
     * Stores what was observed, in one transaction.
     *
     * @return whether more is waiting
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; what was to be
     *     stored is forgotten
     */
    boolean store();
}
