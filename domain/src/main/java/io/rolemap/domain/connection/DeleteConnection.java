package io.rolemap.domain.connection;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * In-port: removes a connection with all its mappings. Needs
 * {@link io.rolemap.domain.access.Permission#CONNECTIONS_WRITE}. Safe for use by many threads.
 */
public interface DeleteConnection {

    /**
     * Removes the connection, or says why not. A connection that is made with the same id afterwards has none of the
     * mappings, and its provider key is free.
     *
     * @param actor whoever asks
     * @param command what to remove
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the connection may be gone nevertheless
     */
    Result delete(Actor actor, Command command);

    /**
     * What to remove. Immutable.
     *
     * @param org the organisation it belongs to
     * @param id names it there
     * @param condition what the connection must fulfil as it stands, or it stays; may be asked several times
     */
    record Command(OrgId org, ConnectionId id, Predicate<Connection> condition) {

        /**
         * {@return the removal whatever the connection is like}
         *
         * @param org the organisation it belongs to
         * @param id names it there
         */
        public static Command of(OrgId org, ConnectionId id) {
            return new Command(org, id, any -> true);
        }

        /**
         * {@return the same under a condition}
         *
         * @param required what the connection must fulfil as it stands
         */
        public Command onlyIf(Predicate<Connection> required) {
            return new Command(org, id, required);
        }
    }

    /** What came of it: one of the four cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param deleted applied to the connection that is no more
         * @param connectionNotFound applied when the organisation has no such connection
         * @param conditionNotMet applied when the connection does not fulfil the condition
         * @param denied applied when the actor may not remove it
         * @return what that function returned
         */
        <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied);
    }

    /**
     * The connection and its mappings are gone; inside a transaction that the caller had opened, once that is
     * committed.
     *
     * @param connection as it was
     */
    record Deleted(Connection connection) implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
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
                Function<ConditionNotMet, T> conditionNotMet,
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
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return conditionNotMet.apply(this);
        }
    }

    /**
     * The actor may not remove connections here. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
