package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: shows the mappings of a connection, all or some of them, page by page. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many threads.
 *
 * <p>Pages follow each other by the position of what was shown last: a mapping that exists all the while is shown once,
 * whatever is created, changed or removed between two pages, and a position holds when its mapping is gone.
 */
public interface ListGroupRoleMappings {

    /**
     * Lists one page of the mappings, or says why not.
     *
     * @param actor whoever asks
     * @param query which mappings, and how many
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result list(Actor actor, MappingQuery query);

    /** What came of it: one of the four cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the page
         * @param connectionNotFound applied when the organisation has no such connection
         * @param notObserved applied when it isn't known which mappings were used
         * @param denied applied when the actor may not see them
         * @return what that function returned
         */
        <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotObserved, T> notObserved,
                Function<NotPermitted, T> denied);
    }

    /**
     * The page.
     *
     * @param page oldest mappings first, those of one millisecond by id; empty when there is none
     */
    record Found(MappingPage page) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotObserved, T> notObserved,
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
                Function<NotObserved, T> notObserved,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * Mappings that nobody used since some moment were asked for, and the groups of the connection were not observed all
     * the while; or the moment is yet to come, and by then any of them may have been used.
     *
     * @param since since when they are; empty when they are not
     */
    record NotObserved(Optional<Instant> since) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotObserved, T> notObserved,
                Function<NotPermitted, T> denied) {
            return notObserved.apply(this);
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
                Function<NotObserved, T> notObserved,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
