package io.rolemap.testkit;

import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeyRepository;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.OperatorKeyStore;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All out-ports that store something, in memory. Transactions are serial and really roll back; a write outside of one
 * is refused, as every adapter does. Safe for use by many threads. Keeps to all contracts of this package.
 *
 * <p>Whoever calls while another thread is in a transaction waits for its end: work that waits for another thread's
 * call waits for ever.
 */
public final class InMemoryStore {

    private record ConnectionKey(OrgId org, ConnectionId id) {}

    private record MappedGroup(ConnectionKey connection, ExternalGroup group) {
        static MappedGroup of(GroupRoleMapping mapping) {
            return new MappedGroup(new ConnectionKey(mapping.org(), mapping.connection()), mapping.externalGroup());
        }
    }

    private record RoleKey(OrgId org, RoleId id) {}

    private final ReentrantLock lock = new ReentrantLock();
    private Map<ConnectionKey, Connection> connections = new HashMap<>();
    private Map<MappedGroup, GroupRoleMapping> mappings = new HashMap<>();
    private Map<RoleKey, Role> roles = new HashMap<>();
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

    /** {@return the catalogues of roles of this store} */
    public RoleRepository roles() {
        return new Roles();
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
            var rolesBefore = new HashMap<>(roles);
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
                    roles = rolesBefore;
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

    private Set<RoleId> unknownAmong(OrgId org, Stream<RoleId> granted) {
        return roles.keySet().stream().noneMatch(role -> role.org().equals(org))
                ? Set.of()
                : granted.filter(role -> !roles.containsKey(new RoleKey(org, role)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isUnknown(OrgId org, RoleId role) {
        return !unknownAmong(org, Stream.of(role)).isEmpty();
    }

    private final class Connections implements ConnectionRepository {
        @Override
        public Insertion insert(Connection connection) {
            requireTransaction();
            ConnectionKey key = keyOf(connection);
            if (connections.containsKey(key)) {
                return Insertion.ID_IN_USE;
            }
            if (isInUseElsewhere(connection.providerKey(), key)) {
                return Insertion.PROVIDER_KEY_IN_USE;
            }
            if (connection
                    .defaultRole()
                    .filter(role -> isUnknown(connection.org(), role))
                    .isPresent()) {
                return Insertion.UNKNOWN_ROLE;
            }
            connections.put(key, connection);
            return Insertion.INSERTED;
        }

        @Override
        public Optional<Connection> find(OrgId org, ConnectionId id) {
            return reading(() -> Optional.ofNullable(connections.get(new ConnectionKey(org, id))));
        }

        @Override
        public Optional<Connection> find(OrgId org, ProviderKey providerKey) {
            return reading(() -> connections.values().stream()
                    .filter(connection -> connection.org().equals(org)
                            && connection.providerKey().equals(providerKey))
                    .findFirst());
        }

        @Override
        public List<Connection> list(OrgId org) {
            return reading(() -> connections.values().stream()
                    .filter(connection -> connection.org().equals(org))
                    .sorted(Comparator.comparing(Connection::createdAt)
                            .thenComparing(connection -> connection.id().value()))
                    .toList());
        }

        @Override
        public Replacement replace(Connection expected, Connection replacement) {
            requireTransaction();
            if (!isStored(expected)) {
                return Replacement.NOT_AS_EXPECTED;
            }
            if (isInUseElsewhere(replacement.providerKey(), keyOf(expected))) {
                return Replacement.PROVIDER_KEY_IN_USE;
            }
            if (!replacement.defaultRole().equals(expected.defaultRole())
                    && replacement
                            .defaultRole()
                            .filter(role -> isUnknown(expected.org(), role))
                            .isPresent()) {
                return Replacement.UNKNOWN_ROLE;
            }
            connections.put(keyOf(expected), replacement);
            return Replacement.REPLACED;
        }

        @Override
        public boolean delete(Connection expected) {
            requireTransaction();
            if (!isStored(expected)) {
                return false;
            }
            connections.remove(keyOf(expected));
            mappings.keySet().removeIf(mapped -> mapped.connection().equals(keyOf(expected)));
            return true;
        }

        private boolean isStored(Connection expected) {
            return Optional.ofNullable(connections.get(keyOf(expected)))
                    .filter(stored -> stored.updatedAt().equals(expected.updatedAt()))
                    .isPresent();
        }

        private boolean isInUseElsewhere(ProviderKey providerKey, ConnectionKey here) {
            return connections.values().stream()
                    .anyMatch(other -> other.providerKey().equals(providerKey)
                            && !keyOf(other).equals(here));
        }

        private static ConnectionKey keyOf(Connection connection) {
            return new ConnectionKey(connection.org(), connection.id());
        }
    }

    private final class Mappings implements GroupRoleMappingRepository {
        @Override
        public Insertion insert(GroupRoleMapping mapping) {
            requireTransaction();
            if (!connections.containsKey(new ConnectionKey(mapping.org(), mapping.connection()))) {
                return new NoSuchConnection();
            }
            MappedGroup group = MappedGroup.of(mapping);
            if (mappings.containsKey(group)) {
                return new AlreadyMapped(mappings.get(group));
            }
            if (isUnknown(mapping.org(), mapping.role())) {
                return new UnknownRole();
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                throw new IllegalStateException("The id of the mapping is in use");
            }
            mappings.put(group, mapping);
            return new Inserted();
        }

        @Override
        public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
            return reading(() -> of(org, connection)
                    .filter(mapping -> mapping.id().equals(id))
                    .findFirst());
        }

        @Override
        public Optional<MappingPage> list(MappingQuery query) {
            return reading(() -> sorted(query.org(), query.connection())
                    .map(mappings -> MappingPage.startOf(
                            mappings.stream().filter(query::matches).toList(), query.limit())));
        }

        @Override
        public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
            requireTransaction();
            Optional<GroupRoleMapping> stored = stored(expected);
            if (stored.isEmpty()) {
                return Replacement.NOT_AS_EXPECTED;
            }
            if (isUnknown(replacement.org(), replacement.role())) {
                return Replacement.UNKNOWN_ROLE;
            }
            mappings.put(MappedGroup.of(stored.get()), replacement);
            return Replacement.REPLACED;
        }

        @Override
        public boolean delete(GroupRoleMapping expected) {
            requireTransaction();
            Optional<GroupRoleMapping> stored = stored(expected);
            stored.ifPresent(mapping -> mappings.remove(MappedGroup.of(mapping)));
            return stored.isPresent();
        }

        @Override
        public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
            requireTransaction();
            return sorted(org, connection);
        }

        @Override
        public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
            requireTransaction();
            Set<RoleId> unknown = unknownAmong(
                    org,
                    Stream.concat(
                                    changes.created().stream(),
                                    changes.updated().stream().map(MappingChanges.Update::after))
                            .map(GroupRoleMapping::role));
            if (unknown.isEmpty()) {
                mappings = changed(new ConnectionKey(org, connection), changes);
            }
            return unknown;
        }

        /** A copy, so that changes that don't fit leave nothing. */
        private Map<MappedGroup, GroupRoleMapping> changed(ConnectionKey connection, MappingChanges changes) {
            requireFit(connections.containsKey(connection));
            Map<MappedGroup, GroupRoleMapping> result = new HashMap<>(mappings);
            Map<MappingId, GroupRoleMapping> mine =
                    of(connection.org(), connection.id()).collect(Collectors.toMap(GroupRoleMapping::id, same -> same));
            for (GroupRoleMapping deleted : changes.deleted()) {
                requireFit(isState(Optional.ofNullable(mine.remove(deleted.id())), deleted));
                result.remove(MappedGroup.of(deleted));
            }
            for (MappingChanges.Update update : changes.updated()) {
                requireFit(isState(Optional.ofNullable(mine.get(update.before().id())), update.before()));
                result.put(MappedGroup.of(update.before()), update.after());
            }
            for (GroupRoleMapping created : changes.created()) {
                requireFit(mine.putIfAbsent(created.id(), created) == null
                        && result.putIfAbsent(MappedGroup.of(created), created) == null);
            }
            return result;
        }

        private static void requireFit(boolean fits) {
            if (!fits) {
                throw new IllegalStateException("The changes don't fit the mappings that are stored");
            }
        }

        @Override
        public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles) {
            return reading(() -> unknownAmong(org, roles.stream()));
        }

        private Optional<GroupRoleMapping> stored(GroupRoleMapping expected) {
            return find(expected.org(), expected.connection(), expected.id())
                    .filter(mapping -> isState(Optional.of(mapping), expected));
        }

        private static boolean isState(Optional<GroupRoleMapping> stored, GroupRoleMapping expected) {
            return stored.filter(mapping -> mapping.role().equals(expected.role())
                            && mapping.updatedAt().equals(expected.updatedAt()))
                    .isPresent();
        }

        private Stream<GroupRoleMapping> of(OrgId org, ConnectionId connection) {
            return mappings.values().stream()
                    .filter(mapping ->
                            mapping.org().equals(org) && mapping.connection().equals(connection));
        }

        private Optional<List<GroupRoleMapping>> sorted(OrgId org, ConnectionId connection) {
            return Optional.ofNullable(connections.get(new ConnectionKey(org, connection)))
                    .map(known -> of(org, connection)
                            .sorted(Comparator.comparing(MappingPosition::of))
                            .toList());
        }
    }

    private final class Roles implements RoleRepository {
        @Override
        public boolean insert(Role role) {
            requireTransaction();
            return roles.putIfAbsent(keyOf(role), role) == null;
        }

        @Override
        public boolean replace(Role expected, Role replacement) {
            requireTransaction();
            return roles.replace(keyOf(expected), expected, replacement);
        }

        @Override
        public Optional<Role> find(OrgId org, RoleId id) {
            return reading(() -> Optional.ofNullable(roles.get(new RoleKey(org, id))));
        }

        @Override
        public List<Role> list(OrgId org) {
            return reading(() -> roles.values().stream()
                    .filter(role -> role.org().equals(org))
                    .sorted(Comparator.comparingLong(role -> role.id().value()))
                    .toList());
        }

        @Override
        public Deletion delete(OrgId org, RoleId id) {
            requireTransaction();
            if (!roles.containsKey(new RoleKey(org, id))) {
                return new NoSuchRole();
            }
            RoleUses uses = usesOf(org, id);
            if (!uses.isEmpty()) {
                return new InUse(uses);
            }
            roles.remove(new RoleKey(org, id));
            return new Deleted();
        }

        private static RoleKey keyOf(Role role) {
            return new RoleKey(role.org(), role.id());
        }

        private RoleUses usesOf(OrgId org, RoleId role) {
            List<ConnectionId> granting = mappings.values().stream()
                    .filter(mapping ->
                            mapping.org().equals(org) && mapping.role().equals(role))
                    .map(GroupRoleMapping::connection)
                    .toList();
            List<ConnectionId> defaulting = connections.values().stream()
                    .filter(connection -> connection.org().equals(org)
                            && connection.defaultRole().equals(Optional.of(role)))
                    .map(Connection::id)
                    .toList();
            return new RoleUses(
                    granting.size(),
                    defaulting.size(),
                    Stream.concat(granting.stream(), defaulting.stream())
                            .distinct()
                            .sorted(Comparator.comparing(ConnectionId::value))
                            .limit(RoleUses.MAX_CONNECTIONS)
                            .toList());
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
