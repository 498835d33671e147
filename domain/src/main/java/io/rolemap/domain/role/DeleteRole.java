package io.rolemap.domain.role;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.function.Function;

/**
 * In-port: takes a role out of the organisation's catalogue. Needs
 * {@link io.rolemap.domain.access.Permission#ROLES_WRITE}. Safe for use by many threads.
 *
 * <p>A role that some mapping grants, or that is some connection's default role, stays: also when the mapping is made at
 * the very same moment. With its last role the organisation's catalogue is gone, and any role may be granted again.
 */
public interface DeleteRole {

    /**
     * Removes the role, or says why not.
     *
     * @param actor whoever asks
     * @param org the organisation whose role it is
     * @param id the application's number of the role
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the role may be gone nevertheless
     */
    Result delete(Actor actor, OrgId org, RoleId id);

    /** What came of it: one of the four cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param deleted applied when the role is no more
         * @param notFound applied when the catalogue has no such role
         * @param inUse applied to what uses the role
         * @param denied applied when the actor may not remove it
         * @return what that function returned
         */
        <T> T fold(
                Function<Deleted, T> deleted,
                Function<RoleNotFound, T> notFound,
                Function<RoleInUse, T> inUse,
                Function<NotPermitted, T> denied);
    }

    /**
     * The catalogue no longer has the role; inside a transaction that the caller had opened, once that is committed.
     */
    record Deleted() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<RoleNotFound, T> notFound,
                Function<RoleInUse, T> inUse,
                Function<NotPermitted, T> denied) {
            return deleted.apply(this);
        }
    }

    /**
     * The organisation's catalogue has no such role, or the organisation has no catalogue. Nothing was changed.
     */
    record RoleNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<RoleNotFound, T> notFound,
                Function<RoleInUse, T> inUse,
                Function<NotPermitted, T> denied) {
            return notFound.apply(this);
        }
    }

    /**
     * Something uses the role. Nothing was changed.
     *
     * @param uses what does; at least one use
     */
    record RoleInUse(RoleUses uses) implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<RoleNotFound, T> notFound,
                Function<RoleInUse, T> inUse,
                Function<NotPermitted, T> denied) {
            return inUse.apply(this);
        }
    }

    /**
     * The actor may not write roles here. Nothing was changed.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Deleted, T> deleted,
                Function<RoleNotFound, T> notFound,
                Function<RoleInUse, T> inUse,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
