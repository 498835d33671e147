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
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.resolution.ConnectionReference;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.MappingLookup;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleRepository;
import io.rolemap.domain.role.RoleUses;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

    private static final Comparator<GroupRoleMapping> OLDEST_FIRST = Comparator.comparing(MappingPosition::of);

    private record ConnectionKey(OrgId org, ConnectionId id) {}

    private record GroupKey(ConnectionKey connection, ExternalGroup group) {
        static GroupKey of(GroupRoleMapping mapping) {
            return new GroupKey(new ConnectionKey(mapping.org(), mapping.connection()), mapping.externalGroup());
        }

        static GroupKey of(Sighting sighting) {
            return new GroupKey(new ConnectionKey(sighting.org(), sighting.connection()), sighting.group());
        }
    }

    /** Under what a group is found by those that resemble it. */
    private record Looks(GroupSkeleton skeleton, Optional<GroupSkeleton> ofLastSegment) {
        static Looks of(ExternalGroup group) {
            return new Looks(GroupSkeleton.of(group), GroupSkeleton.ofLastSegment(group));
        }
    }

    private record Seen(Instant first, Instant last, long count) {
        static Seen of(Sighting sighting) {
            return new Seen(sighting.hour(), sighting.hour(), sighting.count());
        }

        Seen and(Seen other) {
            return new Seen(
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    count + other.count);
        }
    }

    private record RoleKey(OrgId org, RoleId id) {}

    private final ReentrantLock lock = new ReentrantLock();
    private Map<ConnectionKey, Connection> connections = new HashMap<>();
    private Map<GroupKey, GroupRoleMapping> mappings = new HashMap<>();
    private Map<GroupKey, Seen> observed = new HashMap<>();
    private Map<RoleKey, Role> roles = new HashMap<>();
    private Map<KeyId, ApiKey> apiKeys = new HashMap<>();
    private Optional<Optional<KeyDigest>> firstStart = Optional.empty();

    /** What a group looks like never changes, so that no transaction takes it back. */
    private final Map<ExternalGroup, Looks> looks = new HashMap<>();

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

    /** {@return how mappings of this store are looked up} */
    public MappingLookup lookup() {
        return new Lookup();
    }

    /** {@return the groups that were observed of connections of this store} */
    public ObservedGroupRepository observedGroups() {
        return new ObservedGroups();
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
            var observedBefore = new HashMap<>(observed);
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
                    observed = observedBefore;
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

    private Stream<GroupRoleMapping> of(OrgId org, ConnectionId connection) {
        return mappings.values().stream()
                .filter(mapping ->
                        mapping.org().equals(org) && mapping.connection().equals(connection));
    }

    /** Only for groups that are mapped: they are as many as mappings were. */
    private Looks looksOf(ExternalGroup mapped) {
        return looks.computeIfAbsent(mapped, Looks::of);
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
            observed.keySet().removeIf(seen -> seen.connection().equals(keyOf(expected)));
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
            GroupKey group = GroupKey.of(mapping);
            if (mappings.containsKey(group)) {
                return new AlreadyMapped(mappings.get(group));
            }
            if (isUnknown(mapping.org(), mapping.role())) {
                return new UnknownRole();
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                throw new IllegalStateException("The id of the mapping is in use");
            }
            Inserted inserted = new Inserted(neighbours(mapping));
            mappings.put(group, mapping);
            return inserted;
        }

        private List<GroupRoleMapping> neighbours(GroupRoleMapping mapping) {
            GroupSkeleton skeleton = looksOf(mapping.externalGroup()).skeleton();
            Stream<GroupRoleMapping> resembling = of(mapping.org(), mapping.connection())
                    .filter(other -> looksOf(other.externalGroup()).skeleton().equals(skeleton))
                    .sorted(OLDEST_FIRST)
                    .limit(Inserted.MAX_NEIGHBOURS);
            Stream<GroupRoleMapping> identifiers = of(mapping.org(), mapping.connection())
                    .min(OLDEST_FIRST)
                    .filter(oldest -> !MappingFinding.isGuid(mapping.externalGroup())
                            && MappingFinding.isGuid(oldest.externalGroup()))
                    .stream();
            return Stream.concat(resembling, identifiers)
                    .distinct()
                    .sorted(OLDEST_FIRST)
                    .toList();
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
                            mappings.stream()
                                    .filter(query::matches)
                                    .filter(mapping -> query.unusedSince()
                                            .map(moment -> isUnused(mapping, moment))
                                            .orElse(true))
                                    .toList(),
                            query.limit())));
        }

        private boolean isUnused(GroupRoleMapping mapping, Instant since) {
            return Optional.ofNullable(observed.get(GroupKey.of(mapping)))
                    .map(seen -> seen.last().isBefore(Sighting.hourOf(since)))
                    .orElse(true);
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
            mappings.put(GroupKey.of(stored.get()), replacement);
            return Replacement.REPLACED;
        }

        @Override
        public boolean delete(GroupRoleMapping expected) {
            requireTransaction();
            Optional<GroupRoleMapping> stored = stored(expected);
            stored.ifPresent(mapping -> mappings.remove(GroupKey.of(mapping)));
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
        private Map<GroupKey, GroupRoleMapping> changed(ConnectionKey connection, MappingChanges changes) {
            requireFit(connections.containsKey(connection));
            Map<GroupKey, GroupRoleMapping> result = new HashMap<>(mappings);
            Map<MappingId, GroupRoleMapping> mine =
                    of(connection.org(), connection.id()).collect(Collectors.toMap(GroupRoleMapping::id, same -> same));
            for (GroupRoleMapping deleted : changes.deleted()) {
                requireFit(isState(Optional.ofNullable(mine.remove(deleted.id())), deleted));
                result.remove(GroupKey.of(deleted));
            }
            for (MappingChanges.Update update : changes.updated()) {
                requireFit(isState(Optional.ofNullable(mine.get(update.before().id())), update.before()));
                result.put(GroupKey.of(update.before()), update.after());
            }
            for (GroupRoleMapping created : changes.created()) {
                requireFit(mine.putIfAbsent(created.id(), created) == null
                        && result.putIfAbsent(GroupKey.of(created), created) == null);
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

        private Optional<List<GroupRoleMapping>> sorted(OrgId org, ConnectionId connection) {
            return Optional.ofNullable(connections.get(new ConnectionKey(org, connection)))
                    .map(known -> of(org, connection).sorted(OLDEST_FIRST).toList());
        }
    }

    private final class Lookup implements MappingLookup {
        @Override
        public Optional<Found> lookUp(
                OrgId org, ConnectionReference connection, Set<ExternalGroup> groups, boolean withResembling) {
            return reading(() -> connection
                    .fold(id -> new Connections().find(org, id), key -> new Connections().find(org, key))
                    .map(found -> new Found(
                            found,
                            withResembling
                                    ? like(found, resembling(groups).or(groups::contains))
                                    : like(found, groups::contains))));
        }

        private List<GroupMapping> like(Connection connection, Predicate<ExternalGroup> wanted) {
            return of(connection.org(), connection.id())
                    .filter(mapping -> wanted.test(mapping.externalGroup()))
                    .map(GroupMapping::of)
                    .toList();
        }

        private Predicate<ExternalGroup> resembling(Set<ExternalGroup> groups) {
            Set<GroupSkeleton> wholes = new HashSet<>();
            Set<GroupSkeleton> lastSegments = new HashSet<>();
            for (ExternalGroup group : groups) {
                Looks wanted = Looks.of(group);
                wholes.add(wanted.skeleton());
                wholes.addAll(GroupSkeleton.ofEndings(group));
                lastSegments.add(wanted.ofLastSegment().orElseGet(wanted::skeleton));
            }
            return group -> {
                Looks mapped = looksOf(group);
                return wholes.contains(mapped.skeleton())
                        || mapped.ofLastSegment().filter(lastSegments::contains).isPresent();
            };
        }
    }

    private final class ObservedGroups implements ObservedGroupRepository {
        @Override
        public void add(List<Sighting> sightings) {
            requireTransaction();
            Set<ConnectionKey> touched = new HashSet<>();
            for (Sighting sighting : sightings) {
                GroupKey key = GroupKey.of(sighting);
                if (isObservedSince(key.connection(), sighting.observedSince())) {
                    observed.merge(key, Seen.of(sighting), Seen::and);
                    touched.add(key.connection());
                }
            }
            touched.forEach(this::forgetBeyondTheBound);
        }

        private boolean isObservedSince(ConnectionKey connection, Instant moment) {
            return Optional.ofNullable(connections.get(connection))
                    .flatMap(Connection::groupsObservedSince)
                    .filter(moment::equals)
                    .isPresent();
        }

        private void forgetBeyondTheBound(ConnectionKey connection) {
            List<GroupKey> unmapped = observed.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().connection().equals(connection) && !mappings.containsKey(entry.getKey()))
                    .sorted(Map.Entry.comparingByValue(Comparator.comparing(Seen::last)))
                    .map(Map.Entry::getKey)
                    .toList();
            unmapped.subList(0, Math.max(0, unmapped.size() - MAX_UNMAPPED)).forEach(observed::remove);
        }

        @Override
        public ObservedGroupPage list(ObservedGroupQuery query) {
            ConnectionKey connection = new ConnectionKey(query.org(), query.connection());
            return reading(() -> ObservedGroupPage.startOf(
                    observed.entrySet().stream()
                            .filter(entry -> entry.getKey().connection().equals(connection))
                            .map(entry -> shown(entry.getKey(), entry.getValue()))
                            .filter(group -> query.mapped()
                                    .map(wanted -> wanted == group.mapped())
                                    .orElse(true))
                            .map(group -> Map.entry(ObservedGroupPosition.of(group), group))
                            .filter(entry -> query.after()
                                    .map(place -> entry.getKey().compareTo(place) > 0)
                                    .orElse(true))
                            .sorted(Map.Entry.comparingByKey())
                            .map(Map.Entry::getValue)
                            .toList(),
                    query.limit()));
        }

        private ObservedGroup shown(GroupKey key, Seen seen) {
            return new ObservedGroup(key.group(), seen.first(), seen.last(), seen.count(), mappings.containsKey(key));
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
