package io.rolemap.bootstrap.client;

import io.rolemap.domain.access.KeyId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends an API key for good. */
@Command(name = "revoke", description = "Revokes an API key of an organisation, for good.")
final class KeysRevoke extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "id of the key, as list shows it")
    private String id = "";

    KeysRevoke(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        // Whoever takes a key for its id must not send it in an address, nor read it again here.
        String checked = checked("The id of a key", id, KeyId::new);
        api(new Progress(console)).delete(KeysCreate.PATH + "/" + checked);
        if (wantsJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("id", checked);
            result.put("revoked", true);
            printJson(Json.bytes(result));
        } else {
            console.print("Revoked " + checked + ".");
        }
        return ExitStatus.OK;
    }
}
