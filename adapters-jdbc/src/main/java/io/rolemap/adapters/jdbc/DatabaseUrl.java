package io.rolemap.adapters.jdbc;

import io.rolemap.adapters.jdbc.shared.Dialect;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A JDBC URL of a supported kind, completed by what this adapter relies on.
 *
 * @param dialect of the engine it names
 * @param completed what to connect with; may hold a password
 * @param description what to show: the URL without options and user information
 */
record DatabaseUrl(Dialect dialect, String completed, String description) {

    private static final String SUBJECT = "database URL";
    private static final String H2 = "jdbc:h2:";
    private static final String H2_MEMORY = H2 + "mem:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private static final String SUPPORTED = "must begin with jdbc:h2:file:, jdbc:h2:mem: or jdbc:postgresql:";

    /** Not a remote server, an archive or a class path, but also a path without {@code file:} or a Windows drive. */
    private static final Pattern H2_EMBEDDED =
            Pattern.compile("(file:|mem:|\\.|/|~|[A-Za-z]:[/\\\\]).*", Pattern.DOTALL);

    private static final Pattern H2_FILE_ACCESS = Pattern.compile("^jdbc:h2:(file:)?");

    private static final Pattern USER_INFORMATION = Pattern.compile("//[^/]*@");

    /** What H2 must be told for an acknowledged commit to be on disk, and to behave as PostgreSQL does. */
    private static final Map<String, String> H2_REQUIRED = Map.of(
            "MODE", "PostgreSQL",
            // Half a second of commits is lost otherwise when the process is killed.
            "WRITE_DELAY", "0",
            // Its own shutdown hook would close the database under requests that are being finished.
            "DB_CLOSE_ON_EXIT", "FALSE");

    private static final Set<String> H2_ALLOWED = Set.of(
            "ACCESS_MODE_DATA",
            "CACHE_SIZE",
            "CIPHER",
            "DB_CLOSE_DELAY",
            "IFEXISTS",
            "LOCK_TIMEOUT",
            "MAX_COMPACT_TIME",
            "PASSWORD",
            "TRACE_LEVEL_FILE",
            "TRACE_LEVEL_SYSTEM_OUT",
            "TRACE_MAX_FILE_SIZE",
            "USER");

    // The driver waits for ever otherwise; and its messages quote the rows that a constraint refused.
    private static final Map<String, String> POSTGRESQL_DEFAULTS = Map.of(
            "connectTimeout", "2",
            "socketTimeout", "10",
            "tcpKeepAlive", "true",
            "ApplicationName", "rolemap",
            "logServerErrorDetail", "false");

    private static final Map<String, String> POSTGRESQL_DEFAULTS_FOR_SEVERAL_HOSTS =
            Map.of("targetServerType", "primary", "hostRecheckSeconds", "1");

    private static final AtomicLong PRIVATE_MEMORY_DATABASES = new AtomicLong();

    /** @throws InvalidValueException when {@code url} is of no supported kind; without the URL in the message */
    static DatabaseUrl of(String url) {
        if (url.startsWith(POSTGRESQL)) {
            return postgresql(url);
        }
        if (url.startsWith(H2)
                && H2_EMBEDDED.matcher(url.substring(H2.length())).matches()) {
            return h2(url);
        }
        throw new InvalidValueException(SUBJECT, SUPPORTED);
    }

    private static DatabaseUrl h2(String url) {
        String[] parts = url.split(";", -1);
        String base = parts[0];
        Map<String, String> options = new LinkedHashMap<>();
        for (int index = 1; index < parts.length; index++) {
            if (!parts[index].isEmpty()) {
                int equals = parts[index].indexOf('=');
                if (equals < 0) {
                    throw new InvalidValueException(SUBJECT, "must separate H2's options as ;NAME=value");
                }
                options.put(
                        parts[index].substring(0, equals).trim().toUpperCase(Locale.ROOT),
                        parts[index].substring(equals + 1));
            }
        }
        requireHarmless(options);
        H2_REQUIRED.forEach(options::putIfAbsent);
        // Its trace file beside the database would fill with the values of statements that failed.
        options.putIfAbsent("TRACE_LEVEL_FILE", "0");
        if (base.equals(H2_MEMORY)) {
            // Without a name every connection of the pool would have a database of its own.
            base += "rolemap-private-" + PRIVATE_MEMORY_DATABASES.incrementAndGet();
        }
        StringBuilder completed = new StringBuilder(withUninterruptibleFiles(base));
        options.forEach(
                (name, value) -> completed.append(';').append(name).append('=').append(value));
        return new DatabaseUrl(Dialect.H2, completed.toString(), parts[0]);
    }

    /** The same files, accessed so that a thread that is interrupted while it writes does not close them for all. */
    private static String withUninterruptibleFiles(String base) {
        return base.startsWith(H2_MEMORY) ? base : H2_FILE_ACCESS.matcher(base).replaceFirst("jdbc:h2:async:");
    }

    private static void requireHarmless(Map<String, String> options) {
        options.forEach((name, value) -> {
            String required = H2_REQUIRED.get(name);
            if (required != null && !required.equalsIgnoreCase(value)) {
                throw new InvalidValueException(
                        SUBJECT, "must not set " + name + " to anything but " + required + ", which Rolemap relies on");
            }
            if (required == null && !H2_ALLOWED.contains(name)) {
                throw new InvalidValueException(
                        SUBJECT,
                        "may set of H2's options only " + String.join(", ", new TreeSet<>(H2_ALLOWED))
                                + "; others change what is stored or how long it lasts");
            }
        });
    }

    private static DatabaseUrl postgresql(String url) {
        int question = url.indexOf('?');
        String base = question < 0 ? url : url.substring(0, question);
        String query = question < 0 ? "" : url.substring(question + 1);
        List<String> options = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String option : query.split("&", -1)) {
            if (!option.isEmpty()) {
                options.add(option);
                names.add(option.split("=", 2)[0]);
            }
        }
        addMissing(options, names, POSTGRESQL_DEFAULTS);
        if (base.contains(",")) {
            addMissing(options, names, POSTGRESQL_DEFAULTS_FOR_SEVERAL_HOSTS);
        }
        String description = USER_INFORMATION.matcher(base).replaceFirst("//");
        return new DatabaseUrl(Dialect.POSTGRESQL, base + "?" + String.join("&", options), description);
    }

    private static void addMissing(List<String> options, Set<String> names, Map<String, String> defaults) {
        defaults.entrySet().stream()
                .filter(option -> !names.contains(option.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(option -> options.add(option.getKey() + "=" + option.getValue()));
    }

    /** Only the {@link #description()}. */
    @Override
    public String toString() {
        return description;
    }
}
