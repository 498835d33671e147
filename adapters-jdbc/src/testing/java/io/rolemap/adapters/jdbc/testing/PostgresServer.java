package io.rolemap.adapters.jdbc.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server for tests: started from embedded binaries, or the one that {@value #EXTERNAL} names by a JDBC URL
 * whose user may create databases. Servers that were started here end with the JVM. Safe for use by many threads.
 *
 * <p>PostgreSQL refuses to run as root: then it is run in a user namespace of its own or, where those are not allowed, as
 * another user.
 */
public final class PostgresServer implements AutoCloseable {

    /** The environment variable that names an outside server. */
    public static final String EXTERNAL = "ROLEMAP_TEST_POSTGRES_URL";

    private static final String FOLDER_PREFIX = "rolemap-postgres-data-";
    private static final String UNPRIVILEGED_ID = "65534";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final List<String> FAST = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");
    private static final List<String> DURABLE = List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");

    private final Optional<Path> folder;
    private final Path binaries;
    private final List<String> prefix;
    private final List<String> settings;
    private final int port;
    private final String adminUrl;
    private final List<String> created = new ArrayList<>();

    private static final class Shared {
        private static final PostgresServer SERVER = external().orElseGet(() -> start(FAST));
    }

    /** For {@link #EXTERNAL}. */
    private PostgresServer(String adminUrl) {
        this.folder = Optional.empty();
        this.binaries = Path.of("");
        this.prefix = List.of();
        this.settings = List.of();
        this.port = 0;
        this.adminUrl = adminUrl;
    }

    private PostgresServer(Path folder, Path binaries, List<String> prefix, List<String> settings, int port) {
        this.folder = Optional.of(folder);
        this.binaries = binaries;
        this.prefix = prefix;
        this.settings = settings;
        this.port = port;
        this.adminUrl = url("postgres");
    }

    /** The server that all tests of this JVM share. What a crash would lose is lost with it. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server of one's own that keeps what it acknowledged, as production servers do; never an outside one. */
    public static PostgresServer startDurable() {
        return start(DURABLE);
    }

    /**
     * A server of one's own; never an outside one.
     *
     * @param settings in the form {@code name=value}
     */
    public static PostgresServer start(List<String> settings) {
        try {
            stopAbandoned();
            Path binaries = PostgresBinaries.unpacked();
            Path folder = Files.createTempDirectory(
                    FOLDER_PREFIX + ProcessHandle.current().pid() + "-");
            List<String> prefix = prefixFor(folder);
            PostgresServer server = new PostgresServer(folder, binaries, prefix, settings, freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-closer"));
            server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync");
            server.configure();
            server.start();
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Optional<PostgresServer> external() {
        return Optional.ofNullable(System.getenv(EXTERNAL))
                .filter(url -> !url.isBlank())
                .map(url -> {
                    PostgresServer server = new PostgresServer(url);
                    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-closer"));
                    return server;
                });
    }

    /**
     * Makes an empty database, and answers its JDBC URL, which needs no further user or password.
     *
     * @param databaseSettings hold in its sessions, in the form {@code name=value}
     */
    public String newDatabase(String... databaseSettings) {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute(adminUrl, "create database " + name);
        synchronized (created) {
            created.add(name);
        }
        for (String setting : databaseSettings) {
            execute(adminUrl, "alter database " + name + " set " + setting);
        }
        return url(name);
    }

    /** The JDBC URL of a database of this server. */
    public String url(String database) {
        if (folder.isPresent()) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
        }
        int query = adminUrl.indexOf('?');
        String base = query < 0 ? adminUrl : adminUrl.substring(0, query);
        return base.substring(0, base.lastIndexOf('/') + 1) + database + (query < 0 ? "" : adminUrl.substring(query));
    }

    /** The port on the loopback interface; only for a server that was started here. */
    public int port() {
        requireOwn();
        return port;
    }

    /** Starts the server, again on the same port and files, and waits until it accepts connections. */
    public void start() {
        run("pg_ctl", "start", "-w", "-t", "60", "-l", log().toString());
    }

    private void configure() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "port = " + port,
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "max_connections = 200",
                "timezone = 'UTC'"));
        settings.forEach(setting -> lines.add(setting.replace("=", " = ")));
        Files.write(data(folder.orElseThrow()).resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** Ends all sessions and stops the server in order. */
    public void stop() {
        run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60");
    }

    /** Stops the server as a crash does: nothing more is written. */
    public void kill() {
        run("pg_ctl", "stop", "-m", "immediate", "-w", "-t", "60");
    }

    /** Stops the server if it runs, and deletes its files; of an outside server only the databases made here. */
    @Override
    public void close() {
        try {
            if (folder.isEmpty()) {
                synchronized (created) {
                    created.forEach(name -> execute(adminUrl, "drop database if exists " + name + " with (force)"));
                    created.clear();
                }
            } else if (Files.exists(folder.get())) {
                if (Files.exists(data(folder.get()).resolve("postmaster.pid"))) {
                    kill();
                }
                PostgresBinaries.deleteTree(folder.get());
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void requireOwn() {
        if (folder.isEmpty()) {
            throw new IllegalStateException("This server was not started here");
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.orElseThrow().resolve("log");
    }

    private void run(String program, String... arguments) {
        requireOwn();
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.resolve("bin")
                .resolve(PostgresBinaries.program(program))
                .toString());
        command.add("-D");
        command.add(data(folder.orElseThrow()).toString());
        command.addAll(List.of(arguments));
        // Not a pipe: the server inherits it, and it would stay open as long as the server runs.
        File output = folder.orElseThrow().resolve(program + ".out").toFile();
        int status = execute(command, output);
        if (status != 0) {
            throw new IllegalStateException(
                    program + " ended with status " + status + ": " + read(output.toPath()) + read(log()));
        }
    }

    private static int execute(List<String> command, File output) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " did not end in time");
            }
            return process.exitValue();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stop);
        }
    }

    private static String nullDevice() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException fault) {
            return fault.toString();
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException("PostgreSQL for the tests refuses: " + sql, fault);
        }
    }

    /** What to run the programs with so that they don't run as root. */
    private static List<String> prefixFor(Path folder) throws IOException {
        if (!System.getProperty("user.name").equals("root") || File.separatorChar == '\\') {
            return List.of();
        }
        File discarded = new File(nullDevice());
        if (succeeds(List.of("unshare", "-U", "true"), discarded)) {
            return List.of("unshare", "-U");
        }
        if (!succeeds(List.of("chown", "-R", UNPRIVILEGED_ID + ":" + UNPRIVILEGED_ID, folder.toString()), discarded)) {
            throw new IOException("The folder for PostgreSQL can't be given to another user");
        }
        return List.of("setpriv", "--reuid=" + UNPRIVILEGED_ID, "--regid=" + UNPRIVILEGED_ID, "--clear-groups");
    }

    private static boolean succeeds(List<String> command, File output) {
        try {
            return execute(command, output) == 0;
        } catch (UncheckedIOException noSuchProgram) {
            return false;
        }
    }

    /** Of JVMs that were killed before they could stop their servers. */
    private static void stopAbandoned() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, FOLDER_PREFIX + "*")) {
            for (Path folder : folders) {
                String[] pidAndRest = folder.getFileName()
                        .toString()
                        .substring(FOLDER_PREFIX.length())
                        .split("-", 2);
                boolean ownerIsGone =
                        ProcessHandle.of(Long.parseLong(pidAndRest[0])).isEmpty();
                if (ownerIsGone && Files.isWritable(folder)) {
                    stopAbandoned(folder);
                }
            }
        }
    }

    private static void stopAbandoned(Path folder) {
        try {
            Path pidFile = data(folder).resolve("postmaster.pid");
            if (Files.exists(pidFile)) {
                long postmaster = Long.parseLong(Files.readAllLines(pidFile).get(0));
                ProcessHandle.of(postmaster)
                        .filter(process -> process.info()
                                .command()
                                .filter(command -> command.contains("postgres"))
                                .isPresent())
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            PostgresBinaries.deleteTree(folder);
        } catch (IOException anotherBuildWasFaster) {
            // It is gone, which is all that was wanted.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
