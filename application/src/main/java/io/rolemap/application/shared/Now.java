package io.rolemap.application.shared;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The moment at which something is recorded. */
public final class Now {

    private Now() {}

    /** The clock's time in whole milliseconds, so that what is returned equals what is read back from any storage. */
    public static Instant of(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
