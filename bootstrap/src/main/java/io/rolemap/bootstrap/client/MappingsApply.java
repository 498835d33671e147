package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does what a plan shows, if the set is still the one that was planned for. */
@Command(
        name = "apply",
        description =
                "Makes the set of a connection that of a file, all of it or nothing: shows the plan, asks, and does it"
                        + " unless the set has changed since.")
final class MappingsApply extends ReplacementCommand {

    @Option(
            names = {"-y", "--yes"},
            description = "do it without asking")
    private boolean agreed;

    MappingsApply(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        if (!agreed && (readsStandardInput() || !console.terminal().in())) {
            throw usage("Nobody can be asked: standard input is " + (readsStandardInput() ? "the file" : "no terminal")
                    + ". Say --yes to apply without asking.");
        }
        Progress progress = new Progress(console);
        Api api = api(progress);
        String mappings = mappings();
        SetFile wanted = read(progress);
        Api.Answer planned = plan(api, mappings, wanted);
        PlanText plan = text(planned);
        show(plan);
        if (!plan.hasChanges()) {
            if (wantsJson()) {
                printJson(planned.body());
            }
            return ExitStatus.OK;
        }
        if (!agreed && !agrees()) {
            console.printError("Nothing was applied.");
            return ExitStatus.REFUSED;
        }
        finish(apply(api, mappings, wanted, planned));
        return ExitStatus.OK;
    }

    private void show(PlanText plan) {
        if (!wantsJson()) {
            console.print(plan.changes());
            console.print(plan.planned());
        }
        if (!agreed && plan.hasChanges() && (wantsJson() || !console.terminal().out())) {
            // Nobody sees standard output, and somebody is about to be asked.
            console.printError(plan.changes());
            console.printError(plan.planned());
        }
    }

    private boolean agrees() throws IOException {
        console.ask("Apply these changes? Only 'yes' is accepted: ");
        return console.readLine().map(String::strip).equals(Optional.of("yes"));
    }

    private static Api.Answer apply(Api api, String mappings, SetFile wanted, Api.Answer planned) {
        String etag = planned.etag()
                .orElseThrow(
                        () -> new Json.NotOursException("The plan has no ETag, so that it can't be applied safely."));
        return api.put(mappings, wanted.request(), Optional.of(etag), wanted::place);
    }

    private void finish(Api.Answer answer) throws IOException {
        PlanText applied = text(answer);
        if (wantsJson()) {
            printJson(answer.body());
        } else {
            console.print(applied.applied());
        }
        if (console.outputIsBroken()) {
            // It is done, whatever becomes of what was printed.
            console.printError(applied.applied());
        }
    }
}
