package io.rolemap.application;

import io.rolemap.application.access.AccessServices;
import io.rolemap.application.connection.ConnectionServices;
import io.rolemap.application.mapping.MappingServices;
import io.rolemap.application.shared.UuidVersion7;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.AuthenticateApiKey;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.GetConnection;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.GetGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.ListGroupRoleMappings;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All use cases, wired to the ports they were built with. Immutable; safe for use by many threads as far as the ports
 * are.
 *
 * <pre>{@code
 * Rolemap rolemap = Rolemap.builder()
 *         .mappings(myMappings)
 *         .connections(myConnections)
 *         .transactions(myTransactions)
 *         .authorizer(Authorizer.permitAll())
 *         .build();
 * }</pre>
 */
public final class Rolemap {

    private final Authorizer authorizer;
    private final MappingServices mapping;
    private final ConnectionServices connection;
    private final Optional<AccessServices> access;

    private Rolemap(
            Authorizer authorizer,
            MappingServices mapping,
            ConnectionServices connection,
            Optional<AccessServices> access) {
        this.authorizer = authorizer;
        this.mapping = mapping;
        this.connection = connection;
        this.access = access;
    }

    /** Collects the ports. */
    public static Builder builder() {
        return new Builder();
    }

    /** Decides for every use case; an adapter may ask it too, to refuse a caller early. */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** Maps a group to a role. */
    public CreateGroupRoleMapping createGroupRoleMapping() {
        return mapping.create();
    }

    /** Shows one mapping. */
    public GetGroupRoleMapping getGroupRoleMapping() {
        return mapping.get();
    }

    /** Shows the mappings of a connection. */
    public ListGroupRoleMappings listGroupRoleMappings() {
        return mapping.list();
    }

    /** Creates a connection. */
    public CreateConnection createConnection() {
        return connection.create();
    }

    /** Shows one connection. */
    public GetConnection getConnection() {
        return connection.get();
    }

    /** Shows the connections of an organisation. */
    public ListConnections listConnections() {
        return connection.list();
    }

    /** Whether there are API keys: whether it was built with {@link Builder#apiKeys}. */
    public boolean hasApiKeys() {
        return access.isPresent();
    }

    /**
     * Finds out whose API key was presented.
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public AuthenticateApiKey authenticateApiKey() {
        return access().authenticate();
    }

    /**
     * Makes an API key.
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public IssueApiKey issueApiKey() {
        return access().issue();
    }

    /**
     * Shows the API keys of an organisation.
     *
     * @throws IllegalStateException when there are none, see {@link #hasApiKeys()}
     */
    public ListApiKeys listApiKeys() {
        return access().list();
    }

    /**
     * Ends an API key.
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
     * {@link #authorizer} must be given. For one thread.
     */
    public static final class Builder {

        private Optional<GroupRoleMappingRepository> mappings = Optional.empty();
        private Optional<ConnectionRepository> connections = Optional.empty();
        private Optional<ApiKeyRepository> apiKeys = Optional.empty();
        private Optional<Transactions> transactions = Optional.empty();
        private Optional<Authorizer> authorizer = Optional.empty();
        private Supplier<Optional<KeyDigest>> operatorKey = Optional::empty;
        private Optional<IdGenerator> ids = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private RandomGenerator secureRandom = new SecureRandom();

        private Builder() {}

        /** Where mappings are kept. */
        public Builder mappings(GroupRoleMappingRepository port) {
            mappings = Optional.of(port);
            return this;
        }

        /** Where connections are kept. */
        public Builder connections(ConnectionRepository port) {
            connections = Optional.of(port);
            return this;
        }

        /** Where API keys are kept. Only for services whose callers present API keys made by Rolemap. */
        public Builder apiKeys(ApiKeyRepository port) {
            apiKeys = Optional.of(port);
            return this;
        }

        /** What the repositories' work is joined by. */
        public Builder transactions(Transactions port) {
            transactions = Optional.of(port);
            return this;
        }

        /** Who may do what. Whoever wants no authorisation says so: {@link Authorizer#permitAll()}. */
        public Builder authorizer(Authorizer port) {
            authorizer = Optional.of(port);
            return this;
        }

        /** The key whose holder is the {@linkplain io.rolemap.domain.access.Actor#operator() operator}; else none. */
        public Builder operatorKey(KeyDigest digest) {
            Optional<KeyDigest> fixed = Optional.of(digest);
            return operatorKey(() -> fixed);
        }

        /**
         * The same, for a key that may come to be known later than the use cases are built.
         *
         * @param current asked at every authentication, by many threads; returns empty as long as there is no key
         */
        public Builder operatorKey(Supplier<Optional<KeyDigest>> current) {
            operatorKey = current;
            return this;
        }

        /** Makes the ids of mappings and connections; UUID version 7 (RFC 9562) if not given. */
        public Builder ids(IdGenerator port) {
            ids = Optional.of(port);
            return this;
        }

        /** Tells the time; the system's clock if not given. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Where API keys and ids take their randomness; must be cryptographically strong, and is if not given. */
        public Builder secureRandom(RandomGenerator source) {
            secureRandom = source;
            return this;
        }

        /**
         * The use cases.
         *
         * @throws IllegalStateException when a port is missing; the message names all that are
         */
        public Rolemap build() {
            requireAllPorts();
            IdGenerator idGenerator = ids.orElseGet(() -> new UuidVersion7(clock, secureRandom));
            return new Rolemap(
                    authorizer.orElseThrow(),
                    new MappingServices(
                            mappings.orElseThrow(),
                            connections.orElseThrow(),
                            transactions.orElseThrow(),
                            authorizer.orElseThrow(),
                            idGenerator,
                            clock),
                    new ConnectionServices(
                            connections.orElseThrow(),
                            transactions.orElseThrow(),
                            authorizer.orElseThrow(),
                            idGenerator,
                            clock),
                    apiKeys.map(keys -> new AccessServices(
                            keys,
                            transactions.orElseThrow(),
                            authorizer.orElseThrow(),
                            operatorKey,
                            clock,
                            secureRandom)));
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
