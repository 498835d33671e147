package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Prints the connections of an organisation. */
@Command(name = "list", description = "Lists the connections of an organisation.")
final class ConnectionsList extends ServerCommand {

    ConnectionsList(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        Api.Answer answer = api(new Progress(console)).get(ConnectionsCreate.PATH);
        if (wantsJson()) {
            printJson(answer.body());
            return ExitStatus.OK;
        }
        Table table =
                new Table("ID", "PROVIDER_KEY", "KIND", "ENABLED", "GROUPS_CLAIM", "DEFAULT_ROLE", "DISPLAY_NAME");
        console.print(table.lines(answer.json().requiredObjects("identity_providers").stream()
                .map(each -> List.of(
                        Console.plain(each.required("id")),
                        Console.plain(each.required("provider_key")),
                        Console.plain(each.required("kind")),
                        Console.plain(each.required("enabled")),
                        Console.plain(each.required("groups_claim")),
                        Console.plain(each.text("default_role_id").orElse("none")),
                        Console.plain(each.text("display_name").orElse(""))))
                .toList()));
        return ExitStatus.OK;
    }
}
