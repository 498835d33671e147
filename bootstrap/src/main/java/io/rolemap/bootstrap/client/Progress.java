package io.rolemap.bootstrap.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line that says how far long work has come, on a terminal only; it is gone when the work is done. */
final class Progress {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String CLEAR = "\r\u001b[K";
    private static final int KIB = 1024;
    private static final long LARGE = 256L * KIB;

    private final Console console;
    private final LongSupplier nanos;
    private long last;
    private boolean shown;

    Progress(Console console) {
        this(console, System::nanoTime);
    }

    /** @param nanos a clock like {@link System#nanoTime} */
    Progress(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Shows the line unless one was shown a moment ago; quick work shows none at all. */
    synchronized void show(String what, long done, String unit) {
        long now = nanos.getAsLong();
        if (now - last >= PAUSE && console.terminal().err()) {
            last = now;
            shown = true;
            console.ask(CLEAR + what + ": " + String.format("%,d", done) + " " + unit);
        }
    }

    /** Shows the line for what is large enough to take a while. */
    void showBytes(String what, long bytes) {
        if (bytes >= LARGE) {
            show(what, bytes / KIB, "KiB");
        }
    }

    /** Shows a line at once. */
    synchronized void say(String what) {
        if (console.terminal().err()) {
            shown = true;
            console.ask(CLEAR + what);
        }
    }

    /** Takes the line away. */
    synchronized void done() {
        if (shown) {
            shown = false;
            console.ask(CLEAR);
        }
    }
}
