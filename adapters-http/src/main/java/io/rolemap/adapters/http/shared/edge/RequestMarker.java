package io.rolemap.adapters.http.shared.edge;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Marks on each connection when a request begins and when its answer is written. Jetty's own count of answers is of no
 * use for that: it goes up with the first byte of an answer, not with the last.
 */
final class RequestMarker extends Handler.Wrapper {

    private static final String ATTRIBUTE = RequestMarker.class.getName();
    private static final Requests NONE = new Requests();

    /** The requests of a connection. */
    static Requests on(Connection connection) {
        return connection instanceof ConnectionMetaData attributes
                        && attributes.getAttribute(ATTRIBUTE) instanceof Requests requests
                ? requests
                : NONE;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Requests requests = of(request.getConnectionMetaData());
        requests.begin();
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, requests::end));
            return handled;
        } finally {
            if (!handled) {
                requests.end();
            }
        }
    }

    // One thread at a time: requests of HTTP/1.1 follow each other.
    private static Requests of(ConnectionMetaData connection) {
        if (connection.getAttribute(ATTRIBUTE) instanceof Requests known) {
            return known;
        }
        Requests first = new Requests();
        connection.setAttribute(ATTRIBUTE, first);
        return first;
    }

    /** How many there were. Written by whoever handles the connection, read by anybody. */
    static final class Requests {
        private volatile long begun;
        private volatile long ended;

        private void begin() {
            long number = begun + 1;
            begun = number;
        }

        private void end() {
            ended = begun;
        }

        /** How many have begun. */
        long begun() {
            return begun;
        }

        /** Whether the last one has not ended. */
        boolean inProgress() {
            return ended < begun;
        }
    }
}
