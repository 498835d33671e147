package io.rolemap.domain.resolution;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: tells who would gain and who would lose which role if a connection had another set of mappings, and changes
 * nothing. Needs {@link io.rolemap.domain.access.Permission#ROLES_RESOLVE} and
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}. Safe for use by many threads.
 */
public interface PredictMappingImpact {

    /**
     * Predicts the impact, or says why not.
     *
     * @param actor whoever asks
     * @param query of which set on whom
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result predict(Actor actor, Query query);

    /**
     * Of which set on whom. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection
     * @param wanted all mappings it would have
     * @param people who would come through it
     */
    record Query(OrgId org, ConnectionId connection, WantedMappings wanted, People people) {}

    /**
     * What would change for one person. Immutable.
     *
     * @param person who it is
     * @param gained roles that the person would get and doesn't now, in the order of their numbers
     * @param lost roles that the person gets and would not then, in the same order
     */
    record Change(PersonId person, List<RoleId> gained, List<RoleId> lost) {

        /**
         * Copies the lists.
         *
         * @param person who it is
         * @param gained roles that the person would get
         * @param lost roles that the person would lose
         */
        public Change {
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Somebody whose groups can't be told, so that nobody knows what would change. Immutable.
     *
     * @param person who it is
     * @param outcome never {@link Outcome.Resolved}
     */
    record Undecided(PersonId person, Outcome outcome) {}

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param predicted applied to the impact
         * @param connectionNotFound applied when the organisation has no such connection
         * @param denied applied when the actor may not do this
         * @return what that function returned
         */
        <T> T fold(
                Function<Predicted, T> predicted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied);
    }

    /**
     * The impact, by the mappings of one moment.
     *
     * @param changes for whom something would change, in the order of the query
     * @param undecided whose groups can't be told, in the same order
     * @param unchanged for how many nothing would change
     * @param connectionEnabled whether the connection grants anything at all; when not, nothing changes for anybody,
     *     whatever the set
     */
    record Predicted(List<Change> changes, List<Undecided> undecided, int unchanged, boolean connectionEnabled)
            implements Result {
        /**
         * Copies the lists.
         *
         * @param changes for whom something would change
         * @param undecided whose groups can't be told
         * @param unchanged for how many nothing would change
         * @param connectionEnabled whether the connection grants anything at all
         */
        public Predicted {
            changes = List.copyOf(changes);
            undecided = List.copyOf(undecided);
        }

        @Override
        public <T> T fold(
                Function<Predicted, T> predicted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return predicted.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody has.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Predicted, T> predicted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The actor may not resolve roles or see mappings here.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Predicted, T> predicted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
