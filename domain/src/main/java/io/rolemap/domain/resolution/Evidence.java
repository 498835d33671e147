package io.rolemap.domain.resolution;

import java.util.Locale;

/** What was known of somebody's groups. Evidence that is known to be incomplete is none of these: it resolves to nothing. */
public enum Evidence {
    /** The groups were sent. */
    COMPLETE,
    /** The groups were sent, and there are none. */
    EMPTY,
    /** The claims lack the one that the groups stand in; most often because a scope was not asked for. */
    ABSENT;

    /** {@return the evidence as it is written outside of code: {@code "complete"}} A label never changes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
