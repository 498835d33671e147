package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: shows the connections of an organisation. Needs
 * {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}. Safe for use by many threads.
 */
public interface ListConnections {

    /**
     * Lists the connections, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation whose connections are to be shown
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result list(Actor actor, OrgId org);

    /** What came of it: one of the two cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the connections
         * @param denied applied when the actor may not see them
         * @return what that function returned
         */
        <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied);
    }

    /**
     * The connections.
     *
     * @param connections all of them, disabled ones included, oldest first, those of one millisecond by id; empty also
     *     for an organisation nobody heard of
     */
    record Found(List<Connection> connections) implements Result {
        /**
         * Copies the list.
         *
         * @param connections all connections of the organisation
         */
        public Found {
            connections = List.copyOf(connections);
        }

        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return found.apply(this);
        }
    }

    /** The actor may not see the connections of this organisation. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
