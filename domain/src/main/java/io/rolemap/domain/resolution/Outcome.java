package io.rolemap.domain.resolution;

import java.util.function.Function;

/** What came of resolving one person's groups: one of the three cases. Immutable. */
public sealed interface Outcome {
    /**
     * Applies the function for the case at hand, and no other.
     *
     * @param <T> what the functions make of it
     * @param resolved applied to the roles
     * @param overage applied when the identity provider left groups out
     * @param unusable applied when the claims have a form that can't be read
     * @return what that function returned
     */
    <T> T fold(
            Function<Resolved, T> resolved, Function<GroupsOverage, T> overage, Function<UnusableClaims, T> unusable);

    /**
     * Which roles the person gets.
     *
     * @param resolution the roles, and why
     */
    record Resolved(Resolution resolution) implements Outcome {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable) {
            return resolved.apply(this);
        }
    }

    /**
     * The identity provider left groups out, since there were too many: which roles the person gets is not known. The groups have to be
     * fetched from it and sent by themselves.
     *
     * @param pointer to what says so, a JSON Pointer (RFC 6901) among the claims
     */
    record GroupsOverage(String pointer) implements Outcome {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable) {
            return overage.apply(this);
        }
    }

    /**
     * The groups claim has a form that can't be read: which roles the person gets is not known.
     *
     * @param pointer to the value, a JSON Pointer (RFC 6901) among the claims
     * @param rule what the value breaks, as the rest of a sentence; never contains the value
     */
    record UnusableClaims(String pointer, String rule) implements Outcome {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable) {
            return unusable.apply(this);
        }
    }
}
