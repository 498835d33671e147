package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * In-port: moves a mapping's group to another role. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_WRITE}, and leave to grant the new role. Safe for use by many
 * threads.
 */
public interface UpdateGroupRoleMapping {

    /**
     * Changes the role, or says why not. A mapping that grants the role already stays as it is, its moment of update
     * included; every other call gives it a later one.
     *
     * <p>Nothing that another call changes meanwhile is overwritten unseen: the condition holds for the very mapping that
     * the change replaces.
     *
     * @param actor whoever asks
     * @param command what to change
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the change may have been stored nevertheless
     */
    Result update(Actor actor, Command command);

    /**
     * What to change. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection the mapping belongs to
     * @param id names the mapping there
     * @param role the role its group's members are to get from now on
     * @param condition what the mapping must fulfil as it stands, or nothing is changed; may be asked several times
     */
    record Command(
            OrgId org, ConnectionId connection, MappingId id, RoleId role, Predicate<GroupRoleMapping> condition) {

        /**
         * {@return the change whatever the mapping is like}
         *
         * @param org the organisation of the connection
         * @param connection the connection the mapping belongs to
         * @param id names the mapping there
         * @param role the role its group's members are to get from now on
         */
        public static Command of(OrgId org, ConnectionId connection, MappingId id, RoleId role) {
            return new Command(org, connection, id, role, any -> true);
        }

        /**
         * {@return the same under a condition}
         *
         * @param required what the mapping must fulfil as it stands
         */
        public Command onlyIf(Predicate<GroupRoleMapping> required) {
            return new Command(org, connection, id, role, required);
        }
    }

    /** What came of it: one of the six cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param updated applied to the mapping, which has the role
         * @param connectionNotFound applied when the organisation has no such connection
         * @param mappingNotFound applied when the connection has no such mapping
         * @param conditionNotMet applied when the mapping does not fulfil the condition
         * @param unknownRole applied when the organisation knows its roles, and this is none of them
         * @param denied applied when the actor may not change it
         * @return what that function returned
         */
        <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mapping has the role; inside a transaction that the caller had opened, once that is committed.
     *
     * @param mapping as it is stored now
     */
    record Updated(GroupRoleMapping mapping) implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return updated.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has. Nothing was changed.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
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
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
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
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return conditionNotMet.apply(this);
        }
    }

    /**
     * The organisation has a catalogue of roles, and this role is not in it. Nothing was changed.
     *
     * @param role the one that was asked for
     */
    record UnknownRole(RoleId role) implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return unknownRole.apply(this);
        }
    }

    /**
     * The actor may not change mappings here, or not grant this role. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<MappingNotFound, T> mappingNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
