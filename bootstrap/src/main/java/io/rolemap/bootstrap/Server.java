package io.rolemap.bootstrap;

import io.rolemap.adapters.http.HttpServer;
import io.rolemap.adapters.http.RolemapHttp;
import io.rolemap.adapters.jdbc.Database;
import io.rolemap.adapters.jdbc.JdbcStorage;
import io.rolemap.adapters.jdbc.Schema;
import io.rolemap.adapters.jdbc.UnsupportedDatabaseException;
import io.rolemap.application.Rolemap;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring: a database, the use cases over it, HTTP over those, and the order in which they come and go. */
final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Database database;
    private final HttpServer http;
    private final ObservationWriter observations;
    private final OperatorKey operatorKey;
    private final Address address;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(
            Database database,
            HttpServer http,
            ObservationWriter observations,
            OperatorKey operatorKey,
            Address address) {
        this.database = database;
        this.http = http;
        this.observations = observations;
        this.operatorKey = operatorKey;
        this.address = address;
    }

    /**
     * Starts everything. It accepts requests when this returns, but has told nobody where, see {@link #announce}.
     *
     * @throws StartFailure when it can't be started as things are
     */
    static Server start(Settings settings) throws StartFailure {
        Thread preload = new Thread(HttpServer::preload, "preload");
        preload.setDaemon(true);
        preload.start();
        Database database = open(settings);
        try {
            JdbcStorage storage = storage(database);
            OperatorKey operatorKey = operatorKey(storage, settings);
            Rolemap rolemap = Rolemap.builder()
                    .mappings(storage.mappings())
                    .connections(storage.connections())
                    .lookup(storage.lookup())
                    .observedGroups(storage.observedGroups())
                    .roles(storage.roles())
                    .apiKeys(storage.apiKeys())
                    .transactions(storage.transactions())
                    .authorizer(Authorizer.byGrants())
                    .operatorKey(operatorKey::digest)
                    .build();
            preload.join();
            HttpServer http = listen(rolemap, storage, settings);
            ObservationWriter observations =
                    ObservationWriter.start(rolemap.storeObservedGroups(), ObservationWriter.PAUSE);
            return new Server(database, http, observations, operatorKey, new Address(settings.httpHost(), http.port()));
        } catch (StartFailure | RuntimeException failure) {
            database.close();
            throw failure;
        } catch (InterruptedException interrupted) {
            database.close();
            Thread.currentThread().interrupt();
            throw StartFailure.unavailable("The start was interrupted.", interrupted);
        }
    }

    /**
     * Tells where it listens, and shows the operator's key if the database is new and one was made for it. Only now that
     * the port is bound: a start that fails for want of it must not use up the one time the key is shown.
     *
     * @throws StartFailure when the database was lost meanwhile
     */
    void announce(PrintStream out) throws StartFailure {
        try {
            operatorKey.settle(made -> {
                out.println(FirstSteps.withNewKey(address, made.reveal()));
                if (out.checkError()) {
                    throw new UncheckedIOException(new IOException("Standard output is closed"));
                }
            });
        } catch (StorageUnavailableException lost) {
            throw unavailable(lost);
        } catch (UncheckedIOException nobodySawIt) {
            throw StartFailure.configuration(
                    "The database is new and a key was made for the operator, but nobody could see it: standard output is"
                            + " closed. Set " + Setting.OPERATOR_KEY.variable() + " or "
                            + Setting.OPERATOR_KEY.fileVariable() + ".",
                    nobodySawIt);
        }
        if (operatorKey.digest().isEmpty()) {
            LOG.warn(
                    "There is no operator key, so that only API keys made earlier are let in; set {} or {} to have one",
                    Setting.OPERATOR_KEY.variable(),
                    Setting.OPERATOR_KEY.fileVariable());
        }
        out.println("Rolemap " + Version.current() + " is listening on " + address.url());
        out.flush();
    }

    /** Returns once it is closed. */
    void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Database open(Settings settings) throws StartFailure {
        try {
            return Database.open(settings.database());
        } catch (StorageUnavailableException unreachable) {
            throw unavailable(unreachable);
        } catch (InvalidValueException refused) {
            throw StartFailure.configuration(Setting.DATABASE_URL.variable() + " " + refused.rule() + ".", refused);
        }
    }

    private static JdbcStorage storage(Database database) throws StartFailure {
        try {
            Schema.migrate(database.dataSource());
            return JdbcStorage.on(database);
        } catch (StorageUnavailableException lost) {
            throw unavailable(lost);
        } catch (UnsupportedDatabaseException unsupported) {
            throw StartFailure.configuration(String.valueOf(unsupported.getMessage()), unsupported);
        }
    }

    private static OperatorKey operatorKey(JdbcStorage storage, Settings settings) throws StartFailure {
        OperatorKey key = new OperatorKey(settings.operatorKey(), storage.operatorKeys(), storage.transactions());
        try {
            key.recall();
        } catch (StorageUnavailableException lost) {
            throw unavailable(lost);
        }
        return key;
    }

    private static StartFailure unavailable(StorageUnavailableException failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return StartFailure.unavailable("The database can't be used: " + reason.getMessage(), failure);
    }

    private static HttpServer listen(Rolemap rolemap, JdbcStorage storage, Settings settings) throws StartFailure {
        RolemapHttp.Builder http = RolemapHttp.over(rolemap).readiness(storage::isReachable);
        settings.requestsPerSecond().ifPresent(http::requestsPerSecond);
        try {
            return Logging.withoutJavalin(
                    () -> HttpServer.start(http.build(), settings.httpHost(), settings.httpPort()));
        } catch (RuntimeException failure) {
            throw ListenFailure.explain(failure, new Address(settings.httpHost(), settings.httpPort()));
        }
    }

    /** Finishes what is in flight, then lets go of the database. The second caller waits for the first. */
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        LOG.info("Stopping: requests that are under way are finished first");
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        try {
            http.close();
        } finally {
            observations.stop(Duration.ofNanos(Math.max(end - System.nanoTime(), 0)));
            database.close();
            closed.countDown();
        }
        LOG.info("Stopped");
    }
}
