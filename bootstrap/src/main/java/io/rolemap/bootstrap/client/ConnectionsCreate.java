package io.rolemap.bootstrap.client;

import io.rolemap.domain.connection.ProviderKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Api.Answer answer = api(new Progress(console)).post(PATH, Json.bytes(request()));
        if (wantsJson()) {
            printJson(answer.body());
        } else {
            console.print(Table.ofPairs(answer.json().pairs(MEMBERS)));
        }
        return ExitStatus.OK;
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("provider_key", providerKey);
        kind.ifPresent(value -> request.put("kind", value));
        displayName.ifPresent(value -> request.put("display_name", value));
        groupsClaim.ifPresent(value -> request.put("groups_claim", value));
        defaultRole.ifPresent(value -> request.put("default_role_id", value));
        id.ifPresent(value -> request.put("id", value));
        if (disabled) {
            request.put("enabled", false);
        }
        return request;
    }
}
