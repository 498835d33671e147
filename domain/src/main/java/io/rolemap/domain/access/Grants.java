package io.rolemap.domain.access;

import io.rolemap.domain.shared.OrgId;
import java.util.Set;

/** What an actor was given leave to do when it was authenticated. Immutable. */
public sealed interface Grants {

    /** Whether {@code action} is among them. */
    boolean include(Action action);

    /** Nothing at all: for actors whose rights an {@link Authorizer} finds elsewhere. */
    static Grants none() {
        return new None();
    }

    /** Every permission in every organisation. */
    static Grants everything() {
        return new Everything();
    }

    /** These permissions in this organisation, whatever the role. */
    static Grants in(OrgId org, Set<Permission> permissions) {
        return new InOrganisation(org, permissions);
    }

    /** See {@link Grants#none()}. */
    record None() implements Grants {
        @Override
        public boolean include(Action action) {
            return false;
        }
    }

    /** See {@link Grants#everything()}. */
    record Everything() implements Grants {
        @Override
        public boolean include(Action action) {
            return true;
        }
    }

    /**
     * See {@link Grants#in}.
     *
     * @param org the only organisation they hold in
     * @param permissions what is allowed there; may be empty
     */
    record InOrganisation(OrgId org, Set<Permission> permissions) implements Grants {
        /** Copies the set. */
        public InOrganisation {
            permissions = Set.copyOf(permissions);
        }

        @Override
        public boolean include(Action action) {
            return action.org().equals(org) && permissions.contains(action.permission());
        }
    }
}
