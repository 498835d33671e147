package io.rolemap.domain.observation;

import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;

/**
 * Out-port: keeps which groups people came with. On the same storage as the mappings, whose
 * {@link io.rolemap.domain.mapping.GroupRoleMappingRepository#list list} asks it for the mappings that nobody uses.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. {@link #add} is refused with an
 *     {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall}.
 * <li>Groups are kept and compared code point by code point, as in mappings.
 * <li>What was observed of a connection goes with it; it never comes back with a connection of the same id.
 * <li>Of one connection at most {@value #MAX_UNMAPPED} groups that it doesn't map are kept; those that were seen last stay.
 *     Groups that it maps are always kept.
 * <li>Calls from several processes at once add up.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract
 * {@code io.rolemap.testkit.ObservedGroupRepositoryContract} in the test kit checks this.
 */
public interface ObservedGroupRepository {

    /** The most groups without a mapping that are kept of one connection. */
    int MAX_UNMAPPED = 10_000;

    /**
     * Adds sightings: the count of a group grows, and its first and last hour are widened to reach this one's. Those of
     * connections that are not there, or whose groups are not observed since the moment that the sighting tells, are
     * passed over.
     *
     * @param sightings of any connections, in any order; several of one group add up
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    void add(List<Sighting> sightings);

    /**
     * Lists a part of the groups that were observed.
     *
     * @param query which groups, and how many
     * @return those that were observed, in the order of their {@linkplain ObservedGroupPosition positions}, as many as the
     *     limit admits, and with the place to go on from only when there are more; an empty page also when there is no such
     *     connection
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    ObservedGroupPage list(ObservedGroupQuery query);
}
