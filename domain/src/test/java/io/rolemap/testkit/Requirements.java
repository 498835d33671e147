package io.rolemap.testkit;

import org.junit.jupiter.params.ParameterizedTest;

/** What the contracts need on the class path and would miss silently. */
final class Requirements {

    private Requirements() {}

    /**
     * A JVM ignores an annotation whose class is not there: without this, the parameterized tests of a contract would be
     * left out without a word.
     *
     * @throws IllegalStateException when JUnit's parameterized tests are missing
     */
    static void checkParameterizedTests() {
        try {
            ParameterizedTest.class.getName();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "Parameterized tests of this contract would be left out: add org.junit.jupiter:junit-jupiter,"
                            + " which has junit-jupiter-params in it, in test scope",
                    missing);
        }
    }
}
