package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;

/** Runs the tests that the rules make, as JUnit does. */
final class Runs {

    private Runs() {}

    static JavaClasses classesIn(String base) {
        return new ClassFileImporter().importPackages(base);
    }

    /** What each test that did not pass ended with. */
    static Map<String, Throwable> failures(HexagonalRules rules, JavaClasses classes) {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (DynamicTest test : rules.testsOver(classes).toList()) {
            Throwable failure = catchThrowable(() -> test.getExecutable().execute());
            if (failure != null) {
                failures.put(test.getDisplayName(), failure);
            }
        }
        return failures;
    }

    /** The violations of one rule, without the numbers of their lines. */
    static List<String> violations(HexagonalRules rules, String name, JavaClasses classes) {
        return rules.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .flatMap(rule -> rule.violations(classes).stream())
                .flatMap(String::lines)
                .map(Runs::withoutLineNumber)
                .toList();
    }

    static String withoutLineNumber(String line) {
        return line.replaceAll("\\.(java|kt):\\d+\\)", ".$1)").stripTrailing();
    }
}
