package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/**
 * In-port: ends an API key for good. Needs {@link Permission#KEYS_WRITE}, also for a key of one's own. Safe for use by
 * many threads.
 */
public interface RevokeApiKey {

    /**
     * Revokes the key, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation the key belongs to
     * @param id the public part of the key
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; the key may be
     *     accepted still
     */
    Result revoke(Actor actor, OrgId org, KeyId id);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param revoked applied when the key was ended
         * @param notFound applied when the organisation has no such key
         * @param denied applied when the actor may not revoke it
         * @return what that function returned
         */
        <T> T fold(Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied);
    }

    /**
     * The key is not accepted any more by this process; another replica may accept it up to two seconds longer. Inside
     * a transaction that the caller had opened, this holds once that is committed.
     */
    record Revoked() implements Result {
        @Override
        public <T> T fold(
                Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return revoked.apply(this);
        }
    }

    /** The organisation has no such key: it never had, it is revoked already, or another one has it. */
    record KeyNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return notFound.apply(this);
        }
    }

    /** The actor may not revoke keys of this organisation. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
