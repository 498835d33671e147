package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/**
 * In-port: shows one mapping. Needs {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many
 * threads.
 */
public interface GetGroupRoleMapping {

    /**
     * Finds the mapping, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation of the connection
     * @param connection the connection the mapping belongs to
     * @param id names the mapping there
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result get(Actor actor, OrgId org, ConnectionId connection, MappingId id);

    /** What came of it: one of the four cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the mapping
         * @param connectionNotFound applied when the organisation has no such connection
         * @param mappingNotFound applied when the connection has no such mapping
         * @param denied applied when the actor may not see it
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mapping.
     *
     * @param mapping as it is stored
     */
    record Found(GroupRoleMapping mapping) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<NotPermitted, T> denied) {
            return found.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /** The connection has no such mapping. */
    record MappingNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<NotPermitted, T> denied) {
            return mappingNotFound.apply(this);
        }
    }

    /** The actor may not see the mappings of this organisation. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
