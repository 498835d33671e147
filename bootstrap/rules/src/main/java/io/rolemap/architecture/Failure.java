package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What someone reads who has broken a rule and may never have heard of it. */
final class Failure {

    private static final String INDENT = "  ";
    private static final int VIOLATIONS_SHOWN = 50;
    private static final int LINES_SHOWN_OF_ONE = 30;

    private Failure() {}

    /** Without a stack trace: the fault is in the lines that the violations name, not in the test. */
    static AssertionError of(HexagonalRule rule, List<String> violations, String note) {
        AssertionError failure = new AssertionError(rule.name() + ": " + rule.sentence() + "\n"
                + INDENT + "Broken " + times(violations.size()) + ":\n"
                + violations.stream()
                        .limit(VIOLATIONS_SHOWN)
                        .map(Failure::indented)
                        .collect(joining())
                + more(violations.size() - VIOLATIONS_SHOWN)
                + INDENT + "Why: " + rule.why() + ".\n"
                + INDENT + "Do this instead: " + rule.instead() + "."
                + (note.isEmpty() ? "" : "\n" + INDENT + note));
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    private static String indented(String violation) {
        List<String> lines = violation.lines().toList();
        return lines.stream().limit(LINES_SHOWN_OF_ONE).map(Failure::line).collect(joining())
                + more(lines.size() - LINES_SHOWN_OF_ONE);
    }

    private static String more(int count) {
        return count > 0 ? line("... and " + count + " more") : "";
    }

    private static String line(String text) {
        return INDENT + INDENT + text + "\n";
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
