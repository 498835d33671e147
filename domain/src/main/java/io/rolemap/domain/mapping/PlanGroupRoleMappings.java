package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.util.Set;
import java.util.function.Function;

/**
 * In-port: tells what {@link ReplaceGroupRoleMappings} would do, and does nothing. Needs the same permissions. Safe for
 * use by many threads.
 */
public interface PlanGroupRoleMappings {

    /**
     * Plans the replacement, or says why it would not be made. The storage is only read. Where the set changes
     * meanwhile, the plan is that for the set whose version it comes with.
     *
     * @param actor whoever asks
     * @param command what there shall be
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result plan(Actor actor, ReplaceGroupRoleMappings.Command command);

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param planned applied to the plan
         * @param connectionNotFound applied when the organisation has no such connection
         * @param conditionNotMet applied when the set does not fulfil the condition
         * @param unknownRoles applied when the organisation knows its roles, and some that would be granted are none of them
         * @param denied applied when the actor may not replace the set
         * @return what that function returned
         */
        <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied);
    }

    /**
     * What would be done.
     *
     * @param plan from the set as it is to the wanted one; may be empty
     * @param version of the set as it is; a replacement on condition of it does what is planned or nothing
     */
    record Planned(MappingPlan plan, MappingSetVersion version) implements Result {
        @Override
        public <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return planned.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The set does not fulfil the condition. Nothing was changed.
     */
    record ConditionNotMet() implements Result {
        @Override
        public <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return conditionNotMet.apply(this);
        }
    }

    /**
     * The organisation has a catalogue of roles, and some roles that mappings would be given are not in it. Roles of
     * mappings that stay as they are don't count. Nothing was changed.
     *
     * @param roles those that are unknown; never empty
     */
    record UnknownRoles(Set<RoleId> roles) implements Result {
        /**
         * Copies the collection.
         *
         * @param roles those that are unknown
         */
        public UnknownRoles {
            roles = Require.elements(roles);
        }

        @Override
        public <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return unknownRoles.apply(this);
        }
    }

    /**
     * The actor may not see or change mappings here, or not grant one of the wanted roles.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Planned, T> planned,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
