package io.rolemap.bootstrap.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All that a command sees of the process it runs in. */
final class Console {

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final Supplier<Terminal> probe;
    private Optional<Terminal> terminal = Optional.empty();

    Console(
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err,
            InstantSource clock,
            Supplier<Terminal> probe) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.probe = probe;
    }

    /** The value of a variable; empty when it is not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Whether a variable is set to anything but nothing. */
    boolean isOn(String name) {
        return variable(name).filter(value -> !value.isEmpty()).isPresent();
    }

    /** Looked up once, and only when somebody wants to know. */
    Terminal terminal() {
        Terminal found = terminal.orElseGet(probe);
        terminal = Optional.of(found);
        return found;
    }

    InputStream in() {
        return in;
    }

    /** For bytes that have to be exact. */
    OutputStream bytes() {
        return out;
    }

    /** Whether something that was to be on standard output is not there; a full disk or a closed pipe are told only here. */
    boolean outputIsBroken() {
        return out.checkError();
    }

    OutputStream errorBytes() {
        return err;
    }

    Instant now() {
        return clock.instant();
    }

    /** Prints lines for a person. Each is escaped already. */
    void print(List<String> lines) {
        print(out, lines);
    }

    void print(String line) {
        print(out, List.of(line));
    }

    void printError(List<String> lines) {
        print(err, lines);
    }

    void printError(String line) {
        print(err, List.of(line));
    }

    private static void print(PrintStream stream, List<String> lines) {
        PrintWriter writer = new PrintWriter(stream, false, charset());
        lines.forEach(writer::println);
        writer.flush();
    }

    /** Without a line break behind it, so that the answer stands beside it. */
    void ask(String question) {
        PrintWriter writer = new PrintWriter(err, false, charset());
        writer.print(question);
        writer.flush();
    }

    /** The next line of standard input; empty when there is none. */
    Optional<String> readLine() throws IOException {
        return Optional.ofNullable(new BufferedReader(new InputStreamReader(in, charset())).readLine());
    }

    /** Text in double quotes that shows every character that could fool whoever reads it. */
    static String quoted(String text) {
        return Escapes.quoted(text, encoder());
    }

    /** The same without quotes. */
    static String plain(String text) {
        return Escapes.plain(text, encoder());
    }

    private static Optional<CharsetEncoder> encoder() {
        return charset().equals(StandardCharsets.UTF_8)
                ? Optional.empty()
                : Optional.of(charset().newEncoder());
    }

    private static Charset charset() {
        // Since Java 18 the default is UTF-8 everywhere, and this says what the terminal wants.
        String terminals = System.getProperty("stdout.encoding", "");
        try {
            return terminals.isEmpty() ? Charset.defaultCharset() : Charset.forName(terminals);
        } catch (IllegalArgumentException unknown) {
            return Charset.defaultCharset();
        }
    }
}
