package io.rolemap.adapters.http.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.edge.EntityTag;
import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.CreateGroupRoleMapping.Command;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingPlan;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The JSON of mappings. */
final class MappingJson {

    private static final String GROUP = WantedMappingsJson.GROUP;
    private static final String ROLE = WantedMappingsJson.ROLE;

    private MappingJson() {}

    static Command command(OrgId org, ConnectionId connection, JsonValue body) {
        Members members = Members.of(body);
        var group = members.required(GROUP, WantedMappingsJson::group);
        var role = members.required(ROLE, Values::roleId);
        members.check();
        return new Command(org, connection, group.orElseThrow(), role.orElseThrow());
    }

    /** The role that a mapping is to have from now on. */
    static RoleId newRole(JsonValue body) {
        Members members = Members.of(body);
        var role = members.required(ROLE, Values::roleId);
        members.check();
        return role.orElseThrow();
    }

    /** All mappings that there shall be. */
    static WantedMappings wanted(JsonValue body) {
        Members members = Members.of(body);
        Optional<WantedMappings> wanted = WantedMappingsJson.read(members);
        members.check();
        return wanted.orElseThrow();
    }

    /** Where the body of a whole set has the roles of some mappings, as JSON Pointers (RFC 6901). */
    static List<String> rolesIn(WantedMappings wanted, Predicate<WantedMapping> some) {
        List<String> pointers = new ArrayList<>();
        for (int i = 0; i < wanted.mappings().size(); i++) {
            if (some.test(wanted.mappings().get(i))) {
                pointers.add("/" + WantedMappingsJson.ALL + "/" + i + "/" + ROLE);
            }
        }
        return pointers;
    }

    static EntityTag tag(GroupRoleMapping mapping) {
        return EntityTag.ofContent(Json.bytes(json -> write(json, mapping)));
    }

    static void write(JsonGenerator json, GroupRoleMapping mapping) throws IOException {
        json.writeStartObject();
        writeMembers(json, mapping, mapping.role());
        json.writeEndObject();
    }

    /** A part of a list, and how to get what follows it. */
    static void write(JsonGenerator json, List<GroupRoleMapping> mappings, Optional<String> nextPage)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(WantedMappingsJson.ALL);
        for (GroupRoleMapping mapping : mappings) {
            write(json, mapping);
        }
        json.writeEndArray();
        if (nextPage.isPresent()) {
            json.writeStringField("next_page_token", nextPage.get());
        }
        json.writeEndObject();
    }

    /** A whole list. */
    static JsonStream list(Iterator<List<GroupRoleMapping>> pages) {
        return JsonStream.object(JsonStream.array(WantedMappingsJson.ALL, pages, MappingJson::write));
    }

    /** What was done. */
    static JsonStream changes(MappingChanges changes) {
        return JsonStream.object(
                JsonStream.array("created", changes.created(), MappingJson::write),
                JsonStream.array(
                        "updated",
                        changes.updated(),
                        (json, update) -> writeChange(
                                json,
                                update.after(),
                                update.after().role(),
                                update.before().role())),
                JsonStream.array("deleted", changes.deleted(), MappingJson::write),
                unchanged(changes.unchanged()));
    }

    /** What would be done for a connection. */
    static JsonStream plan(ConnectionId connection, MappingPlan plan) {
        return JsonStream.object(
                JsonStream.array("created", plan.created(), (json, wanted) -> writePlanned(json, connection, wanted)),
                JsonStream.array(
                        "updated",
                        plan.updated(),
                        (json, change) -> writeChange(
                                json,
                                change.mapping(),
                                change.role(),
                                change.mapping().role())),
                JsonStream.array("deleted", plan.deleted(), MappingJson::write),
                unchanged(plan.unchanged()));
    }

    /** What a caller who was late learns: whether the group has the role already that was asked for. */
    static void writeExisting(JsonGenerator json, GroupRoleMapping existing, RoleId asked) throws IOException {
        json.writeObjectFieldStart("existing");
        json.writeStringField("id", existing.id().value());
        json.writeStringField(ROLE, existing.role().toString());
        json.writeEndObject();
        json.writeBooleanField("identical", existing.role().equals(asked));
    }

    private static void writePlanned(JsonGenerator json, ConnectionId connection, WantedMapping wanted)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("provider_id", connection.value());
        json.writeStringField(GROUP, wanted.externalGroup().value());
        json.writeStringField(ROLE, wanted.role().toString());
        json.writeEndObject();
    }

    private static void writeChange(JsonGenerator json, GroupRoleMapping mapping, RoleId role, RoleId previous)
            throws IOException {
        json.writeStartObject();
        writeMembers(json, mapping, role);
        json.writeStringField("previous_role_id", previous.toString());
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, GroupRoleMapping mapping, RoleId role) throws IOException {
        json.writeStringField("id", mapping.id().value());
        json.writeStringField("provider_id", mapping.connection().value());
        json.writeStringField(GROUP, mapping.externalGroup().value());
        json.writeStringField(ROLE, role.toString());
        json.writeNumberField("created_at", mapping.createdAt().toEpochMilli());
        json.writeNumberField("updated_at", mapping.updatedAt().toEpochMilli());
    }

    private static JsonStream unchanged(int count) {
        return JsonStream.once(json -> json.writeNumberField("unchanged", count));
    }
}
