package io.rolemap.testkit;

import io.rolemap.domain.shared.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that a test can foretell: {@code id-1}, {@code id-2} and so on. Safe for use by many threads. */
public final class SequentialIds implements IdGenerator {

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    /** Ids that begin with {@code id-}. */
    public SequentialIds() {
        this("id-");
    }

    /**
     * Ids that begin with {@code prefix}.
     *
     * @param prefix up to 109 of {@code A-Z a-z 0-9 - . _ ~}, so that every number fits behind it
     */
    public SequentialIds(String prefix) {
        this.prefix = prefix;
    }

    /** {@return the prefix and the next number, counted from 1} */
    @Override
    public String newId() {
        return prefix + last.incrementAndGet();
    }
}
