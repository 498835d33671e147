package io.rolemap.domain.resolution;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: what {@link ResolveRoles} does, for many people of one connection at once. Needs
 * {@link io.rolemap.domain.access.Permission#ROLES_RESOLVE}. Safe for use by many threads.
 */
public interface ResolveRolesOfPeople {

    /**
     * Resolves the groups of everybody, or says why not. All answers are by the mappings of one moment. Somebody whose
     * groups can't be told keeps nobody else from an answer.
     *
     * @param actor whoever asks; none of the people
     * @param query whose roles
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result resolve(Actor actor, Query query);

    /**
     * Whose roles are asked for. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection they come through
     * @param people who they are
     * @param assumed the mappings that the connection is assumed to have, in the place of its own; most often empty
     * @param explained whether groups that are not mapped are told with their near misses, which takes longer
     */
    record Query(
            OrgId org,
            ConnectionReference connection,
            People people,
            Optional<WantedMappings> assumed,
            boolean explained) {}

    /**
     * What came of one person. Immutable.
     *
     * @param person who it is
     * @param outcome what came of the groups
     */
    record PersonOutcome(PersonId person, Outcome outcome) {}

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param resolved applied to what came of everybody
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not do this
         * @return what that function returned
         */
        <T> T fold(
                Function<Resolved, T> resolved,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * What came of everybody.
     *
     * @param people in the order of the query
     */
    record Resolved(List<PersonOutcome> people) implements Result {
        /**
         * Copies the list.
         *
         * @param people in the order of the query
         */
        public Resolved {
            people = List.copyOf(people);
        }

        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return resolved.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody has.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Resolved, T> resolved,
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
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
