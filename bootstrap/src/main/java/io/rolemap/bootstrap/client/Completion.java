package io.rolemap.bootstrap.client;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete our commands and options. */
@Command(
        name = "completion",
        description = "Prints a script for bash, and for zsh with bashcompinit: source <(rolemap completion)")
final class Completion implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Completion(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        return ServerCommand.ended(ExitStatus.OK, console);
    }
}
