package io.rolemap.adapters.http.role;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.role.Role;
import io.rolemap.domain.role.RoleName;
import io.rolemap.domain.role.RoleUses;
import java.io.IOException;
import java.util.List;

/** The JSON of roles. */
final class RoleJson {

    private RoleJson() {}

    /** What a role shall be called. */
    static RoleName name(JsonValue body) {
        Members members = Members.of(body);
        var name = members.required("name", value -> new RoleName(Values.string(value)));
        members.check();
        return name.orElseThrow();
    }

    static void write(JsonGenerator json, Role role) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", role.id().toString());
        json.writeStringField("org_id", role.org().value());
        json.writeStringField("name", role.name().value());
        json.writeNumberField("created_at", role.createdAt().toEpochMilli());
        json.writeNumberField("updated_at", role.updatedAt().toEpochMilli());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<Role> roles) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("roles");
        for (Role role : roles) {
            write(json, role);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Why a role can't be deleted. */
    static void writeUses(JsonGenerator json, RoleUses uses) throws IOException {
        json.writeObjectFieldStart("uses");
        json.writeNumberField("group_role_mappings", uses.mappings());
        json.writeNumberField("default_roles", uses.defaultRoles());
        json.writeArrayFieldStart("provider_ids");
        for (ConnectionId connection : uses.connections()) {
            json.writeString(connection.value());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
