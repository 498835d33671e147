package io.rolemap.bootstrap.client;

import java.util.Locale;
import java.util.Optional;

/** How a set of mappings is written to a file. */
enum FileFormat {
    YAML,
    JSON,
    CSV;

    /** The one that the file's name ends like. */
    static Optional<FileFormat> of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return Optional.of(YAML);
        }
        if (name.endsWith(".json")) {
            return Optional.of(JSON);
        }
        return name.endsWith(".csv") ? Optional.of(CSV) : Optional.empty();
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
