package io.rolemap.bootstrap.client;

import java.util.Locale;

/** When there are colours; {@code auto} is when a person looks and {@code NO_COLOR} is not set (no-color.org). */
enum Colours {
    AUTO,
    ALWAYS,
    NEVER;

    boolean areShownOn(Console console) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                !console.isOn("NO_COLOR")
                        && console.variable("TERM").filter("dumb"::equals).isEmpty()
                        && console.terminal().out();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
