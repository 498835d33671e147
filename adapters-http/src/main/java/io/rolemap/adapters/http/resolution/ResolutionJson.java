package io.rolemap.adapters.http.resolution;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.shared.json.JsonWriter;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.NearMiss;
import io.rolemap.domain.resolution.Outcome;
import io.rolemap.domain.resolution.PersonId;
import io.rolemap.domain.resolution.PredictMappingImpact.Change;
import io.rolemap.domain.resolution.PredictMappingImpact.Predicted;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.resolution.ResolveRolesOfPeople.PersonOutcome;
import io.rolemap.domain.resolution.UnmatchedGroup;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of resolutions. */
final class ResolutionJson {

    private ResolutionJson() {}

    /** What one person gets. */
    static JsonStream one(Resolution resolution, boolean explained) {
        return JsonStream.object(JsonStream.once(json -> writeMembers(json, resolution, explained)));
    }

    /** What many people get, in the order in which they were asked about. */
    static JsonStream many(List<PersonOutcome> people, boolean explained) {
        Places places = new Places(people.stream().map(PersonOutcome::person).toList());
        return JsonStream.object(JsonStream.array(
                "people", people, (json, person) -> write(json, person.person(), outcome(person, places, explained))));
    }

    private static JsonWriter outcome(PersonOutcome person, Places places, boolean explained) {
        return person.outcome()
                .fold(
                        resolved -> json -> writeMembers(json, resolved.resolution(), explained),
                        overage -> problem(person.outcome(), places.claimsOf(person.person())),
                        unusable -> problem(person.outcome(), places.claimsOf(person.person())));
    }

    /** Who would gain and who would lose what, and about whom nothing can be said. */
    static JsonStream impact(Predicted impact, List<PersonId> asked) {
        Places places = new Places(asked);
        return JsonStream.object(
                JsonStream.array(
                        "changes",
                        impact.changes(),
                        (json, change) -> write(json, change.person(), inside -> writeMembers(inside, change))),
                JsonStream.array(
                        "undecided",
                        impact.undecided(),
                        (json, undecided) -> write(
                                json,
                                undecided.person(),
                                problem(undecided.outcome(), places.claimsOf(undecided.person())))),
                JsonStream.once(json -> json.writeNumberField("unchanged", impact.unchanged())));
    }

    /** Groups that were left out. */
    static Problem overage(String claims, String pointer) {
        return Problem.groupsOverage(claims + pointer);
    }

    /** A claim that can't be read. */
    static Problem unusable(String claims, String pointer, String rule) {
        return Problem.invalid(List.of(new Violation(claims + pointer, rule)));
    }

    private static JsonWriter problem(Outcome outcome, String claims) {
        Problem problem = outcome.fold(
                resolved -> {
                    throw new IllegalStateException("Is no problem");
                },
                overage -> overage(claims, overage.pointer()),
                unusable -> unusable(claims, unusable.pointer(), unusable.rule()));
        return json -> {
            json.writeFieldName("problem");
            problem.write(json);
        };
    }

    private static void write(JsonGenerator json, PersonId person, JsonWriter members) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.value());
        members.write(json);
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, Change change) throws IOException {
        writeRoles(json, "gained_role_ids", change.gained());
        writeRoles(json, "lost_role_ids", change.lost());
    }

    private static void writeMembers(JsonGenerator json, Resolution resolution, boolean explained) throws IOException {
        writeRoles(json, "role_ids", resolution.roles());
        json.writeStringField("evidence", resolution.evidence().label());
        json.writeArrayFieldStart("matches");
        for (GroupMapping match : resolution.matches()) {
            json.writeStartObject();
            writeMapping(json, match);
            json.writeStringField("role_id", match.role().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (explained) {
            writeUnmatched(json, resolution.unmatched());
        }
        json.writeBooleanField("default_role_applied", resolution.defaultRoleApplied());
        if (!resolution.connectionEnabled()) {
            json.writeBooleanField("connection_enabled", false);
        }
    }

    private static void writeUnmatched(JsonGenerator json, List<UnmatchedGroup> unmatched) throws IOException {
        json.writeArrayFieldStart("unmatched_groups");
        for (UnmatchedGroup group : unmatched) {
            json.writeStartObject();
            json.writeStringField("group", group.group().value());
            json.writeArrayFieldStart("near_misses");
            for (NearMiss miss : group.nearMisses()) {
                json.writeStartObject();
                writeMapping(json, miss.mapping());
                json.writeStringField("difference", GroupDifference.labels(miss.differences()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMapping(JsonGenerator json, GroupMapping mapping) throws IOException {
        json.writeFieldName("mapping_id");
        @Nullable String id = mapping.id().map(MappingId::value).orElse(null);
        // Writes null for null.
        json.writeString(id);
        json.writeStringField("external_group", mapping.externalGroup().value());
    }

    private static void writeRoles(JsonGenerator json, String name, List<RoleId> roles) throws IOException {
        json.writeArrayFieldStart(name);
        for (RoleId role : roles) {
            json.writeString(role.toString());
        }
        json.writeEndArray();
    }

    /** Where the body has the claims of each person. */
    private static final class Places {
        private final Map<PersonId, Integer> indexes = new HashMap<>();

        Places(List<PersonId> asked) {
            for (int i = 0; i < asked.size(); i++) {
                indexes.put(asked.get(i), i);
            }
        }

        String claimsOf(PersonId person) {
            return "/people/" + indexes.get(person) + "/claims";
        }
    }
}
