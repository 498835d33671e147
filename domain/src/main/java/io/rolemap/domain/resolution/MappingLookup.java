package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Out-port: finds a connection together with those of its mappings that concern somebody, in one look at the storage. Optional:
 * without it the whole set of mappings is read for every answer, and one of several pages need not be of one moment then.
 *
 * <p>For whoever implements it: both are of one moment; the call takes part in the transaction that is open on the calling
 * thread, and needs none; its cost depends on the number of groups, not on how many mappings there are. Implementations are safe for use by many
 * threads. The contract {@code io.rolemap.testkit.MappingLookupContract} in the test kit checks this, but for the cost.
 */
public interface MappingLookup {

    /** At least so many mappings of one skeleton, or whose last segment is a group, are told where there are that many. */
    int MOST_OF_ONE_SKELETON = 10;

    /** At least so many mappings are told whose last segment a group has too, where there are that many. */
    int MOST_OF_ONE_SEGMENT = 100;

    /**
     * Finds the connection and its mappings.
     *
     * @param org the organisation the connection must belong to
     * @param connection names it there
     * @param groups any number of groups
     * @param withResembling whether mappings are wanted too whose groups may resemble one of these: that have its
     *     {@linkplain GroupSkeleton skeleton} or that of one of its endings, or whose last segment has its skeleton, of each
     *     kind {@value #MOST_OF_ONE_SKELETON} for each group do; and those whose last segment has the skeleton of its last
     *     segment, of which {@value #MOST_OF_ONE_SEGMENT} do
     * @return empty when the organisation has no such connection, be it that another organisation has one
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<Found> lookUp(
            OrgId org, ConnectionReference connection, Set<ExternalGroup> groups, boolean withResembling);

    /**
     * What was found. Immutable.
     *
     * @param connection the connection
     * @param mappings in any order: every mapping of the connection that has one of the groups and, only where they
     *     were wanted, those that resemble one, and perhaps others then; none twice
     */
    record Found(Connection connection, List<GroupMapping> mappings) {

        /**
         * Copies the list.
         *
         * @param connection the connection
         * @param mappings none twice
         */
        public Found {
            mappings = List.copyOf(mappings);
        }
    }
}
