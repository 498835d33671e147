package io.rolemap.adapters.http.shared.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong, as it is told to the client. Immutable.
 *
 * @param type which of the known problems it is
 * @param detail a sentence for whoever reads the answer; shows no value that was sent and nothing of the server's inside
 * @param violations what is wrong with the values of the body; empty for other problems
 * @param extension writes further members of the document
 * @param headers further header fields of the answer
 */
public record Problem(
        ProblemType type,
        String detail,
        List<Violation> violations,
        JsonWriter extension,
        Map<String, String> headers) {

    /** The media type of the document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonWriter NOTHING = json -> {};

    /** A problem without anything special. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), NOTHING, Map.of());
    }

    /** Values that break rules. */
    public static Problem invalid(List<Violation> violations) {
        String detail = violations.size() == 1
                ? "A value in the body is not valid; 'errors' says which and why."
                : violations.size() + " values in the body are not valid; 'errors' says which and why.";
        return new Problem(ProblemType.INVALID_REQUEST, detail, violations, NOTHING, Map.of());
    }

    /**
     * Groups that the identity provider left out.
     *
     * @param pointer to what says so, a JSON Pointer (RFC 6901)
     */
    public static Problem groupsOverage(String pointer) {
        return of(
                        ProblemType.GROUPS_OVERAGE,
                        "The identity provider left groups out, because there are too many; fetch them from it and send"
                                + " them as 'groups'.")
                .withErrors(List.of(new Violation(pointer, "says that the groups are not here")));
    }

    /**
     * Roles that can't be granted.
     *
     * @param pointers where the body has them, as JSON Pointers (RFC 6901)
     */
    public static Problem unknownRoles(List<String> pointers) {
        return of(
                        ProblemType.UNKNOWN_ROLE,
                        "A role in the body is none of this organisation's roles; 'errors' says where.")
                .withErrors(pointers.stream()
                        .map(pointer -> new Violation(pointer, "is no role of this organisation"))
                        .toList());
    }

    /**
     * This problem with further members in its document, after those it has.
     *
     * @param members writes fields of the document, of any form; their names must be none that it has already
     */
    public Problem with(JsonWriter members) {
        JsonWriter before = extension;
        return new Problem(
                type,
                detail,
                violations,
                json -> {
                    before.write(json);
                    members.write(json);
                },
                headers);
    }

    /** This problem with what is wrong with single values of the body; for types that are about such values. */
    public Problem withErrors(List<Violation> errors) {
        return new Problem(type, detail, List.copyOf(errors), extension, headers);
    }

    /** This problem with a further header field in its answer. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, detail, violations, extension, Map.copyOf(more));
    }

    /**
     * The document.
     *
     * @param instance a URI that names this occurrence
     */
    public byte[] toBytes(String instance) {
        return Json.bytes(json -> write(json, Optional.of(instance)));
    }

    /** Writes it as a part of a document that is about more than this problem, and that has no instance for it. */
    public void write(JsonGenerator json) throws IOException {
        write(json, Optional.empty());
    }

    private void write(JsonGenerator json, Optional<String> instance) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type.uri());
        json.writeStringField("title", type.title());
        json.writeNumberField("status", type.status());
        json.writeStringField("detail", detail);
        if (instance.isPresent()) {
            json.writeStringField("instance", instance.get());
        }
        json.writeStringField("code", type.code());
        json.writeStringField("message", detail);
        if (!violations.isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (Violation violation : violations) {
                json.writeStartObject();
                json.writeStringField("pointer", violation.pointer());
                json.writeStringField("detail", violation.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        extension.write(json);
        json.writeEndObject();
    }
}
