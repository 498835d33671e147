package io.rolemap.domain.resolution;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: tells which roles somebody gets who signs in through a connection, and why. Needs
 * {@link io.rolemap.domain.access.Permission#ROLES_RESOLVE}. Safe for use by many threads.
 */
public interface ResolveRoles {

    /**
     * Resolves the groups of one person, or says why not. Reads the mappings as they are now; nothing is cached.
     *
     * @param actor whoever asks; not the person who signs in
     * @param query whose roles
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result resolve(Actor actor, Query query);

    /**
     * Whose roles are asked for. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection the person comes through
     * @param groups where the person's groups are learned from
     * @param assumed the mappings that the connection is assumed to have, in the place of its own; most often empty.
     *     What is assumed is not remembered as observed
     * @param explained whether groups that are not mapped are told with their near misses, which takes longer
     */
    record Query(
            OrgId org,
            ConnectionReference connection,
            GroupSource groups,
            Optional<WantedMappings> assumed,
            boolean explained) {

        /**
         * {@return a query with an explanation, about the mappings as they are}
         *
         * @param org the organisation of the connection
         * @param connection the connection the person comes through
         * @param groups where the person's groups are learned from
         */
        public static Query of(OrgId org, ConnectionReference connection, GroupSource groups) {
            return new Query(org, connection, groups, Optional.empty(), true);
        }

        /**
         * {@return the same under other mappings than those that there are}
         *
         * @param mappings all that the connection is assumed to have
         */
        public Query assuming(WantedMappings mappings) {
            return new Query(org, connection, groups, Optional.of(mappings), explained);
        }

        /** {@return the same without an explanation of what is not mapped} */
        public Query unexplained() {
            return new Query(org, connection, groups, assumed, false);
        }
    }

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param resolved applied to the roles
         * @param overage applied when the identity provider left groups out
         * @param unusable applied when the claims have a form that can't be read
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not do this
         * @return what that function returned
         */
        <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * Which roles the person gets.
     *
     * @param resolution the roles, and why
     */
    record Resolved(Resolution resolution) implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return resolved.apply(this);
        }
    }

    /**
     * The identity provider left groups out, since there were too many: which roles the person gets is not known. The groups
     * have to be fetched from it and sent by themselves.
     *
     * @param pointer to what says so, a JSON Pointer (RFC 6901) among the claims
     */
    record GroupsOverage(String pointer) implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return overage.apply(this);
        }
    }

    /**
     * The groups claim has a form that can't be read: which roles the person gets is not known.
     *
     * @param pointer to the value, a JSON Pointer (RFC 6901) among the claims
     * @param rule what the value breaks, as the rest of a sentence; never contains the value
     */
    record UnusableClaims(String pointer, String rule) implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return unusable.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody has.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The actor may not resolve roles here.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<GroupsOverage, T> overage,
                Function<UnusableClaims, T> unusable,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
