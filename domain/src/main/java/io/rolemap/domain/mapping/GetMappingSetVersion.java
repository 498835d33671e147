package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/**
 * In-port: tells which version of its set of mappings a connection has, without showing the set. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many threads.
 */
public interface GetMappingSetVersion {

    /**
     * Reads the set and tells its version, or says why not. Holds a page of the set at a time. Where the set changes
     * meanwhile, the version may be one that the set never had as a whole: a replacement under that condition is
     * refused.
     *
     * @param actor whoever asks
     * @param org the organisation of the connection
     * @param connection the connection whose set it is
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result version(Actor actor, OrgId org, ConnectionId connection);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the version
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not see the mappings
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * The version.
     *
     * @param version of the set that was read
     */
    record Found(MappingSetVersion version) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
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
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The actor may not see the mappings of this organisation.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
