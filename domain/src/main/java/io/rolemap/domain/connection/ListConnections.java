package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: shows the connections of an organisation. Needs
 * {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}.
 */
public interface ListConnections {

    /** Lists the connections, or says why not. */
    Result list(Actor actor, OrgId org);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied);
    }

    /**
     * The connections.
     *
     * @param connections all of them, oldest first; empty also for an organisation nobody heard of
     */
    record Found(List<Connection> connections) implements Result {
        /** Copies the list. */
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
