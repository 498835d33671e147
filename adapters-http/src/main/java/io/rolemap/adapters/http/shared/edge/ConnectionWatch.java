package io.rolemap.adapters.http.shared.edge;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose request takes too long to arrive or to be answered. Jetty's idle timeout is not enough: whoever
 * sends a byte now and then, or reads one, is never idle.
 *
 * <p>Looks at all connections at a fixed interval and counts how often it found each in the same state. While the server
 * stops, closes those without a request.
 */
final class ConnectionWatch extends AbstractLifeCycle implements Graceful {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private final Server server;
    private final Limits limits;
    private final Lock sweeping = new ReentrantLock();
    private final Map<Connection, Sight> seen = new HashMap<>();
    private volatile boolean stopping;
    private volatile Scheduler.Task next = () -> true;

    ConnectionWatch(Server server, Limits limits) {
        this.server = server;
        this.limits = limits;
    }

    @Override
    protected void doStart() {
        stopping = false;
        schedule();
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        sweep();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    private void schedule() {
        next = server.getScheduler().schedule(this::sweepAndGoOn, limits.sweep().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (RuntimeException fault) {
            LOG.error("The connections could not be looked at", fault);
        }
        if (isRunning()) {
            schedule();
        }
    }

    private void sweep() {
        sweeping.lock();
        try {
            lookAtAll();
        } finally {
            sweeping.unlock();
        }
    }

    private void lookAtAll() {
        Set<Connection> open = new HashSet<>();
        for (Connector connector : server.getConnectors()) {
            // A connector may be restarted between two sweeps, and its end points change all the time.
            for (EndPoint endPoint : Set.copyOf(connector.getConnectedEndPoints())) {
                Connection connection = endPoint.getConnection();
                if (connection != null) {
                    open.add(connection);
                    look(endPoint, connection);
                }
            }
        }
        seen.keySet().retainAll(open);
    }

    private void look(EndPoint endPoint, Connection connection) {
        RequestMarker.Requests requests = RequestMarker.on(connection);
        long begun = requests.begun();
        long bytes = connection.getBytesIn();
        Sight sight = seen.computeIfAbsent(connection, unseen -> new Sight());
        if (requests.inProgress()) {
            sight.inRequest(begun);
            Duration longest = requests.mayTakeLong() ? limits.large().request() : limits.request();
            closeIf(sight.longerThan(longest.dividedBy(limits.sweep())), endPoint, "request");
        } else if (stopping) {
            endPoint.close();
        } else if (begun == sight.requests && sight.state != State.IN_REQUEST && bytes > sight.bytesWhenIdle) {
            sight.inHead();
            closeIf(sight.longerThan(limits.head().dividedBy(limits.sweep())), endPoint, "head");
        } else {
            sight.idle(begun, bytes);
        }
    }

    private static void closeIf(boolean tooLong, EndPoint endPoint, String what) {
        if (tooLong) {
            LOG.debug("Closed a connection whose {} took too long", what);
            endPoint.close();
        }
    }

    private enum State {
        IDLE,
        IN_HEAD,
        IN_REQUEST
    }

    private static final class Sight {
        private State state = State.IDLE;
        private long requests;
        private long bytesWhenIdle;
        private long times;

        void inRequest(long begun) {
            times = state == State.IN_REQUEST && begun == requests ? times + 1 : 0;
            state = State.IN_REQUEST;
            requests = begun;
        }

        void inHead() {
            times = state == State.IN_HEAD ? times + 1 : 0;
            state = State.IN_HEAD;
        }

        void idle(long begun, long bytes) {
            state = State.IDLE;
            requests = begun;
            bytesWhenIdle = bytes;
            times = 0;
        }

        boolean longerThan(long sweeps) {
            return times >= sweeps;
        }
    }
}
