package io.rolemap.bootstrap.client;

import java.io.IOException;

/** The content of a file as a row of tokens: what JSON and YAML have in common. */
interface Tokens {

    enum Kind {
        OBJECT,
        END_OBJECT,
        LIST,
        END_LIST,
        /** A string, or the name of a member. */
        STRING,
        /** A whole number, as it is spelled. */
        INTEGER,
        /** A value that no member here may have: null, a truth value, a fraction. */
        OTHER,
        END
    }

    /**
     * One of them.
     *
     * @param line where it begins, the first is 1
     */
    record Token(Kind kind, String text, long line) {}

    /** The next one; {@link Kind#END} once there is none. */
    Token next() throws IOException;
}
