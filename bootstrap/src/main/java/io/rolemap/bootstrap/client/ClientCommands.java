package io.rolemap.bootstrap.client;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The commands that ask a running server: {@code mappings}, {@code connections}, {@code keys}; and {@code completion}. */
public final class ClientCommands {

    /** The environment variable with the address of the server. */
    public static final String SERVER = "ROLEMAP_SERVER";

    /** The environment variable with the API key. */
    public static final String API_KEY = "ROLEMAP_API_KEY";

    /** The environment variable with the path of a file that contains the API key. */
    public static final String API_KEY_FILE = "ROLEMAP_API_KEY_FILE";

    /** The environment variable with the id of the organisation. */
    public static final String ORG = "ROLEMAP_ORG";

    /** The environment variable with the id of the connection. */
    public static final String CONNECTION = "ROLEMAP_CONNECTION";

    private static final String[] FOOTER = {
        "",
        "Exit status: 0 in good order, 1 the server refused (or you did), 2 a plan has changes, 64 wrong command line,"
                + " 65 mistakes in a file, 66 a file can't be read, 69 the server can't be reached or has no time,"
                + " 70 a fault, 73 a file or standard output can't be written, 77 not permitted, 78 something must be set differently."
    };

    private ClientCommands() {}

    /**
     * Adds the commands below {@code root}. Nothing is read or looked up before one of them runs.
     *
     * @param root the program
     * @param environment the variables that say what no option says
     * @param in where answers to questions and files called {@code -} come from
     * @param out for results
     * @param err for everything else
     */
    public static void addTo(
            CommandLine root, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        addTo(root, new Console(environment, in, out, err, InstantSource.system(), Terminal::ofThisProcess));
    }

    static void addTo(CommandLine root, Console console) {
        root.addSubcommand(new CommandLine(new Mappings())
                .addSubcommand(new MappingsList(console))
                .addSubcommand(new MappingsExport(console))
                .addSubcommand(new MappingsPlan(console))
                .addSubcommand(new MappingsApply(console)));
        root.addSubcommand(new CommandLine(new Connections())
                .addSubcommand(new ConnectionsList(console))
                .addSubcommand(new ConnectionsCreate(console)));
        root.addSubcommand(new CommandLine(new Keys())
                .addSubcommand(new KeysCreate(console))
                .addSubcommand(new KeysList(console))
                .addSubcommand(new KeysRevoke(console)));
        root.addSubcommand(new Completion(console));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        for (CommandLine each : root.getSubcommands().values()) {
            if (each.getCommandSpec().userObject() instanceof Callable<?>) {
                finish(each);
                each.getSubcommands().values().forEach(ClientCommands::finish);
            }
        }
    }

    private static void finish(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .description("show this and end")
                        .build());
        command.getCommandSpec().usageMessage().footer(FOOTER);
    }

    @Command(
            name = "mappings",
            description = "The mappings of a connection: look at them, keep the set in step with a file.")
    static final class Mappings extends Group {}

    @Command(name = "connections", description = "The connections of an organisation.")
    static final class Connections extends Group {}

    @Command(name = "keys", description = "The API keys of an organisation.")
    static final class Keys extends Group {}
}
