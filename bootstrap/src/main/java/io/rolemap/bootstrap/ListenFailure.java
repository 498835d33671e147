package io.rolemap.bootstrap;

import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;

/** Says why an address could not be bound. */
final class ListenFailure {

    private static final int LONGEST_CHAIN = 20;

    private ListenFailure() {}

    /**
     * The sentence for the operator.
     *
     * @throws RuntimeException {@code failure} itself, where it is about something else
     */
    static StartFailure explain(RuntimeException failure, Address address) {
        Optional<SocketException> innermost = Optional.empty();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < LONGEST_CHAIN; depth++) {
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return StartFailure.configuration(
                        "The host name in " + Setting.HTTP_HOST.variable() + " is unknown on this machine.", failure);
            }
            if (at instanceof SocketException refused) {
                innermost = Optional.of(refused);
            }
            at = at.getCause();
        }
        return explain(innermost.orElseThrow(() -> failure), address);
    }

    private static StartFailure explain(SocketException refused, Address address) {
        String reason = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        if (refused instanceof BindException && reason.contains("in use")) {
            return StartFailure.unavailable(
                    "Port " + address.port() + " of " + address.host() + " is in use by another program; stop that"
                            + " program, or choose another port by " + Setting.HTTP_PORT.variable() + ".",
                    refused);
        }
        if (reason.contains("assign")) {
            return StartFailure.configuration(
                    "The address in " + Setting.HTTP_HOST.variable() + " does not belong to this machine.", refused);
        }
        return StartFailure.configuration(
                "The system refuses to let " + address.url() + " be bound (" + refused.getMessage() + "); ports below"
                        + " 1024 need a privilege, so choose another port by " + Setting.HTTP_PORT.variable() + ".",
                refused);
    }
}
