package io.rolemap.bootstrap.client;

import io.rolemap.domain.connection.ConnectionId;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command about the mappings of one connection. */
abstract class ConnectionCommand extends ServerCommand {

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "ID",
            description = "connection, by its id (" + ClientCommands.CONNECTION + ")")
    private Optional<String> connection = Optional.empty();

    ConnectionCommand(Console console) {
        super(console);
    }

    /** The path of the mappings below the organisation. */
    String mappings() {
        return "/identity-providers/" + id("--connection", connection, ClientCommands.CONNECTION, ConnectionId::new)
                + "/group-mappings";
    }
}
