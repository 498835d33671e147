package io.rolemap.application.shared;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes that are made without holding on to what they change: read, then write on condition that nobody has written
 * meanwhile, and otherwise begin again. Whoever begins again does so because somebody else's change was stored, so that
 * among all who change the same thing somebody always gets on. Without state; safe for use by many threads.
 */
public final class Attempts {

    /** So many changes of others in a row are no bad luck: something else is wrong, and a loop for ever would hide it. */
    private static final int MAX = 1_000;

    private Attempts() {}

    /**
     * Makes attempts until one is not disturbed.
     *
     * @param <T> what an attempt results in
     * @param attempt reads and writes anew each time; empty when what it has read was not there any more when it wrote
     * @return the result of the first attempt that was not disturbed
     * @throws IllegalStateException when there is none among very many
     */
    public static <T> T untilUndisturbed(Supplier<Optional<T>> attempt) {
        for (int made = 0; made < MAX; made++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new IllegalStateException("What was to be changed was found in another state than it had been read in, "
                + MAX
                + " times in a row; is it read from an old snapshot?");
    }
}
