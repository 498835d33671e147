package io.rolemap.adapters.http.connection;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.edge.EntityTag;
import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionChanges;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection.Command;
import io.rolemap.domain.connection.DisplayName;
import io.rolemap.domain.connection.GroupsClaim;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.connection.ProviderKind;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON of connections. */
final class ConnectionJson {

    private ConnectionJson() {}

    static Command command(Supplier<OrgId> org, JsonValue body) {
        Members members = Members.of(body);
        var providerKey = members.required("provider_key", value -> new ProviderKey(Values.string(value)));
        var id = members.optional("id", value -> new ConnectionId(Values.string(value)));
        var kind = members.optional("kind", ConnectionJson::kind);
        var displayName = members.nullable("display_name", value -> new DisplayName(Values.string(value)));
        var groupsClaim = members.optional("groups_claim", value -> new GroupsClaim(Values.string(value)));
        var defaultRole = members.nullable("default_role_id", Values::roleId);
        var enabled = members.optional("enabled", Values::bool);
        var observeGroups = members.optional("observe_groups", Values::bool);
        members.check();
        return new Command(
                org.get(),
                id,
                kind.orElse(ProviderKind.OIDC),
                providerKey.orElseThrow(),
                displayName,
                groupsClaim.orElse(GroupsClaim.DEFAULT),
                defaultRole,
                enabled.orElse(true),
                observeGroups.orElse(true));
    }

    /** What shall be different; a member that is missing changes nothing. */
    static ConnectionChanges changes(JsonValue body) {
        Members members = Members.of(body);
        ConnectionChanges changes = new ConnectionChanges(
                members.optional("kind", ConnectionJson::kind),
                members.optional("provider_key", value -> new ProviderKey(Values.string(value))),
                members.clearable("display_name", value -> new DisplayName(Values.string(value))),
                members.optional("groups_claim", value -> new GroupsClaim(Values.string(value))),
                members.clearable("default_role_id", Values::roleId),
                members.optional("enabled", Values::bool),
                members.optional("observe_groups", Values::bool));
        members.check();
        return changes;
    }

    /** The default role that there shall be, or none. */
    static ConnectionChanges defaultRole(JsonValue body) {
        Members members = Members.of(body);
        var role = members.requiredNullable("role_id", Values::roleId);
        members.check();
        return ConnectionChanges.none().withDefaultRole(role.orElseThrow());
    }

    static EntityTag tag(Connection connection) {
        return EntityTag.ofContent(Json.bytes(json -> write(json, connection)));
    }

    /** What a caller who was late learns: whether there is the connection already that was asked for. */
    static void writeExisting(JsonGenerator json, Connection existing, Command asked) throws IOException {
        json.writeObjectFieldStart("existing");
        json.writeStringField("id", existing.id().value());
        json.writeStringField("provider_key", existing.providerKey().value());
        json.writeEndObject();
        json.writeBooleanField("identical", asked.isFulfilledBy(existing));
    }

    static void write(JsonGenerator json, Connection connection) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", connection.id().value());
        json.writeStringField("org_id", connection.org().value());
        json.writeStringField("kind", connection.kind().label());
        json.writeStringField("provider_key", connection.providerKey().value());
        writeNullable(json, "display_name", connection.displayName());
        json.writeStringField("groups_claim", connection.groupsClaim().value());
        writeNullable(json, "default_role_id", connection.defaultRole());
        json.writeBooleanField("enabled", connection.enabled());
        json.writeBooleanField(
                "observe_groups", connection.groupsObservedSince().isPresent());
        json.writeNumberField("created_at", connection.createdAt().toEpochMilli());
        json.writeNumberField("updated_at", connection.updatedAt().toEpochMilli());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<Connection> connections) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("identity_providers");
        for (Connection connection : connections) {
            write(json, connection);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeNullable(JsonGenerator json, String name, Optional<?> value) throws IOException {
        json.writeFieldName(name);
        @Nullable String text = value.map(Object::toString).orElse(null);
        // Writes null for null.
        json.writeString(text);
    }

    private static ProviderKind kind(JsonValue value) {
        return ProviderKind.fromLabel(Values.string(value))
                .orElseThrow(() -> new InvalidValueException(
                        "kind",
                        "must be one of "
                                + Arrays.stream(ProviderKind.values())
                                        .map(ProviderKind::label)
                                        .collect(Collectors.joining(", "))));
    }
}
