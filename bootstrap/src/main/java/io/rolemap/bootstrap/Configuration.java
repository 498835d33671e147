package io.rolemap.bootstrap;

import java.util.List;

/** What came of reading the environment: settings, or all the mistakes that were found in it. */
sealed interface Configuration {

    /** The server can be started with these. */
    record Valid(Settings settings) implements Configuration {}

    /**
     * The server cannot be started like this.
     *
     * @param mistakes one sentence each, at least one; they contain no value that was set
     */
    record Invalid(List<String> mistakes) implements Configuration {
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
