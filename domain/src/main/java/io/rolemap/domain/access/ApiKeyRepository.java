package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Out-port: where API keys are kept. Only for services whose callers present API keys made by Rolemap.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. Those that write are refused with
 *     an {@link IllegalStateException} outside of {@link Transactions#inTransaction} and
 *     {@link Transactions#forOneCall}; reads need no transaction.
 * <li>Ids are unique among all organisations, compared character by character, by a constraint of the storage.
 * <li>A cache in front of {@link #find} may be a second old, but never gives out a key that was deleted through this
 *     instance, nor one whose insertion was rolled back.
 * <li>What is read equals what was inserted: any name, any set of permissions, the empty one too, and moments to the
 *     millisecond, an expiry up to the largest number of milliseconds that a {@code long} holds.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out: what is swallowed between here and the boundary is lost.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract {@code io.rolemap.testkit.ApiKeyRepositoryContract}
 * in the test kit checks this, but for the faults of a storage and what other replicas see.
 */
public interface ApiKeyRepository {

    /**
     * Stores a new key. Visible to this transaction at once, to others when it is committed.
     *
     * @param key the key, with an id that was never used
     * @throws RuntimeException when its id is in use: ids are random, so that this is a fault and no outcome; the
     *     transaction may be good for nothing afterwards
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    void insert(ApiKey key);

    /**
     * Finds a key by its id alone, because a request with a key comes before its organisation is known. Expired keys
     * are found too.
     *
     * @param id the public part of the key, compared character by character
     * @return the key with this id, in whichever organisation; empty when there is none. The answer may be up to a
     *     second old on another replica
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<ApiKey> find(KeyId id);

    /**
     * Lists the keys of an organisation.
     *
     * @param org the organisation
     * @return all its keys, expired ones included, oldest first, those of one millisecond by the characters of their
     *     ids in the order of ASCII; empty for an organisation nobody heard of
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    List<ApiKey> list(OrgId org);

    /**
     * Removes a key for good. From then on {@link #find} does not return it in this transaction, and once that is
     * committed not on this instance at all. A deletion that is rolled back leaves the key.
     *
     * @param org the organisation the key must belong to
     * @param id the public part of the key
     * @return false when the organisation has no such key, be it that another one has it; then nothing changed
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    boolean delete(OrgId org, KeyId id);
}
