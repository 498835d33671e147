package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What someone reads who has broken a rule and may never have heard of it. */
final class Failure {

    private static final String INDENT = "  ";

    private Failure() {}

    /** Without a stack trace: the fault is in the lines that the violations name, not in the test. */
    static AssertionError of(HexagonalRule rule, List<String> violations, String note) {
        AssertionError failure = new AssertionError(rule.name() + ": " + rule.sentence() + "\n"
                + INDENT + "Broken " + times(violations.size()) + ":\n"
                + violations.stream().map(Failure::indented).collect(joining())
                + INDENT + "Why: " + rule.why() + ".\n"
                + INDENT + "Do this instead: " + rule.instead() + "."
                + (note.isEmpty() ? "" : "\n" + INDENT + note));
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    private static String indented(String violation) {
        return violation.lines().map(line -> INDENT + INDENT + line + "\n").collect(joining());
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
