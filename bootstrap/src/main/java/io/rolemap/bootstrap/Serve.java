package io.rolemap.bootstrap;

import java.io.PrintStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command that serves until the process is told to end. */
final class Serve {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Serve(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit status where it can't serve, and otherwise only when the process is about to end. */
    int run() {
        Configuration configuration = SettingsReader.read(environment);
        if (configuration instanceof Configuration.Invalid invalid) {
            report(invalid);
            return Exit.CONFIGURATION;
        }
        return serve(((Configuration.Valid) configuration).settings());
    }

    private void report(Configuration.Invalid invalid) {
        int count = invalid.mistakes().size();
        err.println("The configuration has " + (count == 1 ? "a mistake:" : count + " mistakes:"));
        invalid.mistakes().forEach(mistake -> err.println("  - " + mistake));
        err.println("Run with --help to see all settings.");
    }

    private int serve(Settings settings) {
        Logging.configure(settings.logFormat(), settings.logLevel(), err);
        Logger log = LoggerFactory.getLogger(Serve.class);
        try (Server server = Server.start(settings)) {
            // Before anybody is told of it, since whoever knows of it may stop it.
            if (stopsOnASignal(server)) {
                server.announce(out);
                server.awaitClose();
            }
            return Exit.OK;
        } catch (StartFailure failure) {
            log.error(failure.getMessage());
            log.debug("The cause", failure.getCause());
            return failure.exitStatus();
        } catch (RuntimeException fault) {
            log.error("Rolemap can't start because of a fault of its own", fault);
            return Exit.FAULT;
        }
    }

    /** Whether it will; not if the process is about to end already. */
    private static boolean stopsOnASignal(Server server) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        } catch (IllegalStateException ending) {
            return false;
        }
        Signals.endInGoodOrderThenAtOnce(server::close);
        return true;
    }
}
