package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * In-port: changes a connection. Needs {@link io.rolemap.domain.access.Permission#CONNECTIONS_WRITE}, and leave to grant
 * the default role that the connection has afterwards, new or not. Safe for use by many threads.
 */
public interface UpdateConnection {

    /**
     * Changes the connection, or says why not. One that is as it shall be stays as it is, its moment of update included;
     * every other call gives it a later one.
     *
     * <p>Nothing that another call changes meanwhile is overwritten unseen: the condition holds for the very connection
     * that the change replaces.
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
     * @param org the organisation it belongs to
     * @param id names it there
     * @param changes what shall be different
     * @param condition what the connection must fulfil as it stands, or nothing is changed; may be asked several times
     */
    record Command(OrgId org, ConnectionId id, ConnectionChanges changes, Predicate<Connection> condition) {

        /**
         * {@return the change whatever the connection is like}
         *
         * @param org the organisation it belongs to
         * @param id names it there
         * @param changes what shall be different
         */
        public static Command of(OrgId org, ConnectionId id, ConnectionChanges changes) {
            return new Command(org, id, changes, any -> true);
        }

        /**
         * {@return the same under a condition}
         *
         * @param required what the connection must fulfil as it stands
         */
        public Command onlyIf(Predicate<Connection> required) {
            return new Command(org, id, changes, required);
        }
    }

    /** What came of it: one of the six cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param updated applied to the connection as it is now
         * @param connectionNotFound applied when the organisation has no such connection
         * @param conditionNotMet applied when the connection does not fulfil the condition
         * @param providerKeyInUse applied when another connection has the provider key
         * @param unknownRole applied when the organisation knows its roles, and the new default role is none of them
         * @param denied applied when the actor may not change it
         * @return what that function returned
         */
        <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied);
    }

    /**
     * The connection is as it shall be; inside a transaction that the caller had opened, once that is committed.
     *
     * @param connection as it is stored now
     */
    record Updated(Connection connection) implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
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
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The connection does not fulfil the condition. Nothing was changed.
     */
    record ConditionNotMet() implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return conditionNotMet.apply(this);
        }
    }

    /**
     * Another connection, of this organisation or another, has the provider key. Which one is not told. Nothing was
     * changed.
     */
    record ProviderKeyInUse() implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return providerKeyInUse.apply(this);
        }
    }

    /**
     * The organisation has a catalogue of roles, and the new default role is not in it. Nothing was changed.
     *
     * @param role the one that was asked for
     */
    record UnknownRole(RoleId role) implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return unknownRole.apply(this);
        }
    }

    /**
     * The actor may not change connections here, or not give them this default role. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Updated, T> updated,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<ProviderKeyInUse, T> providerKeyInUse,
                Function<UnknownRole, T> unknownRole,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
