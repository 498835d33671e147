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
import io.rolemap.domain.resolution.PredictMappingImpact.Undecided;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.resolution.ResolveRolesOfPeople.PersonOutcome;
import io.rolemap.domain.resolution.UnmatchedGroup;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON of resolutions. */
final class ResolutionJson {

    private ResolutionJson() {}

    /** What one person gets. */
    static JsonStream one(Resolution resolution, boolean explained) {
        return object(members(resolution, explained));
    }

    /** What many people get, in the order in which they were asked about. */
    static JsonStream many(List<PersonOutcome> people, AskedPeople asked, boolean explained) {
        Places places = new Places(asked.ids());
        return JsonStream.object(JsonStream.arrayOf(
                "people",
                people.stream()
                        .map(person -> person(person, asked, places, explained))
                        .iterator()));
    }

    private static JsonStream person(PersonOutcome person, AskedPeople asked, Places places, boolean explained) {
        List<JsonStream> members = new ArrayList<>();
        PersonId id = person.person();
        members.add(JsonStream.once(json -> json.writeStringField("id", id.value())));
        members.addAll(asked.problemOf(id)
                .map(problem -> List.of(JsonStream.once(member(problem))))
                .orElseGet(() -> members(person.outcome(), places.claimsOf(id), explained)));
        return object(members);
    }

    private static List<JsonStream> members(Outcome outcome, String claims, boolean explained) {
        return outcome.fold(
                resolved -> members(resolved.resolution(), explained),
                overage -> List.of(JsonStream.once(member(problem(outcome, claims)))),
                unusable -> List.of(JsonStream.once(member(problem(outcome, claims)))));
    }

    private static JsonStream object(List<JsonStream> members) {
        return JsonStream.object(members.toArray(JsonStream[]::new));
    }

    /** Who would gain and who would lose what, and about whom nothing can be said. */
    static JsonStream impact(Predicted impact, AskedPeople asked) {
        // Without groups nobody gains or loses by a set: whoever stands in for an unreadable person is counted there.
        int unchanged = impact.unchanged() - asked.unreadable().size();
        return JsonStream.object(
                JsonStream.array(
                        "changes",
                        impact.changes(),
                        (json, change) -> write(json, change.person(), inside -> writeMembers(inside, change))),
                JsonStream.array(
                        "undecided",
                        undecided(impact, asked),
                        (json, person) -> write(json, person.getKey(), member(person.getValue()))),
                JsonStream.once(json -> {
                    json.writeNumberField("unchanged", unchanged);
                    writeDisabled(json, impact.connectionEnabled());
                }));
    }

    /** In the order of the request. */
    private static List<Map.Entry<PersonId, Problem>> undecided(Predicted impact, AskedPeople asked) {
        Places places = new Places(asked.ids());
        Map<PersonId, Problem> undecided = new HashMap<>(asked.unreadable());
        for (Undecided person : impact.undecided()) {
            undecided.put(person.person(), problem(person.outcome(), places.claimsOf(person.person())));
        }
        return undecided.entrySet().stream()
                .sorted(Comparator.comparing(person -> places.of(person.getKey())))
                .toList();
    }

    /** Groups that were left out. */
    static Problem overage(String claims, String pointer) {
        return Problem.groupsOverage(claims + pointer);
    }

    /** A claim that can't be read. */
    static Problem unusable(String claims, String pointer, String rule) {
        return Problem.invalid(List.of(new Violation(claims + pointer, rule)));
    }

    private static Problem problem(Outcome outcome, String claims) {
        return outcome.fold(
                resolved -> {
                    throw new IllegalStateException("Is no problem");
                },
                overage -> overage(claims, overage.pointer()),
                unusable -> unusable(claims, unusable.pointer(), unusable.rule()));
    }

    private static JsonWriter member(Problem problem) {
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

    private static List<JsonStream> members(Resolution resolution, boolean explained) {
        List<JsonStream> members = new ArrayList<>();
        members.add(JsonStream.once(json -> {
            writeRoles(json, "role_ids", resolution.roles());
            json.writeStringField("evidence", resolution.evidence().label());
        }));
        members.add(JsonStream.array("matches", resolution.matches(), ResolutionJson::writeMatch));
        if (explained) {
            members.add(JsonStream.array("unmatched_groups", resolution.unmatched(), ResolutionJson::writeUnmatched));
        }
        members.add(JsonStream.once(json -> {
            json.writeBooleanField("default_role_applied", resolution.defaultRoleApplied());
            writeDisabled(json, resolution.connectionEnabled());
            if (resolution.absentClaim().isPresent()) {
                json.writeStringField(
                        "groups_claim", resolution.absentClaim().get().value());
            }
        }));
        return members;
    }

    /** Only where it explains something. */
    private static void writeDisabled(JsonGenerator json, boolean connectionEnabled) throws IOException {
        if (!connectionEnabled) {
            json.writeBooleanField("connection_enabled", false);
        }
    }

    private static void writeMatch(JsonGenerator json, GroupMapping match) throws IOException {
        json.writeStartObject();
        writeMapping(json, match);
        json.writeStringField("role_id", match.role().toString());
        json.writeEndObject();
    }

    private static void writeUnmatched(JsonGenerator json, UnmatchedGroup unmatched) throws IOException {
        json.writeStartObject();
        json.writeStringField("group", unmatched.group().value());
        json.writeArrayFieldStart("near_misses");
        for (NearMiss miss : unmatched.nearMisses()) {
            json.writeStartObject();
            writeMapping(json, miss.mapping());
            json.writeStringField("difference", GroupDifference.labels(miss.differences()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
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

    /** Where the body has each person and their claims. */
    private static final class Places {
        private final Map<PersonId, Integer> indexes = new HashMap<>();

        Places(List<PersonId> asked) {
            for (int i = 0; i < asked.size(); i++) {
                indexes.put(asked.get(i), i);
            }
        }

        int of(PersonId person) {
            return Objects.requireNonNull(indexes.get(person), "Nobody asked about");
        }

        String claimsOf(PersonId person) {
            return "/people/" + of(person) + "/claims";
        }
    }
}
