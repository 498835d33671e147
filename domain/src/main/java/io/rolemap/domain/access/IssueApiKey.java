package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * In-port: makes an API key for one organisation. Nobody can pass on more than they have: besides
 * {@link Permission#KEYS_WRITE} the actor needs every permission that the new key is to have. Safe for use by many
 * threads.
 */
public interface IssueApiKey {

    /**
     * Issues a key, or says why not.
     *
     * @param actor whoever asks
     * @param command what to issue
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached. If the outcome
     *     is unknown, there may be a key now that nobody can present: look for it in the list, and revoke it
     */
    Result issue(Actor actor, Command command);

    /**
     * What to issue. Immutable.
     *
     * @param org the organisation the key is for; need not exist yet
     * @param name what people call it
     * @param permissions what it allows; may be empty
     * @param expiresAt the first moment at which it is no longer accepted; empty for never. It is kept in whole
     *     milliseconds, what is finer is cut off
     */
    record Command(OrgId org, KeyName name, Set<Permission> permissions, Optional<Instant> expiresAt) {

        /** The latest expiry: the end of the year 9999. */
        public static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59.999Z");

        /**
         * Copies the permissions.
         *
         * @param org the organisation the key is for
         * @param name what people call it
         * @param permissions what it allows; may be empty
         * @param expiresAt from 1970 to {@link #LATEST_EXPIRY}; empty for never
         * @throws InvalidValueException when the expiry is before 1970 or after {@link #LATEST_EXPIRY}
         */
        public Command {
            permissions = Set.copyOf(permissions);
            expiresAt.ifPresent(expiry -> {
                if (expiry.isBefore(Instant.EPOCH) || expiry.isAfter(LATEST_EXPIRY)) {
                    throw new InvalidValueException("expiry", "must be between the years 1970 and 9999");
                }
            });
        }
    }

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param issued applied to the new key
         * @param inThePast applied when the key would have expired before it was made
         * @param denied applied when the actor may not issue it
         * @return what that function returned
         */
        <T> T fold(
                Function<Issued, T> issued, Function<ExpiryInThePast, T> inThePast, Function<NotPermitted, T> denied);
    }

    /**
     * The key exists and is accepted; inside a transaction that the caller had opened, once that is committed.
     *
     * @param key what was stored
     * @param secret the key itself, which cannot be had again
     */
    record Issued(ApiKey key, ApiKeySecret secret) implements Result {
        @Override
        public <T> T fold(
                Function<Issued, T> issued, Function<ExpiryInThePast, T> inThePast, Function<NotPermitted, T> denied) {
            return issued.apply(this);
        }
    }

    /** The expiry is not after the moment of issuing. Nothing was stored. */
    record ExpiryInThePast() implements Result {
        @Override
        public <T> T fold(
                Function<Issued, T> issued, Function<ExpiryInThePast, T> inThePast, Function<NotPermitted, T> denied) {
            return inThePast.apply(this);
        }
    }

    /** The actor may not issue keys here, or not one with these permissions. Nothing was stored. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Issued, T> issued, Function<ExpiryInThePast, T> inThePast, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
