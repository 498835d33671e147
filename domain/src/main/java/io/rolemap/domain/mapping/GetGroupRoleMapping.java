package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/** In-port: shows one mapping. Needs {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. */
public interface GetGroupRoleMapping {

    /** Finds the mapping, or says why not. */
    Result get(Actor actor, OrgId org, ConnectionId connection, MappingId id);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
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

    /** The organisation has no such connection. */
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
