package io.rolemap.domain.access;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * In-port: makes an API key for one organisation. Nobody can pass on more than they have: besides
 * {@link Permission#KEYS_WRITE} the actor needs every permission that the new key is to have.
 */
public interface IssueApiKey {

    /** Issues a key, or says why not. */
    Result issue(Actor actor, Command command);

    /**
     * What to issue.
     *
     * @param org the organisation the key is for
     * @param name what people call it
     * @param permissions what it allows; may be empty
     * @param expiresAt the first moment at which it is no longer accepted; empty for never. It is kept in whole
     *     milliseconds, what is finer is cut off
     */
    record Command(OrgId org, KeyName name, Set<Permission> permissions, Optional<Instant> expiresAt) {

        /** The latest expiry: the end of the year 9999. */
        public static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59.999Z");

        /** @throws InvalidValueException when the expiry is before 1970 or after {@link #LATEST_EXPIRY} */
        public Command {
            permissions = Set.copyOf(permissions);
            expiresAt.ifPresent(expiry -> {
                if (expiry.isBefore(Instant.EPOCH) || expiry.isAfter(LATEST_EXPIRY)) {
                    throw new InvalidValueException("expiry", "must be between the years 1970 and 9999");
                }
            });
        }
    }

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(
                Function<Issued, T> issued, Function<ExpiryInThePast, T> inThePast, Function<NotPermitted, T> denied);
    }

    /**
     * The key exists and is accepted.
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

    /** The key would have expired before it was made. Nothing was stored. */
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
