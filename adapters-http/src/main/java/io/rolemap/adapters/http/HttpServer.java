package io.rolemap.adapters.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import kotlin.LazyKt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server of nothing but this API, with all guarantees of its contract down to the framing of requests. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start(RolemapHttp.over(rolemap).build(), "127.0.0.1", 8080)) {
 *     ...
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Javalin javalin;
    private final int port;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
        this.port = javalin.port();
    }

    /**
     * Starts a server, and returns when it accepts requests. It runs on virtual threads where the JVM has them.
     *
     * @param http what it serves
     * @param host the address to bind, as a name or in numbers
     * @param port 0 takes a free one, see {@link #port()}
     * @return the server, which accepts requests
     * @throws UncheckedIOException when the address can't be bound
     */
    public static HttpServer start(RolemapHttp http, String host, int port) {
        Javalin javalin = Javalin.create(config -> {
            prepare(config);
            http.configure(config);
        });
        try {
            javalin.start(host, port);
        } catch (JavalinBindException inUse) {
            BindException cause = new BindException("Cannot listen on " + host + ":" + port);
            cause.initCause(inUse);
            throw new UncheckedIOException(cause);
        }
        return new HttpServer(javalin);
    }

    /**
     * Loads most of what {@link #start} needs, and opens nothing: for a caller that has a thread to spare while it waits for
     * something else. Optional.
     */
    public static void preload() {
        Javalin.create(HttpServer::prepare).jettyServer().server();
    }

    private static void prepare(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.modifyServletContextHandler(context -> context.setSessionHandler(new NoSessions()));
        // Without it Javalin looks for WebSocket upgrades before any of our routes sees the request.
        config.unsafe.servlet = LazyKt.lazy(() -> new ServletEntry(null, new JavalinServlet(config.unsafe)));
    }

    /** {@return the port it listens on, or listened on before it was stopped} */
    public int port() {
        return port;
    }

    /** Stops as {@link #stop} does, within 10 seconds. */
    @Override
    public void close() {
        stop(GRACE);
    }

    /**
     * Stops accepting requests, lets those in flight finish, and returns when they have or {@code grace} is over, whichever
     * is first. The last tenth of it is for closing what is not finished by then. Stopping twice does nothing.
     *
     * @param grace how long to wait at most
     */
    public void stop(Duration grace) {
        javalin.jettyServer()
                .server()
                .setStopTimeout(GracefulStop.waiting(grace).toMillis());
        GracefulStop.within(grace, javalin::stop)
                .ifPresent(
                        graceIsOver -> LOG.warn("The server stopped before all requests were finished", graceIsOver));
    }
}
