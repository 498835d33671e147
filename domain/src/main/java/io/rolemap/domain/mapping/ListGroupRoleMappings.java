package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: shows the mappings of a connection. Needs {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe
 * for use by many threads.
 */
public interface ListGroupRoleMappings {

    /**
     * Lists the mappings, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation of the connection
     * @param connection the connection whose mappings are to be shown
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result list(Actor actor, OrgId org, ConnectionId connection);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the mappings
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not see them
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mappings.
     *
     * @param mappings all of them, oldest first, those of one millisecond by id; empty when the connection maps nothing
     */
    record Found(List<GroupRoleMapping> mappings) implements Result {
        /**
         * Copies the list.
         *
         * @param mappings all mappings of the connection
         */
        public Found {
            mappings = List.copyOf(mappings);
        }

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

    /** The actor may not see the mappings of this organisation. */
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
