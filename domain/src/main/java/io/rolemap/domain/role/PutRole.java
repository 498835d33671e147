package io.rolemap.domain.role;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.function.Function;

/**
 * In-port: enters a role into the organisation's catalogue, or gives it another name. Needs
 * {@link io.rolemap.domain.access.Permission#ROLES_WRITE}. Safe for use by many threads.
 *
 * <p>With its first role the organisation has a catalogue: from then on only roles of it can be granted anew. Mappings and
 * default roles that were made before stay.
 */
public interface PutRole {

    /**
     * Enters the role, or says why not. A role that has the name already stays as it is, its moment of update included.
     *
     * @param actor whoever asks
     * @param command what to enter
     * @return what came of it
     * @throws io.rolemap.domain.shared.StorageUnavailableException when the storage cannot be reached; it says whether
     *     the role may have been stored nevertheless
     */
    Result put(Actor actor, Command command);

    /**
     * What to enter. Immutable.
     *
     * @param org the organisation whose role it is; need not exist yet
     * @param id the application's number of the role
     * @param name what people call it
     */
    record Command(OrgId org, RoleId id, RoleName name) {}

    /** What came of it: one of the three cases. Immutable. */
    sealed interface Result {
        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param created applied to the new role
         * @param updated applied to the role that was in the catalogue
         * @param denied applied when the actor may not enter it
         * @return what that function returned
         */
        <T> T fold(Function<Created, T> created, Function<Updated, T> updated, Function<NotPermitted, T> denied);
    }

    /**
     * The catalogue had no such role and has it now; inside a transaction that the caller had opened, once that is
     * committed.
     *
     * @param role as it was stored
     */
    record Created(Role role) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created, Function<Updated, T> updated, Function<NotPermitted, T> denied) {
            return created.apply(this);
        }
    }

    /**
     * The catalogue had the role, and it has the name; inside a transaction that the caller had opened, once that is
     * committed.
     *
     * @param role as it is stored now
     */
    record Updated(Role role) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created, Function<Updated, T> updated, Function<NotPermitted, T> denied) {
            return updated.apply(this);
        }
    }

    /**
     * The actor may not write roles here. Nothing was stored.
     */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created, Function<Updated, T> updated, Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
