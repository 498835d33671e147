package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shown to whoever broke a rule. */
class FailureTest {

    private static final HexagonalRule RULE = HexagonalRule.of(
            "doors-are-closed",
            "A door is closed.",
            classes().should(Check.each(type -> Stream.empty())),
            "warmth escapes",
            "close it behind you");

    @Test
    void a_failure_says_what_is_broken_where_and_why_and_what_to_do() {
        assertThat(Failure.of(RULE, List.of("Door <a> is open in (A.java:3)", "Door <b> is open in (B.java:4)"), ""))
                .hasMessage("""
                        doors-are-closed: A door is closed.
                          Broken 2 times:
                            Door <a> is open in (A.java:3)
                            Door <b> is open in (B.java:4)
                          Why: warmth escapes.
                          Do this instead: close it behind you.""");
    }

    @Test
    void a_note_comes_last() {
        assertThat(Failure.of(RULE, List.of("Door <a> is open in (A.java:3)"), "Not counted: 1 in old.txt."))
                .hasMessageContaining("Broken once:\n")
                .hasMessageEndingWith("Do this instead: close it behind you.\n  Not counted: 1 in old.txt.");
    }

    @Test
    void of_very_many_violations_the_first_are_shown() {
        List<String> many = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "Door <" + i + "> is open")
                .toList();

        assertThat(Failure.of(RULE, many, ""))
                .hasMessageContaining("Broken 60 times:\n    Door <1> is open\n")
                .hasMessageContaining("    Door <50> is open\n    ... and 10 more\n  Why: ");
    }

    @Test
    void of_a_violation_of_very_many_lines_the_first_are_shown() {
        String cycle = "Cycle: a -> b -> a\n  a -> b" + "\n    Door".repeat(40);

        assertThat(Failure.of(RULE, List.of(cycle, "Door <c> is open"), ""))
                .hasMessageContaining("    Cycle: a -> b -> a\n      a -> b\n" + "        Door\n".repeat(28)
                        + "    ... and 12 more\n    Door <c> is open\n");
    }
}
