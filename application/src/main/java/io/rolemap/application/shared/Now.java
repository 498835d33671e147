package io.rolemap.application.shared;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The moment at which something is recorded. Without state; safe for use by many threads. */
public final class Now {

    private Now() {}

    /**
     * {@return the clock's time in whole milliseconds, so that what is returned equals what is read back from any
     * storage} What is finer is cut off.
     *
     * @param clock tells the time
     */
    public static Instant of(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
