package io.rolemap.bootstrap;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Understands a command line that says more than nothing. */
final class CommandLineInterface {

    static final String SERVE = "serve";

    private static final int NAME_COLUMN = 34;
    private static final int USAGE_WIDTH = 105;

    private final CommandLine commands;

    CommandLineInterface(Serve serve, PrintStream out, PrintStream err) {
        CommandSpec root = CommandSpec.create();
        root.name("rolemap").version("rolemap " + Version.current()).mixinStandardHelpOptions(true);
        root.usageMessage()
                .description("Keeps which external group grants which role, and serves it by HTTP."
                        + " With no command it serves.")
                .footer(footer());
        CommandSpec serving = CommandSpec.create().mixinStandardHelpOptions(true);
        serving.version(root.version());
        serving.usageMessage()
                .description("Serves until it is told to end (SIGTERM or SIGINT).")
                .footer(footer());
        root.addSubcommand(SERVE, serving);
        IExecutionStrategy run = parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            return helped == null ? serve.run() : helped;
        };
        commands = new CommandLine(root)
                .setOut(new PrintWriter(out, true, Charset.defaultCharset()))
                .setErr(new PrintWriter(err, true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(CommandLineInterface::refuse)
                .setExecutionStrategy(run);
        for (CommandLine command : List.of(commands, commands.getSubcommands().get(SERVE))) {
            command.getCommandSpec().exitCodeOnExecutionException(Exit.FAULT);
        }
    }

    /** Does what {@code args} say and returns the exit status. */
    int run(String... args) {
        return commands.execute(args);
    }

    private static int refuse(ParameterException mistake, String... args) {
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println(mistake.getMessage());
        err.println("Run with --help to see what can be asked for.");
        return Exit.USAGE;
    }

    private static String[] footer() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Environment variables:");
        for (Setting setting : Setting.values()) {
            lines.add(row(
                    setting.variable(),
                    setting.meaning()
                            + setting.defaultValue()
                                    .filter(value -> !value.isEmpty())
                                    .map(value -> " [" + value + "]")
                                    .orElse("")));
            if (setting.isSecret()) {
                lines.add(row(setting.fileVariable(), "path of a file that contains it"));
            }
        }
        lines.add("");
        lines.add("Exit status: 0 ended in good order, 64 wrong command line, 69 something that is needed is not there"
                + " (try again later), 70 a fault, 78 something must be set differently; 143 or 130 a second signal ended it"
                + " at once.");
        return lines.toArray(String[]::new);
    }

    private static String row(String name, String meaning) {
        return "  " + name + " ".repeat(NAME_COLUMN - name.length()) + meaning;
    }
}
