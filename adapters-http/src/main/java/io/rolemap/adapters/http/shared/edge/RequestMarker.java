package io.rolemap.adapters.http.shared.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
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

    /** Allows a request the time of those that send or are sent much. */
    static void allowLong(HttpServletRequest request) {
        on(ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection())
                .allowLong();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Requests requests = of(request.getConnectionMetaData());
        long number = requests.begin();
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, () -> requests.end(number)));
            return handled;
        } finally {
            if (!handled) {
                requests.end(number);
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

    /** How many there were. Begun by whoever handles the connection, ended by whoever completes an answer, read by anybody. */
    static final class Requests {
        private final AtomicLong begun = new AtomicLong();
        private final AtomicLong ended = new AtomicLong();
        private volatile long longOne;

        /** The number of the one that begins, counted from 1. */
        long begin() {
            return begun.incrementAndGet();
        }

        /** An answer that is complete lets the next request begin, perhaps before its own end is told. */
        void end(long number) {
            ended.accumulateAndGet(number, Math::max);
        }

        /** Says that the last one that has begun may take long. */
        void allowLong() {
            longOne = begun.get();
        }

        /** Whether the last one that has begun may take long. */
        boolean mayTakeLong() {
            return longOne == begun.get();
        }

        /** How many have begun. */
        long begun() {
            return begun.get();
        }

        /** Whether the last one has not ended. */
        boolean inProgress() {
            return ended.get() < begun.get();
        }
    }
}
