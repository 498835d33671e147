package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/**
 * In-port: shows one connection. Needs {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}. Safe for use by
 * many threads.
 */
public interface GetConnection {

    /**
     * Finds the connection, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation the connection belongs to
     * @param id names it there
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result get(Actor actor, OrgId org, ConnectionId id);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the connection
         * @param notFound applied when the organisation has no such connection
         * @param denied applied when the actor may not see it
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found, Function<ConnectionNotFound, T> notFound, Function<NotPermitted, T> denied);
    }

    /**
     * The connection.
     *
     * @param connection as it is stored
     */
    record Found(Connection connection) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found, Function<ConnectionNotFound, T> notFound, Function<NotPermitted, T> denied) {
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
                Function<Found, T> found, Function<ConnectionNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return notFound.apply(this);
        }
    }

    /** The actor may not see the connections of this organisation. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found, Function<ConnectionNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
