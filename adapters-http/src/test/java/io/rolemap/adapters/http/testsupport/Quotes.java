package io.rolemap.adapters.http.testsupport;

/** JSON that can be read within Java. */
public final class Quotes {

    private Quotes() {}

    /** JSON whose strings are in single quotes. */
    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
