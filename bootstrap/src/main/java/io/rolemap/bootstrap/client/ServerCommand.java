package io.rolemap.bootstrap.client;

import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.OrgId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a server for something: the options that all of them have, and how they end. */
abstract class ServerCommand implements Callable<Integer> {

    private static final String DEFAULT_SERVER = "http://127.0.0.1:8080";

    final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "address of the server (" + ClientCommands.SERVER + ") [" + DEFAULT_SERVER + "]")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--api-key-file",
            paramLabel = "PATH",
            description = "file that contains the API key (" + ClientCommands.API_KEY_FILE
                    + "; the key itself may be in " + ClientCommands.API_KEY + ")")
    private Optional<String> keyFile = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description =
                    "the API key itself; a file or the variable is better, because every user of this machine sees"
                            + " the options of a running program, and the shell keeps them in its history")
    private Optional<String> key = Optional.empty();

    @Option(names = "--insecure", description = "send the key unencrypted (http) to another machine")
    private boolean insecure;

    @Option(names = "--org", paramLabel = "ID", description = "organisation (" + ClientCommands.ORG + ")")
    private Optional<String> org = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description =
                    "${COMPLETION-CANDIDATES} [table]; with json, what the server refuses is JSON too, on standard error")
    private OutputForm output = OutputForm.TABLE;

    ServerCommand(Console console) {
        this.console = console;
    }

    /** Does it and returns the exit status. */
    abstract int run() throws IOException;

    @Override
    public final Integer call() {
        try {
            return ended(run(), console);
        } catch (Failure failure) {
            report(failure);
            return failure.status();
        } catch (Json.NotOursException notOurs) {
            console.printError("What answered is no Rolemap server, or a newer one: " + notOurs.getMessage());
            return ExitStatus.UNAVAILABLE;
        } catch (IOException broken) {
            console.printError("Reading or writing broke: " + Console.plain(String.valueOf(broken.getMessage())));
            return ExitStatus.UNAVAILABLE;
        }
    }

    /** The status to end with, since what was printed may not have arrived. */
    static int ended(int status, Console console) {
        if (console.outputIsBroken()) {
            console.printError("Standard output could not be written to the end: what is there is not complete.");
            return ExitStatus.NO_OUTPUT;
        }
        return status;
    }

    private void report(Failure failure) {
        if (output == OutputForm.JSON && failure.document().isPresent()) {
            try {
                Json.copy(
                        failure.document().get(),
                        console.errorBytes(),
                        console.terminal().err());
                return;
            } catch (IOException | Json.NotOursException unreadable) {
                console.printError("The problem document of the server is damaged.");
            }
        }
        console.printError(String.valueOf(failure.getMessage()));
        console.printError(
                failure.details().stream().map(detail -> "  " + detail).toList());
    }

    boolean wantsJson() {
        return output == OutputForm.JSON;
    }

    /** Prints an answer as the server sent it. */
    void printJson(byte[] answer) throws IOException {
        Json.copy(answer, console.bytes(), console.terminal().out());
    }

    Api api(Progress progress) {
        Optional<String> fromVariable = console.variable(ClientCommands.SERVER);
        String address = server.or(() -> fromVariable).orElse(DEFAULT_SERVER);
        String source = server.isPresent() ? "--server" : ClientCommands.SERVER;
        String id = id("--org", org, ClientCommands.ORG, OrgId::new);
        return new Api(new Target(Target.server(address, source, insecure), id, key()), progress);
    }

    private ApiKey key() {
        if (key.isPresent() && keyFile.isPresent()) {
            throw usage("Say --api-key or --api-key-file, not both.");
        }
        if (key.isPresent()) {
            return ApiKey.of(key.get(), "--api-key");
        }
        if (keyFile.isPresent()) {
            return ApiKey.ofFile(keyFile.get(), "--api-key-file");
        }
        Optional<String> text = console.variable(ClientCommands.API_KEY);
        Optional<String> path = console.variable(ClientCommands.API_KEY_FILE);
        if (text.isPresent() && path.isPresent()) {
            throw Failure.of(
                    ExitStatus.CONFIGURATION,
                    ClientCommands.API_KEY + " and " + ClientCommands.API_KEY_FILE
                            + " are both set; unset one of them, so that it is clear which counts.");
        }
        return text.map(value -> ApiKey.of(value, ClientCommands.API_KEY))
                .or(() -> path.map(value -> ApiKey.ofFile(value, ClientCommands.API_KEY_FILE)))
                .orElseThrow(() -> usage("There is no API key: set " + ClientCommands.API_KEY_FILE + " or "
                        + ClientCommands.API_KEY + ", or say --api-key-file."));
    }

    /**
     * An id that stands in a path.
     *
     * @param variable where it comes from if the option is not given
     * @param rule throws when it can't be one
     */
    String id(String option, Optional<String> value, String variable, Function<String, ?> rule) {
        String id = value.or(() -> console.variable(variable))
                .orElseThrow(() -> usage("Say " + option + " or set " + variable + "."));
        return checked(value.isPresent() ? option : variable, id, rule);
    }

    static String checked(String source, String value, Function<String, ?> rule) {
        try {
            return String.valueOf(rule.apply(value));
        } catch (InvalidValueException invalid) {
            throw usage(source + " " + invalid.rule() + ".");
        }
    }

    static Failure usage(String message) {
        return Failure.of(ExitStatus.USAGE, message, List.of("Run it with --help to see what can be asked for."));
    }

    /** The command line as it was typed, for messages. */
    String name() {
        return spec.qualifiedName();
    }
}
