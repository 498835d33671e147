package com.example.crm;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.domain.shared.Transactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The three ports on two lists. One caller at a time. Which roles there are, others know. */
final class CrmStore implements Transactions, ConnectionRepository, GroupRoleMappingRepository {

    private final List<Connection> connections = new ArrayList<>();
    private final List<GroupRoleMapping> mappings = new ArrayList<>();

    @Override
    public synchronized <T> T inTransaction(Supplier<T> work) {
        List<Connection> connectionsBefore = List.copyOf(connections);
        List<GroupRoleMapping> mappingsBefore = List.copyOf(mappings);
        try {
            return work.get();
        } catch (RuntimeException fault) {
            connections.clear();
            connections.addAll(connectionsBefore);
            mappings.clear();
            mappings.addAll(mappingsBefore);
            throw fault;
        }
    }

    @Override
    public synchronized ConnectionRepository.Insertion insert(Connection connection) {
        if (find(connection.org(), connection.id()).isPresent()) {
            return ConnectionRepository.Insertion.ID_IN_USE;
        }
        if (connections.stream().anyMatch(other -> other.providerKey().equals(connection.providerKey()))) {
            return ConnectionRepository.Insertion.PROVIDER_KEY_IN_USE;
        }
        connections.add(connection);
        return ConnectionRepository.Insertion.INSERTED;
    }

    @Override
    public synchronized Optional<Connection> find(OrgId org, ConnectionId id) {
        return connections.stream()
                .filter(known -> known.org().equals(org) && known.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized Optional<Connection> find(OrgId org, ProviderKey providerKey) {
        return list(org).stream()
                .filter(known -> known.providerKey().equals(providerKey))
                .findFirst();
    }

    @Override
    public synchronized List<Connection> list(OrgId org) {
        return connections.stream().filter(known -> known.org().equals(org)).toList();
    }

    @Override
    public synchronized ConnectionRepository.Replacement replace(Connection expected, Connection replacement) {
        if (!isStored(expected)) {
            return ConnectionRepository.Replacement.NOT_AS_EXPECTED;
        }
        boolean keyInUse = connections.stream()
                .anyMatch(other -> other.providerKey().equals(replacement.providerKey())
                        && !other.providerKey().equals(expected.providerKey()));
        if (keyInUse) {
            return ConnectionRepository.Replacement.PROVIDER_KEY_IN_USE;
        }
        connections.set(connections.indexOf(expected), replacement);
        return ConnectionRepository.Replacement.REPLACED;
    }

    @Override
    public synchronized boolean delete(Connection expected) {
        if (!isStored(expected)) {
            return false;
        }
        mappings.removeAll(of(expected.org(), expected.id()));
        return connections.remove(expected);
    }

    private boolean isStored(Connection expected) {
        return find(expected.org(), expected.id()).equals(Optional.of(expected));
    }

    @Override
    public synchronized GroupRoleMappingRepository.Insertion insert(GroupRoleMapping mapping) {
        if (find(mapping.org(), mapping.connection()).isEmpty()) {
            return new NoSuchConnection();
        }
        Optional<GroupRoleMapping> existing = of(mapping.org(), mapping.connection()).stream()
                .filter(known -> known.externalGroup().equals(mapping.externalGroup()))
                .findFirst();
        if (existing.isPresent()) {
            return new AlreadyMapped(existing.get());
        }
        mappings.add(mapping);
        return new Inserted();
    }

    @Override
    public synchronized Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
        return of(org, connection).stream()
                .filter(known -> known.id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized Optional<MappingPage> list(MappingQuery query) {
        return find(query.org(), query.connection())
                .map(known -> MappingPage.startOf(
                        of(query.org(), query.connection()).stream()
                                .filter(query::matches)
                                .toList(),
                        query.limit()));
    }

    @Override
    public synchronized GroupRoleMappingRepository.Replacement replace(
            GroupRoleMapping expected, GroupRoleMapping replacement) {
        if (!mappings.contains(expected)) {
            return GroupRoleMappingRepository.Replacement.NOT_AS_EXPECTED;
        }
        mappings.set(mappings.indexOf(expected), replacement);
        return GroupRoleMappingRepository.Replacement.REPLACED;
    }

    @Override
    public synchronized boolean delete(GroupRoleMapping expected) {
        return mappings.remove(expected);
    }

    /** Nobody else gets in until the end of the transaction, so that there is nothing to lock. */
    @Override
    public synchronized Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
        return find(org, connection).map(known -> of(org, connection));
    }

    @Override
    public synchronized Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
        mappings.removeAll(changes.deleted());
        changes.updated().forEach(update -> replace(update.before(), update.after()));
        mappings.addAll(changes.created());
        return Set.of();
    }

    @Override
    public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles) {
        return Set.of();
    }

    private List<GroupRoleMapping> of(OrgId org, ConnectionId connection) {
        return mappings.stream()
                .filter(known -> known.org().equals(org) && known.connection().equals(connection))
                .sorted(Comparator.comparing(MappingPosition::of))
                .toList();
    }
}
