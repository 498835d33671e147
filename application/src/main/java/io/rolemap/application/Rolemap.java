package io.rolemap.application;

import io.rolemap.application.access.AccessServices;
import io.rolemap.application.connection.ConnectionServices;
import io.rolemap.application.mapping.MappingServices;
import io.rolemap.application.observation.ObservationServices;
import io.rolemap.application.resolution.ResolutionServices;
import io.rolemap.application.role.RoleServices;
import io.rolemap.application.shared.KnownRoles;
import io.rolemap.application.shared.UuidVersion7;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.AuthenticateApiKey;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.DeleteConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.connection.UpdateConnection;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.DeleteGroupRoleMapping;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GetMappingSetVersion;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.mapping.ListMappingFindings;
import io.rolemap.domain.mapping.PlanGroupRoleMappings;
import io.rolemap.domain.mapping.ReplaceGroupRoleMappings;
import io.rolemap.domain.mapping.UpdateGroupRoleMapping;
import io.rolemap.domain.observation.ListObservedGroups;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.resolution.PredictMappingImpact;
import io.rolemap.domain.resolution.ResolveRoles;
import io.rolemap.domain.resolution.ResolveRolesOfPeople;
import io.rolemap.domain.role.DeleteRole;
import io.rolemap.domain.role.GetRole;
import io.rolemap.domain.role.ListRoles;
import io.rolemap.domain.role.PutRole;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.RoleCatalog;
import io.rolemap.domain.shared.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All use cases, wired to the ports they were built with. Immutable; safe for use by many threads as far as the ports
 * are. Holds no resource: there is nothing to close but what the ports hold.
 *
 * <pre>{@code
 * Rolemap rolemap = Rolemap.builder()
 *         .mappings(myMappings)
 *         .connections(myConnections)
 *         .transactions(myTransactions)
 *         .authorizer(Authorizer.permitAll())
 *         .build();
 * }</pre>
 *
 * <p>Each method returns the same object at every call. The package page shows how a call goes.
 */
public final class Rolemap {

    private final Authorizer authorizer;
    private final MappingServices mapping;
    private final ConnectionServices connection;
    private final ResolutionServices resolution;
    private final Optional<ObservationServices> observation;
    private final Optional<RoleServices> role;
    private final Optional<AccessServices> access;

    private Rolemap(
            Authorizer authorizer,
            MappingServices mapping,
            ConnectionServices connection,
            ResolutionServices resolution,
            Optional<ObservationServices> observation,
            Optional<RoleServices> role,
            Optional<AccessServices> access) {
        this.authorizer = authorizer;
        this.mapping = mapping;
        this.connection = connection;
        this.resolution = resolution;
        this.observation = observation;
        this.role = role;
        this.access = access;
    }

    /** {@return a builder without any port} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the authorizer it was built with, which decides for every use case} An adapter may ask it too, to refuse
     * a caller early; the use case asks again.
     */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** {@return the use case that maps a group to a role} */
    public CreateGroupRoleMapping createGroupRoleMapping() {
        return mapping.create();
    }

    /** {@return the use case that shows one mapping} */
    public GetGroupRoleMapping getGroupRoleMapping() {
        return mapping.get();
    }

    /** {@return the use case that shows the mappings of a connection} */
    public ListGroupRoleMappings listGroupRoleMappings() {
        return mapping.list();
    }

    /** {@return the use case that moves a mapping's group to another role} */
    public UpdateGroupRoleMapping updateGroupRoleMapping() {
        return mapping.update();
    }

    /** {@return the use case that removes a mapping} */
    public DeleteGroupRoleMapping deleteGroupRoleMapping() {
        return mapping.delete();
    }

    /** {@return the use case that tells which version of its set of mappings a connection has} */
    public GetMappingSetVersion getMappingSetVersion() {
        return mapping.version();
    }

    /** {@return the use case that tells what {@link #replaceGroupRoleMappings} would do} */
    public PlanGroupRoleMappings planGroupRoleMappings() {
        return mapping.plan();
    }

    /** {@return the use case that replaces the set of a connection's mappings} */
    public ReplaceGroupRoleMappings replaceGroupRoleMappings() {
        return mapping.replace();
    }

    /** {@return the use case that tells what is suspicious in a connection's mappings} */
    public ListMappingFindings listMappingFindings() {
        return mapping.findings();
    }

    /** {@return the use case that tells which roles somebody gets, and why} */
    public ResolveRoles resolveRoles() {
        return resolution.resolve();
    }

    /** {@return the use case that tells which roles many people get, and why} */
    public ResolveRolesOfPeople resolveRolesOfPeople() {
        return resolution.resolvePeople();
    }

    /** {@return the use case that tells who would gain and who would lose which role by another set of mappings} */
    public PredictMappingImpact predictMappingImpact() {
        return resolution.impact();
    }

    /**
     * {@return whether it is observed which groups people come with: whether it was built with
     * {@link Builder#observedGroups}} Without them the two use cases of observed groups can't be had.
     */
    public boolean hasObservedGroups() {
        return observation.isPresent();
    }

    /**
     * {@return the use case that shows which groups people came with}
     *
     * @throws IllegalStateException when there are none, see {@link #hasObservedGroups()}
     */
    public ListObservedGroups listObservedGroups() {
        return observation().list();
    }

    /**
     * {@return the use case that stores what was observed, to be called from time to time: nothing here does}
     *
     * @throws IllegalStateException when there are none, see {@link #hasObservedGroups()}
     */
    public StoreObservedGroups storeObservedGroups() {
        return observation().store();
    }

    private ObservationServices observation() {
        return observation.orElseThrow(() -> new IllegalStateException("Rolemap was built without observedGroups"));
    }

    /** {@return the use case that creates a connection} */
    public CreateConnection createConnection() {
        return connection.create();
    }

    /** {@return the use case that shows one connection} */
    public GetConnection getConnection() {
        return connection.get();
    }

    /** {@return the use case that shows the connections of an organisation} */
    public ListConnections listConnections() {
        return connection.list();
    }

    /** {@return the use case that changes a connection} */
    public UpdateConnection updateConnection() {
        return connection.update();
    }

    /** {@return the use case that removes a connection with its mappings} */
    public DeleteConnection deleteConnection() {
        return connection.delete();
    }

    /**
     * {@return whether organisations can keep catalogues of roles: whether it was built with {@link Builder#roles}}
     * Without them the four use cases of roles can't be had.
     */
    public boolean hasRoles() {
        return role.isPresent();
    }

    /**
     * {@return the use case that enters a role into the catalogue, or renames it}
     *
     * @throws IllegalStateException when there are none, see {@link #hasRoles()}
     */
    public PutRole putRole() {
        return role().put();
    }

    /**
     * {@return the use case that shows one role}
     *
     * @throws IllegalStateException when there are none, see {@link #hasRoles()}
     */
    public GetRole getRole() {
        return role().get();
    }

    /**
     * {@return the use case that shows the catalogue of an organisation}
     *
     * @throws IllegalStateException when there are none, see {@link #hasRoles()}
     */
    public ListRoles listRoles() {
        return role().list();
    }

    /**
     * {@return the use case that takes a role out of the catalogue}
     *
     * @throws IllegalStateException when there are none, see {@link #hasRoles()}
     */
    public DeleteRole deleteRole() {
        return role().delete();
    }

    private RoleServices role() {
        return role.orElseThrow(() -> new IllegalStateException("Rolemap was built without roles"));
    }

    /**
     * {@return whether there are API keys: whether it was built with {@link Builder#apiKeys}} Without them the four use
     * cases of keys can't be had.
     */
    public boolean hasApiKeys() {
        return access.isPresent();
    }

    /**
     * {@return the use case that finds out whose API key was presented}
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public AuthenticateApiKey authenticateApiKey() {
        return access().authenticate();
    }

    /**
     * {@return the use case that makes an API key}
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public IssueApiKey issueApiKey() {
        return access().issue();
    }

    /**
     * {@return the use case that shows the API keys of an organisation}
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public ListApiKeys listApiKeys() {
        return access().list();
    }

    /**
     * {@return the use case that ends an API key}
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public RevokeApiKey revokeApiKey() {
        return access().revoke();
    }

    private AccessServices access() {
        return access.orElseThrow(() -> new IllegalStateException("Rolemap was built without apiKeys"));
    }

    /**
     * Collects the ports, of which {@link #mappings}, {@link #connections}, {@link #transactions} and
     * {@link #authorizer} must be given. In any order; of what is given twice the last counts. For one thread. May
     * build more than once.
     */
    public static final class Builder {

        private Optional<GroupRoleMappingRepository> mappings = Optional.empty();
        private Optional<ConnectionRepository> connections = Optional.empty();
        private Optional<MappingLookup> lookup = Optional.empty();
        private Optional<ObservedGroupRepository> observedGroups = Optional.empty();
        private Optional<RoleRepository> roles = Optional.empty();
        private Optional<RoleCatalog> roleCatalog = Optional.empty();
        private Optional<ApiKeyRepository> apiKeys = Optional.empty();
        private Optional<Transactions> transactions = Optional.empty();
        private Optional<Authorizer> authorizer = Optional.empty();
        private Supplier<Optional<KeyDigest>> operatorKey = Optional::empty;
        private Optional<IdGenerator> ids = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private RandomGenerator secureRandom = new SecureRandom();

        private Builder() {}

        /**
         * Says where mappings are kept. Must be given.
         *
         * @param port joins the transactions of {@link #transactions}; knows the connections of {@link #connections}
         * @return this builder
         */
        public Builder mappings(GroupRoleMappingRepository port) {
            mappings = Optional.of(port);
            return this;
        }

        /**
         * Says where connections are kept. Must be given.
         *
         * @param port joins the transactions of {@link #transactions}
         * @return this builder
         */
        public Builder connections(ConnectionRepository port) {
            connections = Optional.of(port);
            return this;
        }

        /**
         * Says how mappings are looked up when somebody signs in. If not given, the whole set of the connection is read
         * from {@link #mappings} for each answer, page by page.
         *
         * @param port on the same storage as {@link #mappings} and {@link #connections}
         * @return this builder
         */
        public Builder lookup(MappingLookup port) {
            lookup = Optional.of(port);
            return this;
        }

        /**
         * Says where it is kept which groups people come with. Without it nothing is observed. With it
         * {@link Rolemap#storeObservedGroups()} has to be called from time to time.
         *
         * @param port on the same storage as {@link #mappings} and {@link #connections}; joins the transactions of
         *     {@link #transactions}
         * @return this builder
         */
        public Builder observedGroups(ObservedGroupRepository port) {
            observedGroups = Optional.of(port);
            return this;
        }

        /**
         * Says where the catalogues of roles are kept, of which each organisation may have one. Only for services whose
         * organisations are to say here which roles they have: without it there are no use cases of roles. That nothing
         * grants a role which is not in its organisation's catalogue is seen to by {@link #mappings} and
         * {@link #connections}.
         *
         * @param port on the same storage as {@link #mappings} and {@link #connections}; joins the transactions of
         *     {@link #transactions}
         * @return this builder
         */
        public Builder roles(RoleRepository port) {
            roles = Optional.of(port);
            return this;
        }

        /**
         * Says who knows which roles there are, for services that keep their roles elsewhere; if not given, whatever
         * {@link #roles} has no objection to is known. With both, both must know a role.
         *
         * @param port asked about roles that would be granted anew, inside the transaction of the use case
         * @return this builder
         */
        public Builder roleCatalog(RoleCatalog port) {
            roleCatalog = Optional.of(port);
            return this;
        }

        /**
         * Says where API keys are kept. Only for services whose callers present API keys made by Rolemap.
         *
         * @param port joins the transactions of {@link #transactions}
         * @return this builder
         */
        public Builder apiKeys(ApiKeyRepository port) {
            apiKeys = Optional.of(port);
            return this;
        }

        /**
         * Says what the repositories' work is joined by. Must be given.
         *
         * @param port the boundary that the repositories know
         * @return this builder
         */
        public Builder transactions(Transactions port) {
            transactions = Optional.of(port);
            return this;
        }

        /**
         * Says who may do what. Must be given: whoever wants no authorisation says so, {@link Authorizer#permitAll()}.
         *
         * @param port asked first by every use case that has an actor
         * @return this builder
         */
        public Builder authorizer(Authorizer port) {
            authorizer = Optional.of(port);
            return this;
        }

        /**
         * Says which key makes its holder the {@linkplain io.rolemap.domain.access.Actor#operator() operator}; if not
         * given, none does. Of no use without {@link #apiKeys}.
         *
         * @param digest of the key, of whatever form: a presented key is compared as a whole. Only visible ASCII
         *     characters can be presented
         * @return this builder
         */
        public Builder operatorKey(KeyDigest digest) {
            Optional<KeyDigest> fixed = Optional.of(digest);
            return operatorKey(() -> fixed);
        }

        /**
         * The same, for a key that may come to be known later than the use cases are built.
         *
         * @param current asked at every authentication, by many threads; returns empty as long as there is no key. What
         *     it throws leaves {@link AuthenticateApiKey} as it is
         * @return this builder
         */
        public Builder operatorKey(Supplier<Optional<KeyDigest>> current) {
            operatorKey = Objects.requireNonNull(current);
            return this;
        }

        /**
         * Says what makes the ids of mappings and connections; UUIDs of version 7 (RFC 9562, section 5.7) if not given,
         * of {@link #clock} and {@link #secureRandom}. The ids of API keys are part of the keys and come from
         * {@link #secureRandom}.
         *
         * @param port safe for use by many threads
         * @return this builder
         */
        public Builder ids(IdGenerator port) {
            ids = Optional.of(port);
            return this;
        }

        /**
         * Says what tells the time; the system's clock if not given. Times are cut to whole milliseconds when they are
         * recorded.
         *
         * @param source safe for use by many threads
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source);
            return this;
        }

        /**
         * Says where API keys and ids take their randomness; a {@link SecureRandom} if not given.
         *
         * @param source must be cryptographically strong, or keys can be guessed, and safe for use by many threads
         * @return this builder
         */
        public Builder secureRandom(RandomGenerator source) {
            secureRandom = Objects.requireNonNull(source);
            return this;
        }

        /**
         * {@return the use cases} Calls no port.
         *
         * @throws IllegalStateException when a port is missing; the message names all that are
         */
        public Rolemap build() {
            requireAllPorts();
            IdGenerator idGenerator = ids.orElseGet(() -> new UuidVersion7(clock, secureRandom));
            KnownRoles knownRoles = new KnownRoles(roleCatalog);
            Optional<ObservationServices> observation = observedGroups.map(observed -> new ObservationServices(
                    observed, connections.orElseThrow(), transactions.orElseThrow(), authorizer.orElseThrow(), clock));
            return new Rolemap(
                    authorizer.orElseThrow(),
                    new MappingServices(
                            mappings.orElseThrow(),
                            connections.orElseThrow(),
                            observedGroups.isPresent(),
                            transactions.orElseThrow(),
                            knownRoles,
                            authorizer.orElseThrow(),
                            idGenerator,
                            clock),
                    new ConnectionServices(
                            connections.orElseThrow(),
                            transactions.orElseThrow(),
                            knownRoles,
                            authorizer.orElseThrow(),
                            idGenerator,
                            clock),
                    new ResolutionServices(
                            lookup.orElseGet(() ->
                                    ResolutionServices.lookupOf(connections.orElseThrow(), mappings.orElseThrow())),
                            observer(observation),
                            authorizer.orElseThrow()),
                    observation,
                    roles.map(catalogues ->
                            new RoleServices(catalogues, transactions.orElseThrow(), authorizer.orElseThrow(), clock)),
                    apiKeys.map(keys -> new AccessServices(
                            keys,
                            transactions.orElseThrow(),
                            authorizer.orElseThrow(),
                            operatorKey,
                            clock,
                            secureRandom)));
        }

        private static BiConsumer<Connection, Set<ExternalGroup>> observer(Optional<ObservationServices> observation) {
            return observation
                    .<BiConsumer<Connection, Set<ExternalGroup>>>map(services -> services::remember)
                    .orElse((connection, groups) -> {});
        }

        private void requireAllPorts() {
            List<String> missing = new ArrayList<>();
            if (mappings.isEmpty()) {
                missing.add("mappings");
            }
            if (connections.isEmpty()) {
                missing.add("connections");
            }
            if (transactions.isEmpty()) {
                missing.add("transactions");
            }
            if (authorizer.isEmpty()) {
                missing.add("authorizer (Authorizer.permitAll() if everything shall be allowed)");
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("Rolemap can't be built without: " + String.join(", ", missing));
            }
        }
    }
}
