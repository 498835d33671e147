package io.rolemap.domain.access;

import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.Optional;

/**
 * Out-port: remembers that an installation has been started once, and the digest of the operator key that was made for
 * it then. All methods throw {@link StorageUnavailableException} when the storage cannot be reached.
 */
public interface OperatorKeyStore {

    /**
     * Records the first start. Of all callers there ever are, on any replica, exactly one gets {@code true}; for all
     * others nothing changes. Must be called in a transaction, and counts once that is committed.
     *
     * @param generated the digest of the operator key made for this installation; empty when the operator brings one
     */
    boolean claimFirstStart(Optional<KeyDigest> generated);

    /** The digest that was recorded at the first start; empty when there was no start or no digest. */
    Optional<KeyDigest> generatedKey();
}
