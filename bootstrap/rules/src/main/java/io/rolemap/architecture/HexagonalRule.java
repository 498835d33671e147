package io.rolemap.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule of {@link HexagonalRules}.
 *
 * @param name what it is called, in lower case with hyphens; never changes its meaning
 * @param sentence what must be so
 * @param archRule decides over classes
 * @param why what goes wrong otherwise
 * @param instead what to do about a violation
 * @param applies whether the settings give it something to look for
 * @param canBeFrozen whether a violation is a fault of the code, which may be old, and not one of the settings
 */
record HexagonalRule(
        String name,
        String sentence,
        ArchRule archRule,
        String why,
        String instead,
        boolean applies,
        boolean canBeFrozen) {

    /** That a rule finds nothing to look at is not its own failure: {@code no-layer-is-empty} sees to that. */
    static HexagonalRule of(String name, String sentence, ArchRule archRule, String why, String instead) {
        return new HexagonalRule(
                name, sentence, archRule.as(sentence).allowEmptyShould(true), why, instead, true, true);
    }

    /** What breaks this rule, each as ArchUnit describes it. */
    List<String> violations(JavaClasses classes) {
        return archRule.evaluate(classes).getFailureReport().getDetails();
    }

    /** @throws AssertionError when the classes break this rule */
    void check(JavaClasses classes) {
        List<String> violations = violations(classes);
        if (!violations.isEmpty()) {
            throw Failure.of(this, violations, "");
        }
    }

    HexagonalRule onlyIf(boolean thereIsSomethingToLookFor) {
        return new HexagonalRule(name, sentence, archRule, why, instead, thereIsSomethingToLookFor, canBeFrozen);
    }

    HexagonalRule neverFrozen() {
        return new HexagonalRule(name, sentence, archRule, why, instead, applies, false);
    }
}
