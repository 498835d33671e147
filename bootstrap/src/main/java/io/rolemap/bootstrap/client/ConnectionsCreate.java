package io.rolemap.bootstrap.client;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.domain.connection.ProviderKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a connection. */
@Command(name = "create", description = "Makes a connection: one identity provider of an organisation.")
final class ConnectionsCreate extends ServerCommand {

    static final String PATH = "/identity-providers";

    private static final List<String> MEMBERS = List.of(
            "id",
            "org_id",
            "kind",
            "provider_key",
            "display_name",
            "groups_claim",
            "default_role_id",
            "enabled",
            "created_at",
            "updated_at");

    @Option(
            names = "--provider-key",
            required = true,
            paramLabel = "KEY",
            description = "lowercase letters, digits, hyphens; unique among all organisations")
    private String providerKey = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "${COMPLETION-CANDIDATES} [oidc]")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--display-name", paramLabel = "NAME", description = "name for people [none]")
    private Optional<String> displayName = Optional.empty();

    @Option(
            names = "--groups-claim",
            paramLabel = "CLAIM",
            description = "the claim that lists the groups, or a JSON Pointer to it [groups]")
    private Optional<String> groupsClaim = Optional.empty();

    @Option(names = "--default-role", paramLabel = "ID", description = "role of everybody who signs in [none]")
    private Optional<String> defaultRole = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "id of your choice [the server chooses]")
    private Optional<String> id = Optional.empty();

    @Option(names = "--disabled", description = "disabled at first")
    private boolean disabled;

    ConnectionsCreate(Console console) {
        super(console);
    }

    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ProviderKind.values()).map(ProviderKind::label).iterator();
        }
    }

    @Override
    int run() throws IOException {
        Api.Answer answer = api(new Progress(console)).post(PATH, Json.bytes(this::write));
        if (wantsJson()) {
            printJson(answer.body());
        } else {
            console.print(Table.ofPairs(answer.json().pairs(MEMBERS)));
        }
        return ExitStatus.OK;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider_key", providerKey);
        writeIfPresent(json, "kind", kind);
        writeIfPresent(json, "display_name", displayName);
        writeIfPresent(json, "groups_claim", groupsClaim);
        writeIfPresent(json, "default_role_id", defaultRole);
        writeIfPresent(json, "id", id);
        if (disabled) {
            json.writeBooleanField("enabled", false);
        }
        json.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
