package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;

/** In-port: ends an API key for good. Needs {@link Permission#KEYS_WRITE}. */
public interface RevokeApiKey {

    /** Revokes the key, or says why not. */
    Result revoke(Actor actor, OrgId org, KeyId id);

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied);
    }

    /** The key is not accepted any more by this process; another replica may accept it up to two seconds longer. */
    record Revoked() implements Result {
        @Override
        public <T> T fold(
                Function<Revoked, T> revoked, Function<KeyNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return revoked.apply(this);
        }
    }

    /** The organisation has no such key. */
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
