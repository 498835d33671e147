package io.rolemap.bootstrap.client;

import io.rolemap.domain.access.Permission;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an API key, and prints it this once. */
@Command(name = "create", description = "Makes an API key of an organisation. The key is shown this once.")
final class KeysCreate extends ServerCommand {

    static final String PATH = "/api-keys";

    private static final List<String> MEMBERS =
            List.of("id", "org_id", "name", "permissions", "created_at", "expires_at", "key");

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "what it is for")
    private String name = "";

    @Option(
            names = "--permissions",
            required = true,
            split = ",",
            paramLabel = "PERMISSION",
            completionCandidates = Permissions.class,
            description = "one or more of ${COMPLETION-CANDIDATES}, with commas between them")
    private List<String> permissions = List.of();

    @Option(names = "--expires-at", paramLabel = "MOMENT", description = "2027-01-31 or 2027-01-31T08:00:00Z [never]")
    private Optional<String> expiresAt = Optional.empty();

    @Option(names = "--expires-in", paramLabel = "TIME", description = "90d, 12h or 30m from now [never]")
    private Optional<String> expiresIn = Optional.empty();

    KeysCreate(Console console) {
        super(console);
    }

    static final class Permissions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Permission.values()).map(Permission::label).iterator();
        }
    }

    @Override
    int run() throws IOException {
        if (expiresAt.isPresent() && expiresIn.isPresent()) {
            throw usage("Say --expires-at or --expires-in, not both.");
        }
        Optional<Instant> expiry =
                expiresAt.map(Moments::at).or(() -> expiresIn.map(time -> Moments.in(time, console.now())));
        Api.Answer answer = api(new Progress(console)).post(PATH, Json.bytes(request(expiry)));
        if (wantsJson()) {
            printJson(answer.body());
        } else {
            console.print(Table.ofPairs(answer.json().pairs(MEMBERS)));
            console.printError("Keep the key now: nobody can show it again.");
        }
        return ExitStatus.OK;
    }

    private Map<String, Object> request(Optional<Instant> expiry) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", name);
        request.put("permissions", permissions);
        expiry.ifPresent(moment -> request.put("expires_at", moment.toEpochMilli()));
        return request;
    }
}
