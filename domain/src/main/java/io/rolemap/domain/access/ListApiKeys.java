package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: shows the API keys of an organisation. Needs {@link Permission#KEYS_WRITE}. Safe for use by many threads.
 */
public interface ListApiKeys {

    /**
     * Lists the keys, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation whose keys are to be shown
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
         * @param found applied to the keys
         * @param denied applied when the actor may not see them
         * @return what that function returned
         */
        <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied);
    }

    /**
     * The keys, none of which can be presented: their secrets are not stored.
     *
     * @param keys all of them, expired ones included, oldest first, those of one millisecond by id; empty also for an
     *     organisation nobody heard of
     */
    record Found(List<ApiKey> keys) implements Result {
        /**
         * Copies the list.
         *
         * @param keys all keys of the organisation
         */
        public Found {
            keys = List.copyOf(keys);
        }

        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return found.apply(this);
        }
    }

    /** The actor may not see the keys of this organisation. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
