package com.example.files;

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
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.StorageUnavailableException;
import io.rolemap.domain.shared.Transactions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ports that a service needs on one file of one process. It has no catalogues of roles, looks nothing up but by reading
 * everything, and keeps no observed groups. A transaction works on a copy of the whole; its commit puts a new file in the
 * place of the old one.
 */
public final class FileStore {

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();

    /** What the transaction of the thread that holds the lock works on. */
    private Optional<Contents> copy = Optional.empty();

    /** A store in this file, which need not exist yet. */
    public FileStore(Path file) {
        this.file = file;
    }

    /** The boundary that the repositories join. */
    public Transactions transactions() {
        return new FileTransactions();
    }

    /** The connections in the file. */
    public ConnectionRepository connections() {
        return new Connections();
    }

    /** The mappings in the file. */
    public GroupRoleMappingRepository mappings() {
        return new Mappings();
    }

    private final class FileTransactions implements Transactions {
        @Override
        public <T> T inTransaction(Supplier<T> work) {
            if (writing.isHeldByCurrentThread()) {
                return work.get();
            }
            writing.lock();
            try {
                Contents mine = committed();
                copy = Optional.of(mine);
                T result = work.get();
                commit(mine);
                return result;
            } finally {
                copy = Optional.empty();
                writing.unlock();
            }
        }
    }

    private <T> T read(Function<Contents, T> query) {
        return query.apply(writing.isHeldByCurrentThread() ? copy.orElseThrow() : committed());
    }

    private Contents toWrite() {
        if (!writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("Not in a transaction");
        }
        return copy.orElseThrow();
    }

    private Contents committed() {
        try {
            return Files.exists(file) ? Contents.of(Files.readAllBytes(file)) : new Contents();
        } catch (IOException fault) {
            throw StorageUnavailableException.nothingStored(fault);
        }
    }

    private void commit(Contents contents) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, contents.toBytes());
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            throw StorageUnavailableException.outcomeUnknown(fault);
        }
    }

    private final class Connections implements ConnectionRepository {
        @Override
        public Insertion insert(Connection connection) {
            List<Connection> all = toWrite().connections();
            if (all.stream().anyMatch(other -> isAt(other, connection.org(), connection.id()))) {
                return Insertion.ID_IN_USE;
            }
            if (all.stream().anyMatch(other -> other.providerKey().equals(connection.providerKey()))) {
                return Insertion.PROVIDER_KEY_IN_USE;
            }
            all.add(connection);
            return Insertion.INSERTED;
        }

        @Override
        public Optional<Connection> find(OrgId org, ConnectionId id) {
            return read(contents -> contents.connections().stream()
                    .filter(connection -> isAt(connection, org, id))
                    .findFirst());
        }

        @Override
        public Optional<Connection> find(OrgId org, ProviderKey providerKey) {
            return read(contents -> contents.connections().stream()
                    .filter(connection -> connection.org().equals(org)
                            && connection.providerKey().equals(providerKey))
                    .findFirst());
        }

        @Override
        public List<Connection> list(OrgId org) {
            return read(contents -> contents.connections().stream()
                    .filter(connection -> connection.org().equals(org))
                    .sorted(Comparator.comparing(Connection::createdAt)
                            .thenComparing(connection -> connection.id().value()))
                    .toList());
        }

        @Override
        public Replacement replace(Connection expected, Connection replacement) {
            List<Connection> all = toWrite().connections();
            Optional<Connection> stored = stored(all, expected);
            if (stored.isEmpty()) {
                return Replacement.NOT_AS_EXPECTED;
            }
            if (all.stream()
                    .anyMatch(other -> other.providerKey().equals(replacement.providerKey())
                            && !isAt(other, expected.org(), expected.id()))) {
                return Replacement.PROVIDER_KEY_IN_USE;
            }
            all.set(all.indexOf(stored.get()), replacement);
            return Replacement.REPLACED;
        }

        @Override
        public boolean delete(Connection expected) {
            Contents contents = toWrite();
            Optional<Connection> stored = stored(contents.connections(), expected);
            stored.ifPresent(connection -> {
                contents.connections().remove(connection);
                contents.mappings().removeIf(mapping -> isOf(mapping, connection.org(), connection.id()));
            });
            return stored.isPresent();
        }

        private static Optional<Connection> stored(List<Connection> all, Connection expected) {
            return all.stream()
                    .filter(connection -> isAt(connection, expected.org(), expected.id())
                            && connection.updatedAt().equals(expected.updatedAt()))
                    .findFirst();
        }
    }

    private final class Mappings implements GroupRoleMappingRepository {
        @Override
        public Insertion insert(GroupRoleMapping mapping) {
            Contents contents = toWrite();
            if (contents.connections().stream()
                    .noneMatch(connection -> isAt(connection, mapping.org(), mapping.connection()))) {
                return new NoSuchConnection();
            }
            Optional<GroupRoleMapping> existing = contents.mappings().stream()
                    .filter(other -> isOf(other, mapping.org(), mapping.connection())
                            && other.externalGroup().equals(mapping.externalGroup()))
                    .findFirst();
            if (existing.isPresent()) {
                return new AlreadyMapped(existing.get());
            }
            if (find(mapping.org(), mapping.connection(), mapping.id()).isPresent()) {
                throw new IllegalStateException("The id of the mapping is in use");
            }
            contents.mappings().add(mapping);
            return new Inserted();
        }

        @Override
        public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
            return read(contents -> contents.mappings().stream()
                    .filter(mapping ->
                            isOf(mapping, org, connection) && mapping.id().equals(id))
                    .findFirst());
        }

        /** No group was ever observed, so that every mapping that matches is unused. */
        @Override
        public Optional<MappingPage> list(MappingQuery query) {
            return read(contents -> all(contents, query.org(), query.connection()))
                    .map(all -> MappingPage.startOf(
                            all.stream().filter(query::matches).toList(), query.limit()));
        }

        @Override
        public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
            List<GroupRoleMapping> all = toWrite().mappings();
            for (int place = 0; place < all.size(); place++) {
                if (isState(all.get(place), expected)) {
                    all.set(place, replacement);
                    return Replacement.REPLACED;
                }
            }
            return Replacement.NOT_AS_EXPECTED;
        }

        @Override
        public boolean delete(GroupRoleMapping expected) {
            return toWrite().mappings().removeIf(mapping -> isState(mapping, expected));
        }

        /** Whoever writes has the whole file to herself. */
        @Override
        public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
            return all(toWrite(), org, connection);
        }

        @Override
        public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
            Contents contents = toWrite();
            Map<MappingId, GroupRoleMapping> mine = new LinkedHashMap<>();
            all(contents, org, connection)
                    .orElseThrow(() -> new IllegalStateException("No such connection"))
                    .forEach(mapping -> mine.put(mapping.id(), mapping));
            for (GroupRoleMapping deleted : changes.deleted()) {
                requireFit(isState(mine.remove(deleted.id()), deleted));
            }
            for (MappingChanges.Update update : changes.updated()) {
                requireFit(isState(mine.put(update.after().id(), update.after()), update.before()));
            }
            for (GroupRoleMapping created : changes.created()) {
                requireFit(mine.put(created.id(), created) == null);
            }
            Set<ExternalGroup> groups = new HashSet<>();
            requireFit(
                    mine.values().stream().map(GroupRoleMapping::externalGroup).allMatch(groups::add));
            contents.mappings().removeIf(mapping -> isOf(mapping, org, connection));
            contents.mappings().addAll(mine.values());
            return Set.of();
        }

        private static void requireFit(boolean fits) {
            if (!fits) {
                throw new IllegalStateException("The changes don't fit what is in the file");
            }
        }

        /** There are no catalogues in the file, so that every role is as good as any other. */
        @Override
        public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles) {
            return Set.of();
        }

        private static Optional<List<GroupRoleMapping>> all(Contents contents, OrgId org, ConnectionId connection) {
            return contents.connections().stream()
                    .filter(known -> isAt(known, org, connection))
                    .findFirst()
                    .map(known -> contents.mappings().stream()
                            .filter(mapping -> isOf(mapping, org, connection))
                            .sorted(Comparator.comparing(MappingPosition::of))
                            .toList());
        }

        private static boolean isState(GroupRoleMapping stored, GroupRoleMapping expected) {
            return stored != null
                    && isOf(stored, expected.org(), expected.connection())
                    && stored.id().equals(expected.id())
                    && stored.role().equals(expected.role())
                    && stored.updatedAt().equals(expected.updatedAt());
        }
    }

    private static boolean isAt(Connection connection, OrgId org, ConnectionId id) {
        return connection.org().equals(org) && connection.id().equals(id);
    }

    private static boolean isOf(GroupRoleMapping mapping, OrgId org, ConnectionId connection) {
        return mapping.org().equals(org) && mapping.connection().equals(connection);
    }
}
