package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void quick_work_shows_nothing() {
        Progress progress = progress(true);

        progress.show("Reading", 1, "mappings");
        passMillis(199);
        progress.show("Reading", 2, "mappings");
        progress.done();

        assertThat(shown()).isEmpty();
    }

    @Test
    void longer_work_shows_now_and_then_how_far_it_is_and_takes_the_line_away() {
        Progress progress = progress(true);

        passMillis(200);
        progress.show("Reading", 1, "mappings");
        passMillis(100);
        progress.show("Reading", 2, "mappings");
        passMillis(100);
        progress.show("Reading", 3, "mappings");
        progress.done();
        progress.done();

        assertThat(shown()).isEqualTo(CLEAR + "Reading: 1 mappings" + CLEAR + "Reading: 3 mappings" + CLEAR);
    }

    @Test
    void a_small_body_shows_nothing_however_slow_it_is() {
        Progress progress = progress(true);

        passMillis(5000);
        progress.showBytes("Sending", 256 * 1024 - 1);
        assertThat(shown()).isEmpty();

        progress.showBytes("Sending", 256 * 1024);
        assertThat(shown()).isEqualTo(CLEAR + "Sending: 256 KiB");
    }

    @Test
    void what_is_waited_for_is_said_at_once() {
        progress(true).say("Waiting for the server");

        assertThat(shown()).isEqualTo(CLEAR + "Waiting for the server");
    }

    @Test
    void a_file_or_a_pipe_gets_none_of_it() {
        Progress progress = progress(false);

        passMillis(5000);
        progress.show("Reading", 1, "mappings");
        progress.showBytes("Sending", 1024 * 1024);
        progress.say("Waiting for the server");
        progress.done();

        assertThat(shown()).isEmpty();
    }

    private void passMillis(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Progress progress(boolean isTerminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(
                Map.of(),
                InputStream.nullInputStream(),
                stream,
                stream,
                () -> Instant.EPOCH,
                () -> new Terminal(false, false, isTerminal));
        return new Progress(console, () -> nanos);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
