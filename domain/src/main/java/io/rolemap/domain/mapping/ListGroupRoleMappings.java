package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/** In-port: shows the mappings of a connection. Needs {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. */
public interface ListGroupRoleMappings {

    /** Lists the mappings, or says why not. */
    Result list(Actor actor, OrgId org, ConnectionId connection);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mappings.
     *
     * @param mappings all of them, oldest first
     */
    record Found(List<GroupRoleMapping> mappings) implements Result {
        /** Copies the list. */
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

    /** The organisation has no such connection. */
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
