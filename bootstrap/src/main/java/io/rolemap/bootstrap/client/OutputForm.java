package io.rolemap.bootstrap.client;

import java.util.Locale;

/** What results are printed as: {@code table} for people, {@code json} for programs. */
enum OutputForm {
    TABLE,
    JSON;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
