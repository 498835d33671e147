package io.rolemap.benchmark;

import java.util.Locale;

/** A number that is to be reached. */
record Target(String subject, double value, String bound, boolean met) {

    static Target atLeast(String subject, double value, double least) {
        return new Target(subject, value, String.format(Locale.ROOT, "at least %.2f", least), value >= least);
    }

    static Target atMost(String subject, double value, double most) {
        return new Target(subject, value, String.format(Locale.ROOT, "at most %.2f", most), value <= most);
    }
}
