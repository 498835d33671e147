package io.rolemap.application.resolution;

import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * This feature's part of {@link io.rolemap.application.Rolemap}, through which it is meant to be used. Not for
 * embedders: it may change with any version. Immutable; safe for use by many threads as far as the ports are.
 */
public final class ResolutionServices {

    private final ResolveRoles resolve;
    private final ResolveRolesOfPeople resolvePeople;
    private final PredictMappingImpact impact;

    /**
     * Wires the services to their ports.
     *
     * @param lookup finds a connection with those of its mappings that concern somebody
     * @param observer told what groups somebody came with, and through which connection; never about what is only assumed
     * @param authorizer asked first by each of the services
     */
    public ResolutionServices(
            MappingLookup lookup, BiConsumer<Connection, Set<ExternalGroup>> observer, Authorizer authorizer) {
        Lookups lookups = new Lookups(lookup);
        Resolving resolving = new Resolving(lookups, observer);
        resolve = new ResolveRolesService(resolving, authorizer);
        resolvePeople = new ResolveRolesOfPeopleService(resolving, authorizer);
        impact = new PredictMappingImpactService(lookups, authorizer);
    }

    /**
     * {@return a look-up for storages that have none of their own: it reads the whole set of a connection's mappings}
     *
     * @param connections where connections are kept
     * @param mappings where mappings are kept
     */
    public static MappingLookup lookupOf(ConnectionRepository connections, GroupRoleMappingRepository mappings) {
        return new ListedMappings(connections, mappings);
    }

    /** {@return the use case that tells which roles somebody gets} */
    public ResolveRoles resolve() {
        return resolve;
    }

    /** {@return the use case that tells which roles many people get} */
    public ResolveRolesOfPeople resolvePeople() {
        return resolvePeople;
    }

    /** {@return the use case that tells what another set of mappings would change for people} */
    public PredictMappingImpact impact() {
        return impact;
    }
}
