package io.rolemap.adapters.http.shared.edge;

import java.util.regex.Pattern;

/**
 * A path of somebody else's server below which everything is ours.
 *
 * @param value one or more segments of unreserved characters (RFC 3986, section 2.3), each after a slash
 */
record MountPath(String value) {

    private static final Pattern SEGMENTS = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+");

    MountPath {
        if (value.isEmpty() || value.equals("/")) {
            throw new IllegalArgumentException(
                    "The prefix must name a path of its own, such as /iam: the root of a server"
                            + " is not to be shared. A Javalin with nothing else on it is set up by configure(config).");
        }
        if (!SEGMENTS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The prefix must be one or more segments such as /iam or /internal/iam, each a"
                            + " slash and then letters, digits, '-', '.', '_' and '~', neither '.' nor '..', and no slash at"
                            + " the end; '" + value + "' is not.");
        }
    }

    /** Whether a path is this one or below it. Compares what was sent, letter for letter. */
    boolean contains(String path) {
        return path.startsWith(value) && (path.length() == value.length() || path.charAt(value.length()) == '/');
    }

    boolean overlaps(MountPath other) {
        return contains(other.value) || other.contains(value);
    }
}
