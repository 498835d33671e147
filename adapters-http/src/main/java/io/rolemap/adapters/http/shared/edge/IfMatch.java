package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The condition that whatever a request changes is in a state that its sender knows (RFC 9110, section 13.1.1). Tags are
 * compared strongly: a weak one is allowed and never matches. Immutable.
 */
public final class IfMatch {

    private static final IfMatch ABSENT = new IfMatch(false, true, Set.of());
    private static final IfMatch ANY = new IfMatch(true, true, Set.of());

    private final boolean present;
    private final boolean any;
    private final Set<String> opaqueTags;

    private IfMatch(boolean present, boolean any, Set<String> opaqueTags) {
        this.present = present;
        this.any = any;
        this.opaqueTags = opaqueTags;
    }

    /**
     * The condition of a request.
     *
     * @param fields the values of all its {@code If-Match} fields, which are one list; none when there is no condition
     * @throws ProblemException 400, when they are no list of entity tags and not {@code *}
     */
    static IfMatch of(List<String> fields) {
        if (fields.isEmpty()) {
            return ABSENT;
        }
        String list = String.join(",", fields);
        return trimmed(list).equals("*") ? ANY : new IfMatch(true, false, new Tags(list).strongOnes());
    }

    /** Whether the request has a condition at all. */
    public boolean isPresent() {
        return present;
    }

    /**
     * Whether a thing that exists may be changed: always without a condition, and with {@code *}.
     *
     * @param current the tag of its state
     */
    public boolean isMetBy(EntityTag current) {
        return any || opaqueTags.contains(current.opaque());
    }

    /** Without the white space of HTTP around it, and no other. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "'If-Match' must be '*' or a list of entity tags in double quotes.");
    }

    /** Reads a list of tags, in which a comma may also be in a tag, and elements may be empty (RFC 9110, section 5.6.1.2). */
    private static final class Tags {
        private final String list;
        private int at;

        Tags(String list) {
            this.list = list;
        }

        Set<String> strongOnes() {
            Set<String> strong = new TreeSet<>();
            boolean none = true;
            while (at < list.length()) {
                skipSpace();
                if (at < list.length() && list.charAt(at) != ',') {
                    boolean weak = list.startsWith("W/", at);
                    if (weak) {
                        at += 2;
                    }
                    String opaque = opaque();
                    none = false;
                    if (!weak) {
                        strong.add(opaque);
                    }
                    skipSpace();
                }
                if (at < list.length() && list.charAt(at++) != ',') {
                    throw malformed();
                }
            }
            if (none) {
                throw malformed();
            }
            return strong;
        }

        private String opaque() {
            if (at == list.length() || list.charAt(at) != '"') {
                throw malformed();
            }
            int end = list.indexOf('"', at + 1);
            if (end < 0) {
                throw malformed();
            }
            String opaque = list.substring(at + 1, end);
            if (!opaque.chars().allMatch(Tags::mayBeInATag)) {
                throw malformed();
            }
            at = end + 1;
            return opaque;
        }

        /** Bytes above ASCII are in a header as the characters of ISO 8859-1. */
        private static boolean mayBeInATag(int c) {
            return c > ' ' && c != 0x7f && c <= 0xff;
        }

        private void skipSpace() {
            while (at < list.length() && isSpace(list.charAt(at))) {
                at++;
            }
        }
    }
}
