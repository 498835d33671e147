package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar, running as a process of its own with nothing of this one's environment that concerns it. */
final class RolemapProcess implements AutoCloseable {

    /** Far longer than anything takes, so that only what never happens is missed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    private final Process process;
    private final Output out;
    private final Output err;

    private RolemapProcess(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    static Path jar() {
        return Path.of(System.getProperty("rolemap.jar"));
    }

    static RolemapProcess start(Path folder, Map<String, String> settings, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ROLEMAP_") || name.endsWith("JAVA_OPTIONS"));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.putAll(settings);
        return new RolemapProcess(builder.start());
    }

    /** Where it listens, once it does. */
    URI address() throws InterruptedException {
        String line = out.await(text -> LISTENING.matcher(text).find(), this);
        Matcher matcher = LISTENING.matcher(line);
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group(1));
    }

    Rest asOperator(String key) throws InterruptedException {
        return new Rest(address(), key);
    }

    /** What it has written so far. */
    List<String> out() {
        return out.lines();
    }

    List<String> err() {
        return err.lines();
    }

    /** Waits until it has written such a line to standard error. */
    String awaitErr(Predicate<String> line) throws InterruptedException {
        return err.await(line, this);
    }

    /** Its exit status, once it has ended by itself and everything it wrote is here. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("has ended; it wrote %s and %s", out(), err())
                .isTrue();
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    /** SIGTERM. Not by {@link Process#destroy}, which would stop listening to what the process has to say. */
    void terminate() {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads a stream to its end on a thread of its own, so that the process never waits for a reader. */
    private static final class Output {

        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        Output(InputStream stream) {
            Thread reader = new Thread(() -> read(stream), "output of the server");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException closed) {
                add("(the stream broke: " + closed.getMessage() + ")");
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        synchronized String await(Predicate<String> wanted, RolemapProcess whole) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                for (String line : lines) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError("The line that was waited for did not come. Standard output: "
                            + whole.out.lines + ", standard error: " + whole.err.lines);
                }
                wait(left);
            }
        }

        synchronized void awaitEnd() throws InterruptedException {
            while (!ended) {
                wait();
            }
        }
    }
}
