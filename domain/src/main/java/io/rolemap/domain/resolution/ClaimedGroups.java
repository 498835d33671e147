package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.Require;
import java.util.Set;
import java.util.function.Function;

/** What is said about somebody's groups: one of the four cases. Immutable. */
public sealed interface ClaimedGroups {
    /**
     * Applies the function for the case at hand, and no other.
     *
     * @param <T> what the functions make of it
     * @param sent applied to the groups
     * @param absent applied when the claim is not there
     * @param overage applied when the identity provider left groups out
     * @param unusable applied when the claim has a form that can't be read
     * @return what that function returned
     */
    <T> T fold(
            Function<Sent, T> sent,
            Function<Absent, T> absent,
            Function<Overage, T> overage,
            Function<Unusable, T> unusable);

    /**
     * The groups were sent.
     *
     * @param groups all of them, without repetition; may be empty
     */
    record Sent(Set<ExternalGroup> groups) implements ClaimedGroups {
        /**
         * Copies the set.
         *
         * @param groups all of them
         */
        public Sent {
            groups = Require.elements(groups);
        }

        @Override
        public <T> T fold(
                Function<Sent, T> sent,
                Function<Absent, T> absent,
                Function<Overage, T> overage,
                Function<Unusable, T> unusable) {
            return sent.apply(this);
        }
    }

    /**
     * The claim is not there.
     */
    record Absent() implements ClaimedGroups {
        @Override
        public <T> T fold(
                Function<Sent, T> sent,
                Function<Absent, T> absent,
                Function<Overage, T> overage,
                Function<Unusable, T> unusable) {
            return absent.apply(this);
        }
    }

    /**
     * The identity provider says that there were too many groups to send (OpenID Connect Core 1.0, section 5.6.2, and what
     * Microsoft Entra ID makes of it): they have to be fetched from it.
     *
     * @param pointer to what says so, a JSON Pointer (RFC 6901) among the claims
     */
    record Overage(String pointer) implements ClaimedGroups {
        @Override
        public <T> T fold(
                Function<Sent, T> sent,
                Function<Absent, T> absent,
                Function<Overage, T> overage,
                Function<Unusable, T> unusable) {
            return overage.apply(this);
        }
    }

    /**
     * The claim has a form that can't be read.
     *
     * @param pointer to the value, a JSON Pointer (RFC 6901) among the claims
     * @param rule what the value breaks, as the rest of a sentence; never contains the value
     */
    record Unusable(String pointer, String rule) implements ClaimedGroups {
        @Override
        public <T> T fold(
                Function<Sent, T> sent,
                Function<Absent, T> absent,
                Function<Overage, T> overage,
                Function<Unusable, T> unusable) {
            return unusable.apply(this);
        }
    }
}
