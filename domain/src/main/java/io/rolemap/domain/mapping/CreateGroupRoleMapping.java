package io.rolemap.domain.mapping;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.util.Optional;
import java.util.function.Function;

/**
 * In-port: maps an external group to a role for one connection. Needs
 * {@link io.rolemap.domain.access.Permission#MAPPINGS_WRITE}, and leave to grant the role.
 */
public interface CreateGroupRoleMapping {

    /** Creates the mapping, or says why not. */
    Result create(Actor actor, Command command);

    /**
     * What to create.
     *
     * @param org the organisation of the connection
     * @param connection the connection the group comes through
     * @param externalGroup the group, exactly as the identity provider emits it
     * @param role the role its members are to get
     */
    record Command(OrgId org, ConnectionId connection, ExternalGroup externalGroup, RoleId role) {}

    /** What came of it. */
    sealed interface Result {

        /** Applies the function for the case at hand. */
        <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<NotPermitted, T> denied);
    }

    /**
     * The mapping exists and is durable.
     *
     * @param mapping as it was stored
     */
    record Created(GroupRoleMapping mapping) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<NotPermitted, T> denied) {
            return created.apply(this);
        }
    }

    /** The organisation has no such connection. Nothing was stored. */
    record ConnectionNotFound() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<NotPermitted, T> denied) {
            return connectionNotFound.apply(this);
        }
    }

    /**
     * The connection maps this group already, to whichever role. Nothing was stored.
     *
     * @param existing the mapping that does; empty for an actor without
     *     {@link io.rolemap.domain.access.Permission#MAPPINGS_READ}
     */
    record GroupAlreadyMapped(Optional<GroupRoleMapping> existing) implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<NotPermitted, T> denied) {
            return alreadyMapped.apply(this);
        }
    }

    /** The actor may not create mappings here, or not one that grants this role. Nothing was stored. */
    record NotPermitted() implements Result {
        @Override
        public <T> T fold(
                Function<Created, T> created,
                Function<ConnectionNotFound, T> connectionNotFound,
                Function<GroupAlreadyMapped, T> alreadyMapped,
                Function<NotPermitted, T> denied) {
            return denied.apply(this);
        }
    }
}
