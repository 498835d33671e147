package io.rolemap.domain.observation;

import io.rolemap.domain.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: shows which groups people came with through a connection, so that nobody has to type them. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many threads.
 */
public interface ListObservedGroups {

    /**
     * Lists one page of the groups, or says why not.
     *
     * @param actor whoever asks
     * @param query which groups, and how many
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result list(Actor actor, ObservedGroupQuery query);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the page
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
     * The page.
     *
     * @param page may be empty
     * @param observedSince since when the groups of the connection are observed; empty when they are not any more
     */
    record Found(ObservedGroupPage page, Optional<Instant> observedSince) implements Result {
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
     * The actor may not see mappings here, and no groups either.
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
