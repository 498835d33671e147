package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/** In-port: shows the API keys of an organisation. Needs {@link Permission#KEYS_WRITE}. */
public interface ListApiKeys {

    /** Lists the keys, or says why not. */
    Result list(Actor actor, OrgId org);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied);
    }

    /**
     * The keys.
     *
     * @param keys all of them, expired ones included, oldest first; empty also for an organisation nobody heard of
     */
    record Found(List<ApiKey> keys) implements Result {
        /** Copies the list. */
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
