package io.rolemap.bootstrap.client;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Shows what would have to be done and does nothing. */
@Command(
        name = "plan",
        description = "Shows what would make the set of a connection that of a file: + create, ~ change, - remove."
                + " Changes nothing. Ends with 0 if there is nothing to do, with 2 if there is.")
final class MappingsPlan extends ReplacementCommand {

    MappingsPlan(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        Progress progress = new Progress(console);
        Api api = api(progress);
        String mappings = mappings();
        Api.Answer answer = plan(api, mappings, read(progress));
        PlanText plan = text(answer);
        if (wantsJson()) {
            printJson(answer.body());
        } else {
            console.print(plan.changes());
            console.print(plan.planned());
        }
        return plan.hasChanges() ? ExitStatus.CHANGES : ExitStatus.OK;
    }
}
