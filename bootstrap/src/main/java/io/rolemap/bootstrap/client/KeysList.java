package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Prints the API keys of an organisation, without what opens anything. */
@Command(name = "list", description = "Lists the API keys of an organisation, without the keys themselves.")
final class KeysList extends ServerCommand {

    KeysList(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        Api.Answer answer = api(new Progress(console)).get(KeysCreate.PATH);
        if (wantsJson()) {
            printJson(answer.body());
            return ExitStatus.OK;
        }
        Table table = new Table("ID", "HINT", "CREATED", "EXPIRES", "PERMISSIONS", "NAME");
        console.print(table.lines(answer.json().requiredObjects("api_keys").stream()
                .map(each -> List.of(
                        Console.plain(each.required("id")),
                        Console.plain(each.text("hint").orElse("")),
                        Moments.shown(each.text("created_at")),
                        Moments.shown(each.text("expires_at")),
                        Console.plain(String.join(",", each.texts("permissions"))),
                        Console.plain(each.required("name"))))
                .toList()));
        return ExitStatus.OK;
    }
}
