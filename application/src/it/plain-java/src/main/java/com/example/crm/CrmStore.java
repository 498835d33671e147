package com.example.crm;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ConnectionRepository;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The three ports on two lists. One caller at a time. */
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
    public synchronized List<Connection> list(OrgId org) {
        return connections.stream().filter(known -> known.org().equals(org)).toList();
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
    public synchronized Optional<List<GroupRoleMapping>> list(OrgId org, ConnectionId connection) {
        return find(org, connection).map(known -> of(org, connection));
    }

    private List<GroupRoleMapping> of(OrgId org, ConnectionId connection) {
        return mappings.stream()
                .filter(known -> known.org().equals(org) && known.connection().equals(connection))
                .toList();
    }
}
