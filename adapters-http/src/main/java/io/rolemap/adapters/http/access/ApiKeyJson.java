package io.rolemap.adapters.http.access;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.IssueApiKey.Command;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The JSON of API keys. */
final class ApiKeyJson {

    private ApiKeyJson() {}

    static Command command(Supplier<OrgId> org, JsonValue body) {
        Members members = Members.of(body);
        var name = members.required("name", value -> new KeyName(Values.string(value)));
        var permissions = members.requiredDistinctItems("permissions", ApiKeyJson::permission);
        var expiresAt = members.nullable("expires_at", ApiKeyJson::expiry);
        members.check();
        return new Command(org.get(), name.orElseThrow(), permissions, expiresAt);
    }

    static void write(JsonGenerator json, ApiKey key) throws IOException {
        json.writeStartObject();
        writeMembers(json, key);
        json.writeEndObject();
    }

    static void write(JsonGenerator json, ApiKey key, ApiKeySecret secret) throws IOException {
        json.writeStartObject();
        writeMembers(json, key);
        json.writeStringField("key", secret.reveal());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<ApiKey> keys) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("api_keys");
        for (ApiKey key : keys) {
            write(json, key);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, ApiKey key) throws IOException {
        json.writeStringField("id", key.id().value());
        json.writeStringField("org_id", key.org().value());
        json.writeStringField("name", key.name().value());
        json.writeArrayFieldStart("permissions");
        for (Permission permission : Permission.values()) {
            if (key.permissions().contains(permission)) {
                json.writeString(permission.label());
            }
        }
        json.writeEndArray();
        json.writeStringField("hint", key.hint());
        json.writeNumberField("created_at", key.createdAt().toEpochMilli());
        Optional<Instant> expiry = key.expiresAt();
        if (expiry.isPresent()) {
            json.writeNumberField("expires_at", expiry.get().toEpochMilli());
        } else {
            json.writeNullField("expires_at");
        }
    }

    private static Permission permission(JsonValue value) {
        return Permission.fromLabel(Values.string(value))
                .orElseThrow(() -> new InvalidValueException(
                        "permission",
                        "must be one of "
                                + Arrays.stream(Permission.values())
                                        .map(Permission::label)
                                        .collect(Collectors.joining(", "))));
    }

    private static Instant expiry(JsonValue value) {
        Instant expiry = Instant.ofEpochMilli(Values.integer(value));
        // The command has the same rule; here it is told together with everything else that is wrong.
        if (expiry.isBefore(Instant.EPOCH) || expiry.isAfter(Command.LATEST_EXPIRY)) {
            throw new InvalidValueException(
                    "expiry",
                    "must be between 0 and " + Command.LATEST_EXPIRY.toEpochMilli()
                            + " milliseconds after the beginning of 1970");
        }
        return expiry;
    }
}
