package io.rolemap.domain.role;

import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Out-port: where the catalogues of roles are kept. Optional: who has none, or keeps her roles elsewhere, implements
 * {@link io.rolemap.domain.shared.RoleCatalog} or nothing.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 * <li>Every method takes part in the transaction that is open on the calling thread. Writes are refused with an
 *     {@link IllegalStateException} outside of {@link Transactions#inTransaction} and {@link Transactions#forOneCall};
 *     reads need no transaction.
 * <li>A role's number is unique in its organisation: a constraint of the storage, not a look before the insert.
 * <li>While an organisation has a role here, the repositories of mappings and connections on the same storage refuse
 *     what would grant one that it has not. They and {@link #delete} exclude each other: whatever happens at the same
 *     moment, no role is removed while something is being stored that grants it.
 * <li>A conflict is a value and no exception, and the transaction can go on.
 * <li>What is read equals what was inserted: names code point for code point, roles in the whole 64-bit range, moments
 *     in whole milliseconds.
 * <li>All methods throw {@link StorageUnavailableException} when the storage cannot be reached, and let every other
 *     fault out.
 * </ul>
 *
 * <p>Implementations are safe for use by many threads. The contract {@code io.rolemap.testkit.RoleRepositoryContract} in
 * the test kit checks this, but for the faults of a storage.
 */
public interface RoleRepository {

    /**
     * Stores a new role, unless the organisation has it. Of several callers that insert the same one at the same time
     * exactly one succeeds.
     *
     * @param role what to store
     * @return whether it was stored; false when the organisation has a role of this number
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    boolean insert(Role role);

    /**
     * Puts one state of a role in the place of another, unless it is in a third one.
     *
     * @param expected the state it must be in; compared by its number, name and moments
     * @param replacement the state it shall be in; of the same organisation and number
     * @return whether it was replaced; false when the role is gone or not as expected
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached; in a {@link Transactions#forOneCall} the
     *     outcome may be unknown
     */
    boolean replace(Role expected, Role replacement);

    /**
     * Finds a role.
     *
     * @param org the organisation whose role it must be
     * @param id its number
     * @return the role; empty when the organisation has none of this number
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Optional<Role> find(OrgId org, RoleId id);

    /**
     * Lists the catalogue of an organisation.
     *
     * @param org the organisation
     * @return all its roles, the smallest number first; empty for an organisation nobody heard of
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    List<Role> list(OrgId org);

    /**
     * Removes a role, unless a mapping grants it or a connection has it as its default role.
     *
     * @param org the organisation whose role it must be
     * @param id its number
     * @return what became of it
     * @throws IllegalStateException when there is no transaction
     * @throws StorageUnavailableException when the storage cannot be reached
     */
    Deletion delete(OrgId org, RoleId id);

    /** What became of a removal: one of the three cases. Immutable. */
    sealed interface Deletion {

        /**
         * Applies the function for the case at hand, and no other.
         *
         * @param <T> what the functions make of it
         * @param deleted applied when the role is removed
         * @param noSuchRole applied when the organisation has no such role
         * @param inUse applied to what uses the role
         * @return what that function returned
         */
        <T> T fold(Function<Deleted, T> deleted, Function<NoSuchRole, T> noSuchRole, Function<InUse, T> inUse);
    }

    /** It is removed, for others from the commit on. */
    record Deleted() implements Deletion {
        @Override
        public <T> T fold(Function<Deleted, T> deleted, Function<NoSuchRole, T> noSuchRole, Function<InUse, T> inUse) {
            return deleted.apply(this);
        }
    }

    /** The organisation has no such role. Nothing was changed. */
    record NoSuchRole() implements Deletion {
        @Override
        public <T> T fold(Function<Deleted, T> deleted, Function<NoSuchRole, T> noSuchRole, Function<InUse, T> inUse) {
            return noSuchRole.apply(this);
        }
    }

    /**
     * Something uses the role. Nothing was changed.
     *
     * @param uses what does; at least one use
     */
    record InUse(RoleUses uses) implements Deletion {
        @Override
        public <T> T fold(Function<Deleted, T> deleted, Function<NoSuchRole, T> noSuchRole, Function<InUse, T> inUse) {
            return inUse.apply(this);
        }
    }
}
