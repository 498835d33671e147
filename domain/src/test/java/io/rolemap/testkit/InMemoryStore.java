package io.rolemap.testkit;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Transactions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All out-ports that store something, in memory. Transactions are serial and really roll back; a write outside of one
 * is refused, as every adapter does. Safe for use by many threads. Keeps to all contracts of this package.
 *
 * <p>Whoever calls while another thread is in a transaction waits for its end: work that waits for another thread's
 * call waits for ever.
 */
public final class InMemoryStore {

    private record ConnectionKey(OrgId org, ConnectionId id) {}

    private record MappedGroup(ConnectionKey connection, ExternalGroup group) {}

    private final ReentrantLock lock = new ReentrantLock();
    private Map<ConnectionKey, Connection> connections = new HashMap<>();
    private Map<MappedGroup, GroupRoleMapping> mappings = new HashMap<>();
    private Map<KeyId, ApiKey> apiKeys = new HashMap<>();
    private Optional<Optional<KeyDigest>> firstStart = Optional.empty();

    /** A store with nothing in it. */
    public InMemoryStore() {}

    /** {@return the boundary that the repositories of this store join} */
    public Transactions transactions() {
        return new SerialTransactions();
    }

    /** {@return the connections of this store} */
    public ConnectionRepository connections() {
        return new Connections();
    }

    /** {@return the mappings of this store} */
    public GroupRoleMappingRepository mappings() {
        return new Mappings();
    }

    /** {@return the API keys of this store} */
    public ApiKeyRepository apiKeys() {
        return new ApiKeys();
    }

    /** {@return the operator key of this store} */
    public OperatorKeyStore operatorKeys() {
        return new OperatorKeys();
    }

    private final class SerialTransactions implements Transactions {
        @Override
        public <T> T inTransaction(Supplier<T> work) {
            if (lock.isHeldByCurrentThread()) {
                return work.get();
            }
            lock.lock();
            var connectionsBefore = new HashMap<>(connections);
            var mappingsBefore = new HashMap<>(mappings);
            var apiKeysBefore = new HashMap<>(apiKeys);
            var firstStartBefore = firstStart;
            boolean committed = false;
            try {
                T result = work.get();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connections = connectionsBefore;
                    mappings = mappingsBefore;
                    apiKeys = apiKeysBefore;
                    firstStart = firstStartBefore;
                }
                lock.unlock();
            }
        }
    }

    private <T> T reading(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private void requireTransaction() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "Writes need a transaction: call this inside Transactions.inTransaction or Transactions.forOneCall");
        }
    }

    private final class Connections implements ConnectionRepository {
        @Override
        public Insertion insert(Connection connection) {
            requireTransaction();
            if (connections.containsKey(new ConnectionKey(connection.org(), connection.id()))) {
                return Insertion.ID_IN_USE;
            }
            if (connections.values().stream()
                    .anyMatch(other -> other.providerKey().equals(connection.providerKey()))) {
                return Insertion.PROVIDER_KEY_IN_USE;
            }
            connections.put(new ConnectionKey(connection.org(), connection.id()), connection);
            return Insertion.INSERTED;
        }

        @Override
        public Optional<Connection> find(OrgId org, ConnectionId id) {
            return reading(() -> Optional.ofNullable(connections.get(new ConnectionKey(org, id))));
        }

        @Override
        public List<Connection> list(OrgId org) {
            return reading(() -> connections.values().stream()
                    .filter(connection -> connection.org().equals(org))
                    .sorted(Comparator.comparing(Connection::createdAt)
                            .thenComparing(connection -> connection.id().value()))
                    .toList());
        }
    }

    private final class Mappings implements GroupRoleMappingRepository {
        @Override
        public Insertion insert(GroupRoleMapping mapping) {
            requireTransaction();
            ConnectionKey connection = new ConnectionKey(mapping.org(), mapping.connection());
            if (!connections.containsKey(connection)) {
                return new NoSuchConnection();
            }
            MappedGroup group = new MappedGroup(connection, mapping.externalGroup());
            if (mappings.containsKey(group)) {
                return new AlreadyMapped(mappings.get(group));
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                throw new IllegalStateException("The id of the mapping is in use");
            }
            mappings.put(group, mapping);
            return new Inserted();
        }

        @Override
        public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
            return reading(() -> mappings.values().stream()
                    .filter(mapping -> mapping.org().equals(org)
                            && mapping.connection().equals(connection)
                            && mapping.id().equals(id))
                    .findFirst());
        }

        @Override
        public Optional<List<GroupRoleMapping>> list(OrgId org, ConnectionId connection) {
            return reading(() -> Optional.ofNullable(connections.get(new ConnectionKey(org, connection)))
                    .map(known -> mappings.values().stream()
                            .filter(mapping -> mapping.org().equals(org)
                                    && mapping.connection().equals(connection))
                            .sorted(Comparator.comparing(GroupRoleMapping::createdAt)
                                    .thenComparing(mapping -> mapping.id().value()))
                            .toList()));
        }
    }

    private final class ApiKeys implements ApiKeyRepository {
        @Override
        public void insert(ApiKey key) {
            requireTransaction();
            if (apiKeys.containsKey(key.id())) {
                throw new IllegalStateException("The id of the API key is in use");
            }
            apiKeys.put(key.id(), key);
        }

        @Override
        public Optional<ApiKey> find(KeyId id) {
            return reading(() -> Optional.ofNullable(apiKeys.get(id)));
        }

        @Override
        public List<ApiKey> list(OrgId org) {
            return reading(() -> apiKeys.values().stream()
                    .filter(key -> key.org().equals(org))
                    .sorted(Comparator.comparing(ApiKey::createdAt)
                            .thenComparing(key -> key.id().value()))
                    .toList());
        }

        @Override
        public boolean delete(OrgId org, KeyId id) {
            requireTransaction();
            return apiKeys.values()
                    .removeIf(key -> key.org().equals(org) && key.id().equals(id));
        }
    }

    private final class OperatorKeys implements OperatorKeyStore {
        @Override
        public boolean claimFirstStart(Optional<KeyDigest> generated) {
            requireTransaction();
            if (firstStart.isPresent()) {
                return false;
            }
            firstStart = Optional.of(generated);
            return true;
        }

        @Override
        public Optional<KeyDigest> generatedKey() {
            return reading(() -> firstStart.flatMap(digest -> digest));
        }
    }
}
