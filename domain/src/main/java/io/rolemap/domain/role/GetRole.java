package io.rolemap.domain.role;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.function.Function;

/**
 * In-port: shows one role of the organisation's catalogue. Needs {@link io.rolemap.domain.access.Permission#ROLES_READ}.
 * Safe for use by many threads.
 */
public interface GetRole {

    /**
     * Finds the role, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation whose role it is
     * @param id the application's number of the role
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result get(Actor actor, OrgId org, RoleId id);

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the role
         * @param notFound applied when the catalogue has no such role
         * @param denied applied when the actor may not see it
         * @return what that function returned
         */
        <T> T fold(Function<Found, T> found, Function<RoleNotFound, T> notFound, Function<NotPermitted, T> denied);
    }

    /**
     * The role.
     *
     * @param role as it is stored
     */
    record Found(Role role) implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found, Function<RoleNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return found.apply(this);
        }
    }

    /**
     * The organisation's catalogue has no such role, or the organisation has no catalogue.
     */
    record RoleNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found, Function<RoleNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return notFound.apply(this);
        }
    }

    /**
     * The actor may not see the roles of this organisation.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Found, T> found, Function<RoleNotFound, T> notFound, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
