package io.rolemap.bootstrap;

import io.rolemap.bootstrap.client.ClientCommands;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands a command line that says more than nothing. */
final class CommandLineInterface {

    static final String SERVE = "serve";

    /** What the JVM puts for bytes of an argument that the locale gives no meaning to. */
    private static final char UNREADABLE = '\uFFFD';

    private static final int NAME_COLUMN = 34;
    private static final int USAGE_WIDTH = 105;

    private final CommandLine commands;

    CommandLineInterface(
            Serve serve, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        CommandSpec root = CommandSpec.create();
        root.name("rolemap").version("rolemap " + Version.current()).mixinStandardHelpOptions(true);
        root.usageMessage()
                .description("Keeps which external group grants which role, and serves it by HTTP."
                        + " With no command it serves. The other commands ask a server that runs.")
                .footer(footer());
        CommandSpec serving = CommandSpec.create().mixinStandardHelpOptions(true);
        serving.version(root.version());
        serving.usageMessage()
                .description("Serves until it is told to end (SIGTERM or SIGINT).")
                .footer(footer());
        root.addSubcommand(SERVE, serving);
        commands = new CommandLine(root);
        // An argument is what it is, also one that begins with an at sign.
        commands.setExpandAtFiles(false);
        ClientCommands.addTo(commands, environment, in, out, err);
        IExecutionStrategy run = parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            return helped == null ? execute(serve, parsed) : helped;
        };
        commands.setOut(new PrintWriter(out, true, Charset.defaultCharset()))
                .setErr(new PrintWriter(err, true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(CommandLineInterface::refuse)
                .setExecutionStrategy(run);
        commands.setExecutionExceptionHandler((fault, command, parsed) -> {
            command.getErr()
                    .println("A fault of this program: " + fault.getClass().getName());
            return Exit.FAULT;
        });
    }

    private static int execute(Serve serve, ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        // The commands of the client say themselves what they do.
        return last.commandSpec().userObject() instanceof Callable<?> ? new RunLast().execute(parsed) : serve.run();
    }

    /** Does what {@code args} say and returns the exit status. */
    int run(String... args) {
        if (wereBent(System.getProperty("sun.jnu.encoding", ""), args)) {
            commands.getErr()
                    .println(
                            "An argument has a character that was lost on the way here; use a locale with UTF-8, such as"
                                    + " LC_ALL=C.UTF-8.");
            return Exit.USAGE;
        }
        return commands.execute(args);
    }

    /**
     * Whether the JVM could make nothing of some bytes of the arguments.
     *
     * @param encoding of the locale; with UTF-8 the character that stands for such bytes is one like any other
     */
    static boolean wereBent(String encoding, String... args) {
        return !encoding.equalsIgnoreCase("UTF-8") && Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNREADABLE) >= 0);
    }

    private static int refuse(ParameterException mistake, String... args) {
        PrintWriter err = mistake.getCommandLine().getErr();
        StringBuilder line = new StringBuilder();
        LogText.appendOn(line, said(mistake));
        err.println(line);
        err.println("Run with --help to see what can be asked for.");
        return Exit.USAGE;
    }

    /** Without values: a key in the wrong place is one. */
    private static String said(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (mistake instanceof MaxValuesExceededException) {
            return String.valueOf(mistake.getMessage())
                    .replaceFirst("(?s) should be specified without .*", " takes no value.");
        }
        if (mistake instanceof MissingParameterException || mistake instanceof OverwrittenOptionException) {
            return String.valueOf(mistake.getMessage());
        }
        CommandLine group = mistake.getCommandLine();
        if (mistake.getArgSpec() == null && !group.getSubcommands().isEmpty()) {
            return "Say which command: "
                    + String.join(", ", group.getSubcommands().keySet()) + ".";
        }
        return mistake.getArgSpec() instanceof OptionSpec option
                ? "The value of " + option.longestName() + " is none that it can have"
                        + (option.type().isEnum()
                                ? ": it is one of " + String.join(", ", option.completionCandidates()) + "."
                                : ".")
                : "An argument is none that it can be.";
    }

    /** Names options and commands, and never what was given to them: a mistyped {@code --api-key} has a key behind it. */
    private static String unknown(UnmatchedArgumentException mistake) {
        List<String> options = mistake.getUnmatched().stream()
                .filter(arg -> arg.startsWith("-"))
                .map(arg -> arg.replaceFirst("(?s)=.*", ""))
                .toList();
        if (!options.isEmpty()) {
            return "Unknown: " + String.join(", ", options);
        }
        boolean isCommand = mistake.getCommandLine().getSubcommands().size() > 0;
        return isCommand ? "Unknown: " + mistake.getUnmatched().get(0) : "There is an argument too many.";
    }

    private static String[] footer() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Environment variables of the server:");
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
        lines.add("The commands that ask a server have --help of their own, with their variables and statuses.");
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
