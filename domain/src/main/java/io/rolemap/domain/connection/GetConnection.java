package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/** In-port: shows one connection. Needs {@link io.rolemap.domain.access.Permission#CONNECTIONS_READ}. */
public interface GetConnection {

    /** Finds the connection, or says why not. */
    Result get(Actor actor, OrgId org, ConnectionId id);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
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

    /** The organisation has no such connection. */
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
