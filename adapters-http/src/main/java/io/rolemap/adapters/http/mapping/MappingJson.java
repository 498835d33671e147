package io.rolemap.adapters.http.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.Command;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.util.List;

/** The JSON of mappings. */
final class MappingJson {

    private MappingJson() {}

    static Command command(OrgId org, ConnectionId connection, JsonValue body) {
        Members members = Members.of(body);
        var group = members.required("external_group", value -> new ExternalGroup(Values.string(value)));
        var role = members.required("role_id", Values::roleId);
        members.check();
        return new Command(org, connection, group.orElseThrow(), role.orElseThrow());
    }

    static void write(JsonGenerator json, GroupRoleMapping mapping) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", mapping.id().value());
        json.writeStringField("provider_id", mapping.connection().value());
        json.writeStringField("external_group", mapping.externalGroup().value());
        json.writeStringField("role_id", mapping.role().toString());
        json.writeNumberField("created_at", mapping.createdAt().toEpochMilli());
        json.writeNumberField("updated_at", mapping.updatedAt().toEpochMilli());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<GroupRoleMapping> mappings) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("group_role_mappings");
        for (GroupRoleMapping mapping : mappings) {
            write(json, mapping);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What a caller who was late learns: whether the group has the role already that was asked for. */
    static void writeExisting(JsonGenerator json, GroupRoleMapping existing, RoleId asked) throws IOException {
        json.writeObjectFieldStart("existing");
        json.writeStringField("id", existing.id().value());
        json.writeStringField("role_id", existing.role().toString());
        json.writeEndObject();
        json.writeBooleanField("identical", existing.role().equals(asked));
    }
}
