package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: tells what is suspicious in a connection's own set of mappings. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many threads.
 */
public interface ListMappingFindings {

    /** The most findings of one call. */
    int MAX_FINDINGS = 1000;

    /**
     * Looks through the whole set, or says why not. Reads it twice, page by page: what changes meanwhile may or may not
     * be seen.
     *
     * @param actor whoever asks
     * @param org the organisation of the connection
     * @param connection the connection whose mappings are looked through
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
         * @param found applied to the findings
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not do this
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * What is suspicious.
     *
     * @param findings in the order of the mappings they are about, oldest first; at most {@value #MAX_FINDINGS}
     * @param complete false when there are more
     */
    record Found(List<MappingFinding> findings, boolean complete) implements Result {
        /**
         * Copies the list.
         *
         * @param findings what is suspicious
         * @param complete false when there is more
         */
        public Found {
            findings = List.copyOf(findings);
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
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody has.
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
     * The actor may not see mappings here.
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
