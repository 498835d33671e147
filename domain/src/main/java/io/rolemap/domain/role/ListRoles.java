package io.rolemap.domain.role;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import java.util.List;
import java.util.function.Function;

/**
 * In-port: shows the organisation's catalogue of roles. Needs {@link io.rolemap.domain.access.Permission#ROLES_READ}. Safe
 * for use by many threads.
 */
public interface ListRoles {

    /**
     * Lists the roles, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation whose roles are to be shown
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached
     */
    Result list(Actor actor, OrgId org);

    /** What came of it: one of the two cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param found applied to the roles
         * @param denied applied when the actor may not see them
         * @return what that function returned
         */
        <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied);
    }

    /**
     * The catalogue.
     *
     * @param roles all of them, the smallest number first; empty when the organisation has no catalogue, so that
     *     any role may be granted
     */
    record Found(List<Role> roles) implements Result {
        /**
         * Copies the collection.
         *
         * @param roles all roles of the organisation
         */
        public Found {
            roles = List.copyOf(roles);
        }

        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return found.apply(this);
        }
    }

    /**
     * The actor may not see the roles of this organisation.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(Function<Found, T> found, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
