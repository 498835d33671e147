package io.rolemap.domain.access;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.Optional;

/**
 * Out-port: remembers that an installation has been started once, and the digest of the operator key that was made for
 * it then. For servers; a service that embeds the use cases does not need one.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>There is one first start of a storage, for all replicas together: a constraint of the storage decides between
 *     those that race, not a look before the insert.
 * <li>{@link #claimFirstStart} takes part in the open transaction; when that is rolled back, the next start is the
 *     first one again.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract {@code io.rolemap.testkit.OperatorKeyStoreContract}
 * in the test kit checks this, but for the faults of a storage.
 */
public interface OperatorKeyStore {

    /**
     * Records the first start. Of all callers there ever are, on any replica, exactly one gets {@code true}; for all
     * others nothing changes. Must be called in a transaction, and counts once that is committed.
     *
     * @param generated the digest of the operator key made for this installation; empty when the operator brings one
     * @return whether this is the first start
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    boolean claimFirstStart(Optional<KeyDigest> generated);

    /**
     * {@return the digest that was recorded at the first start; empty when there was no start or no digest} Needs no
     * transaction.
     *
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<KeyDigest> generatedKey();
}
