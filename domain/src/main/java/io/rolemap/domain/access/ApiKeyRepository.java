package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Out-port: where API keys are kept. Methods join the transaction that is open; those that write must be called in one,
 * or in {@link Transactions#forOneCall}.
 * All throw {@link StorageUnavailableException} when the storage cannot be reached.
 */
public interface ApiKeyRepository {

    /**
     * Stores a new key.
     *
     * @throws RuntimeException when its id is in use: ids are random, so that this is a fault and no outcome
     */
    void insert(ApiKey key);

    /** The key with this id, in whichever organisation. The answer may be up to a second old on another replica. */
    Optional<ApiKey> find(KeyId id);

    /** All keys of the organisation, expired ones included, oldest first, those of one millisecond by id. */
    List<ApiKey> list(OrgId org);

    /**
     * Removes a key for good. Once the surrounding transaction is committed, {@link #find} on this instance does not
     * return it any more.
     *
     * @return false when the organisation has no such key
     */
    boolean delete(OrgId org, KeyId id);
}
