package io.rolemap.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment variables the server reads, in the order in which they are documented. */
enum Setting {
    HTTP_HOST("127.0.0.1", "address to bind"),
    HTTP_PORT("8080", "port; 0 takes a free one"),
    DATABASE_URL("jdbc:h2:file:./rolemap-data/rolemap", "JDBC URL, H2 or PostgreSQL"),
    DATABASE_USER("", "user of the database"),
    DATABASE_PASSWORD("", "password of that user"),
    OPERATOR_KEY(null, "the operator's API key, 32 or more visible ASCII characters"),
    LOG_FORMAT("text", "text, or json for one JSON object a line"),
    LOG_LEVEL("info", "error, warn, info, debug or trace"),
    REQUESTS_PER_SECOND(null, "what one API key may ask for; no limit if not set");

    static final String PREFIX = "ROLEMAP_";
    static final String FILE_SUFFIX = "_FILE";

    private final Optional<String> defaultValue;
    private final String meaning;

    Setting(@Nullable String defaultValue, String meaning) {
        this.defaultValue = Optional.ofNullable(defaultValue);
        this.meaning = meaning;
    }

    /** The name of the variable. */
    String variable() {
        return PREFIX + name();
    }

    /** The value that stands in where the variable is not set; absent where nothing stands in. */
    Optional<String> defaultValue() {
        return defaultValue;
    }

    String meaning() {
        return meaning;
    }

    /** Whether the value may also come from a file, which {@link #fileVariable()} names. */
    boolean isSecret() {
        return this == DATABASE_PASSWORD || this == OPERATOR_KEY;
    }

    String fileVariable() {
        return variable() + FILE_SUFFIX;
    }

    /** Whether an empty value is one of the values it may have. */
    boolean mayBeEmpty() {
        return this == DATABASE_USER || this == DATABASE_PASSWORD;
    }

    /** Every name that may be set, in the documented order. */
    static List<String> allVariables() {
        List<String> names = new ArrayList<>();
        for (Setting setting : values()) {
            names.add(setting.variable());
            if (setting.isSecret()) {
                names.add(setting.fileVariable());
            }
        }
        return List.copyOf(names);
    }
}
