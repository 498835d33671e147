package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * In-port: removes a mapping. Needs {@link io.rolemap.domain.access.Permission#MAPPINGS_WRITE}. Safe for use by many
 * threads.
 */
public interface DeleteGroupRoleMapping {

    /**
     * Removes the mapping, or says why not. Its group may be mapped again at once; that is a new mapping with a new id.
     *
     * @param actor whoever asks
     * @param command what to remove
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the mapping may be gone nevertheless
     */
    Result delete(Actor actor, Command command);

    /**
     * What to remove. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection the mapping belongs to
     * @param id names the mapping there
     * @param condition what the mapping must fulfil as it stands, or it stays; may be asked several times
     */
    record Command(OrgId org, ConnectionId connection, MappingId id, Predicate<GroupRoleMapping> condition) {

        /**
         * {@return the removal whatever the mapping is like}
         *
         * @param org the organisation of the connection
         * @param connection the connection the mapping belongs to
         * @param id names the mapping there
         */
        public static Command of(OrgId org, ConnectionId connection, MappingId id) {
            return new Command(org, connection, id, any -> true);
        }

        /**
         * {@return the same under a condition}
         *
         * @param required what the mapping must fulfil as it stands
         */
        public Command onlyIf(Predicate<GroupRoleMapping> required) {
            return new Command(org, connection, id, required);
        }
    }

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param deleted applied to the mapping that is no more
         * @param connectionNotFound applied when the organisation has no such connection
         * @param mappingNotFound applied when the connection has no such mapping
         * @param conditionNotMet applied when the mapping does not fulfil the condition
         * @param denied applied when the actor may not remove it
         * @return what that function returned
         */
        <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mapping is gone; inside a transaction that the caller had opened, once that is committed.
     *
     * @param mapping as it was
     */
    record Deleted(GroupRoleMapping mapping) implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return deleted.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has. Nothing was changed.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The connection has no such mapping. Nothing was changed.
     */
    record MappingNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return mappingNotFound.apply(this);
        }
    }

    /**
     * The mapping does not fulfil the condition. Nothing was changed.
     */
    record ConditionNotMet() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return conditionNotMet.apply(this);
        }
    }

    /**
     * The actor may not remove mappings here. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
