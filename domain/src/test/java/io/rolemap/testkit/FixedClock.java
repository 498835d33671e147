package io.rolemap.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by many threads. */
public final class FixedClock implements InstantSource {

    private final AtomicReference<Instant> now;

    private FixedClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /**
     * A clock that shows {@code moment}.
     *
     * @param moment as fine as a nanosecond; what Rolemap stores is cut to whole milliseconds
     * @return a clock of its own each time
     */
    public static FixedClock at(Instant moment) {
        return new FixedClock(moment);
    }

    /** {@return what the clock was last set to} */
    @Override
    public Instant instant() {
        return now.get();
    }

    /**
     * Sets the clock.
     *
     * @param moment what it shows from now on; may lie before what it shows
     */
    public void set(Instant moment) {
        now.set(moment);
    }

    /**
     * Moves the clock.
     *
     * @param duration how far; a negative one sets it back
     */
    public void advance(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }
}
