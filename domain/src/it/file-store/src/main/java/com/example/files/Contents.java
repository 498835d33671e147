package com.example.files;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is in the file, and how it is written. */
record Contents(List<Connection> connections, List<GroupRoleMapping> mappings) {

    Contents() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    static Contents of(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        Contents contents = new Contents();
        for (int left = in.readInt(); left > 0; left--) {
            contents.connections.add(readConnection(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            contents.mappings.add(readMapping(in));
        }
        return contents;
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(connections.size());
        for (Connection connection : connections) {
            write(connection, out);
        }
        out.writeInt(mappings.size());
        for (GroupRoleMapping mapping : mappings) {
            write(mapping, out);
        }
        return file.toByteArray();
    }

    private static void write(Connection connection, DataOutputStream out) throws IOException {
        out.writeUTF(connection.id().value());
        out.writeUTF(connection.org().value());
        out.writeUTF(connection.kind().label());
        out.writeUTF(connection.providerKey().value());
        out.writeUTF(connection.displayName().map(DisplayName::value).orElse(""));
        out.writeUTF(connection.groupsClaim().value());
        out.writeUTF(connection.defaultRole().map(RoleId::toString).orElse(""));
        out.writeBoolean(connection.enabled());
        out.writeUTF(connection
                .groupsObservedSince()
                .map(since -> Long.toString(since.toEpochMilli()))
                .orElse(""));
        out.writeLong(connection.createdAt().toEpochMilli());
        out.writeLong(connection.updatedAt().toEpochMilli());
    }

    private static Connection readConnection(DataInputStream in) throws IOException {
        return new Connection(
                new ConnectionId(in.readUTF()),
                new OrgId(in.readUTF()),
                ProviderKind.fromLabel(in.readUTF()).orElseThrow(),
                new ProviderKey(in.readUTF()),
                Optional.of(in.readUTF()).filter(name -> !name.isEmpty()).map(DisplayName::new),
                new GroupsClaim(in.readUTF()),
                Optional.of(in.readUTF()).filter(role -> !role.isEmpty()).map(RoleId::parse),
                in.readBoolean(),
                Optional.of(in.readUTF())
                        .filter(since -> !since.isEmpty())
                        .map(since -> Instant.ofEpochMilli(Long.parseLong(since))),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()));
    }

    private static void write(GroupRoleMapping mapping, DataOutputStream out) throws IOException {
        out.writeUTF(mapping.id().value());
        out.writeUTF(mapping.org().value());
        out.writeUTF(mapping.connection().value());
        out.writeUTF(mapping.externalGroup().value());
        out.writeLong(mapping.role().value());
        out.writeLong(mapping.createdAt().toEpochMilli());
        out.writeLong(mapping.updatedAt().toEpochMilli());
    }

    private static GroupRoleMapping readMapping(DataInputStream in) throws IOException {
        return new GroupRoleMapping(
                new MappingId(in.readUTF()),
                new OrgId(in.readUTF()),
                new ConnectionId(in.readUTF()),
                new ExternalGroup(in.readUTF()),
                new RoleId(in.readLong()),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()));
    }
}
