package io.rolemap.bootstrap.client;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about the set that a file wants. */
abstract class ReplacementCommand extends ConnectionCommand {

    @Parameters(
            paramLabel = "FILE",
            description = "the wanted set, - for standard input; .yaml, .yml, .json and .csv say the format")
    private String file = SetFile.STANDARD;

    @Option(names = "--format", paramLabel = "FORMAT", description = SetFile.FORMAT)
    private Optional<FileFormat> format = Optional.empty();

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "${COMPLETION-CANDIDATES} [auto: on a terminal, unless NO_COLOR is set]")
    private Colours colours = Colours.AUTO;

    ReplacementCommand(Console console) {
        super(console);
    }

    /** Whether the set comes from where answers to questions would come from. */
    boolean readsStandardInput() {
        return SetFile.isStandard(file);
    }

    SetFile read(Progress progress) {
        return SetFile.read(file, format, console, progress);
    }

    /** What the server would do; nothing is changed. */
    Api.Answer plan(Api api, String mappings, SetFile wanted) {
        return api.put(mappings + "?dry_run=true", wanted.request(), Optional.empty(), wanted::place);
    }

    PlanText text(Api.Answer answer) {
        return new PlanText(answer.json(), colours.areShownOn(console));
    }
}
