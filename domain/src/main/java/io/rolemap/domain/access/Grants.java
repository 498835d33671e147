package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.Set;

/** What an actor was given leave to do when it was authenticated. Immutable. */
public sealed interface Grants {

    /**
     * {@return whether {@code action} is among them}
     *
     * @param action what an actor asks to do
     */
    boolean include(Action action);

    /** {@return nothing at all} For actors whose rights an {@link Authorizer} finds elsewhere. */
    static Grants none() {
        return new None();
    }

    /** {@return every permission in every organisation, with every role} */
    static Grants everything() {
        return new Everything();
    }

    /**
     * {@return these permissions in this organisation, whatever the role}
     *
     * @param org the only organisation they hold in
     * @param permissions what is allowed there; may be empty; copied
     */
    static Grants in(OrgId org, Set<Permission> permissions) {
        return new InOrganisation(org, permissions);
    }

    /** Nothing at all, see {@link Grants#none()}. */
    record None() implements Grants {
        @Override
        public boolean include(Action action) {
            return false;
        }
    }

    /** Every permission in every organisation, see {@link Grants#everything()}. */
    record Everything() implements Grants {
        @Override
        public boolean include(Action action) {
            return true;
        }
    }

    /**
     * Some permissions in one organisation, see {@link Grants#in}.
     *
     * @param org the only organisation they hold in
     * @param permissions what is allowed there; may be empty
     */
    record InOrganisation(OrgId org, Set<Permission> permissions) implements Grants {
        /**
         * Copies the set.
         *
         * @param org the only organisation they hold in
         * @param permissions what is allowed there; may be empty
         */
        public InOrganisation {
            permissions = Set.copyOf(permissions);
        }

        @Override
        public boolean include(Action action) {
            return action.org().equals(org) && permissions.contains(action.permission());
        }
    }
}
