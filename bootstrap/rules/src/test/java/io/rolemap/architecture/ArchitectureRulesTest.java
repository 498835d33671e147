package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Proves each rule by a fixture that breaks it, with all that it must find there, and by one that keeps it. */
class ArchitectureRulesTest {

    private static final String FIXTURES = "io.rolemap.architecture.fixtures";
    private static final JavaClasses ALL_FIXTURES = new ClassFileImporter().importPackages(FIXTURES);

    @TestFactory
    Stream<DynamicTest> each_rule_finds_exactly_what_breaks_it() {
        return ruleNames().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule,
                        () -> assertThat(violations(rule, "broken"))
                                .isNotEmpty()
                                .isEqualTo(ExpectedViolations.of(rule))));
    }

    @TestFactory
    Stream<DynamicTest> each_rule_finds_nothing_in_what_keeps_it() {
        return ruleNames().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule, () -> assertThat(violations(rule, "kept")).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> each_failure_says_why_and_what_to_do() {
        return ruleNames().stream()
                .map(rule -> DynamicTest.dynamicTest(rule, () -> {
                    String base = FIXTURES + "." + packageOf(rule) + ".broken";

                    assertThatThrownBy(() -> rule(rule, base).check(fixture(base)))
                            .isInstanceOf(AssertionError.class)
                            .hasMessageMatching("(?s)" + rule + ": [A-Z].+\\.\n  Broken (once|\\d+ times):\n    .+\n"
                                    + "  Why: .{30,}[^.]\\.\n  Do this instead: .{20,}[^.]\\.")
                            .satisfies(failure ->
                                    assertThat(failure.getStackTrace()).isEmpty());
                }));
    }

    @Test
    void every_rule_is_proven_and_every_proof_is_of_a_rule() {
        assertThat(ruleNames()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ExpectedViolations.rules());
        assertThat(ALL_FIXTURES.stream().map(ArchitectureRulesTest::fixtureOf).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                ruleNames().stream()
                                        .map(ArchitectureRulesTest::packageOf)
                                        .flatMap(rule -> Stream.of(rule + ".broken", rule + ".kept")),
                                Stream.of(
                                        "complete.domain",
                                        "complete.application",
                                        "complete.adapters",
                                        "complete.bootstrap",
                                        "complete.generated"))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> a_whole_hexagon_keeps_all_rules() {
        return rulesFor(FIXTURES + ".complete").testsOver(ALL_FIXTURES);
    }

    private static List<String> violations(String rule, String kind) {
        String base = FIXTURES + "." + packageOf(rule) + "." + kind;
        assertThat(fixture(base)).isNotEmpty();
        return rule(rule, base).violations(fixture(base)).stream()
                .flatMap(String::lines)
                .map(line -> line.replace(base, "~")
                        .replaceAll("\\.java:\\d+\\)", ".java)")
                        .stripTrailing())
                .toList();
    }

    private static JavaClasses fixture(String base) {
        return ALL_FIXTURES.that(new Layers(HexagonalRules.forBasePackage(base)).ofTheService());
    }

    private static HexagonalRule rule(String name, String base) {
        return rulesFor(base).rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ruleNames() {
        return rulesFor("com.acme").rules().stream().map(HexagonalRule::name).toList();
    }

    private static String packageOf(String rule) {
        return rule.replace('-', '_');
    }

    /** The first two packages below that of all fixtures. */
    private static String fixtureOf(JavaClass type) {
        String[] below = type.getPackageName().substring(FIXTURES.length() + 1).split("\\.");
        return below[0] + "." + below[1];
    }

    private static HexagonalRules rulesFor(String base) {
        return HexagonalRules.forBasePackage(base)
                .withAdapters("http", "jdbc")
                .technologyOf("http", "com.sun.net.httpserver..")
                .technologyOf("jdbc", "java.sql..", "javax.sql..")
                .bootstrapMayUse("javax.sql")
                .publicTypes(publicTypesOf(base))
                .publicWithinTheirLayer("application.mapping.MappingServices")
                .leavingOut("generated")
                .ambientDefaultsIn("application.Hexagon")
                .commandLineIn("bootstrap.Main");
    }

    private static String[] publicTypesOf(String base) {
        return base.endsWith(".complete")
                ? new String[] {
                    "domain.mapping.Mapping",
                    "domain.mapping.Mappings",
                    "application.Hexagon",
                    "application.mapping.CreateMapping",
                    "adapters.http.Server",
                    "adapters.jdbc.Rows",
                    "bootstrap.Main"
                }
                : new String[] {"domain.Mapping", "application.Hexagon", "bootstrap.Main"};
    }
}
