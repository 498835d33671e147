package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Require;
import io.rolemap.domain.shared.RoleId;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * In-port: makes the set of a connection's mappings what it shall be, as a whole and at once. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_WRITE} with leave to grant every wanted role, and
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}, because the answer shows what was there. Safe for use by
 * many threads.
 *
 * <p>Replacements of one connection follow one another, from however many replicas; each finds the set as the one before
 * has left it, or as another call has changed it since, and what it leaves is its own wanted set.
 */
public interface ReplaceGroupRoleMappings {

    /**
     * Replaces the set, or says why not. A mapping whose group is wanted with the role it has stays as it is.
     *
     * @param actor whoever asks
     * @param command what there shall be
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the set may have been replaced nevertheless
     */
    Result replace(Actor actor, Command command);

    /**
     * What there shall be. Immutable.
     *
     * @param org the organisation of the connection
     * @param connection the connection whose set it is
     * @param wanted all mappings that there shall be
     * @param condition what the set must fulfil as it stands, or nothing is changed; may be asked several times
     */
    record Command(OrgId org, ConnectionId connection, WantedMappings wanted, Predicate<MappingSetVersion> condition) {

        /**
         * {@return the replacement whatever the set is like}
         *
         * @param org the organisation of the connection
         * @param connection the connection whose set it is
         * @param wanted all mappings that there shall be
         */
        public static Command of(OrgId org, ConnectionId connection, WantedMappings wanted) {
            return new Command(org, connection, wanted, any -> true);
        }

        /**
         * {@return the same under a condition}
         *
         * @param required what the set must fulfil as it stands
         */
        public Command onlyIf(Predicate<MappingSetVersion> required) {
            return new Command(org, connection, wanted, required);
        }
    }

    /** What came of it: one of the five cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param replaced applied to what was changed
         * @param connectionNotFound applied when the organisation has no such connection
         * @param conditionNotMet applied when the set does not fulfil the condition
         * @param unknownRoles applied when the organisation knows its roles, and some that would be granted are none of them
         * @param denied applied when the actor may not replace the set
         * @return what that function returned
         */
        <T> T fold(
                Function<Replaced, T> replaced,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied);
    }

    /**
     * The set is the wanted one; inside a transaction that the caller had opened, once that is committed.
     *
     * @param changes what was done; may be nothing
     * @param version of the set as it is now
     */
    record Replaced(MappingChanges changes, MappingSetVersion version) implements Result {
        @Override
        public <T> T fold(
                Function<Replaced, T> replaced,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return replaced.apply(this);
        }
    }

    /**
     * The organisation has no such connection. One that another organisation has can't be told from one that nobody
     * has. Nothing was changed.
     */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Replaced, T> replaced,
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
                Function<Replaced, T> replaced,
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
                Function<Replaced, T> replaced,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return unknownRoles.apply(this);
        }
    }

    /**
     * The actor may not see or change mappings here, or not grant one of the wanted roles. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Replaced, T> replaced,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<ConditionNotMet, T> conditionNotMet,
                Function<UnknownRoles, T> unknownRoles,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
