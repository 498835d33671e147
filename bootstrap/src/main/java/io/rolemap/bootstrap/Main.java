package io.rolemap.bootstrap;

import java.util.Arrays;
import java.util.List;

/** Where the program starts: {@code serve}, what asks a server, {@code --help}; {@code serve} if nothing is said. */
public final class Main {

    private static final List<String> SERVE = List.of(CommandLineInterface.SERVE);

    private Main() {}

    /**
     * Ends the process with a status other than 0 if what was asked for failed; returns when it is done.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Serve serve = new Serve(System.getenv(), System.out, System.err);
        // The usual start does without the command line's library and the client, which take a while to load.
        boolean plain = args.length == 0 || Arrays.asList(args).equals(SERVE);
        int status = plain
                ? serve.run()
                : new CommandLineInterface(serve, System.getenv(), System.in, System.out, System.err).run(args);
        if (status != Exit.OK) {
            System.exit(status);
        }
    }
}
