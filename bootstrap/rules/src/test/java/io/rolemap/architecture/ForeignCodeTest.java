package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules on libraries that were not written for them: ArchUnit, which has layers and says so; HikariCP, whose adapters
 * are for libraries that are not on the class path; Javalin, which Kotlin's compiler made.
 */
class ForeignCodeTest {

    private static final String ARCH_UNIT = "com.tngtech.archunit";
    private static final JavaClasses ARCH_UNIT_CLASSES = archUnit().serviceOnTheClassPath();
    private static final JavaClasses HIKARI_CLASSES = hikari().serviceOnTheClassPath();
    private static final JavaClasses JAVALIN_CLASSES = javalin().serviceOnTheClassPath();

    @TestFactory
    Stream<DynamicTest> no_rule_stumbles() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "ArchUnit", () -> assertFailuresExplainThemselves(archUnit(), ARCH_UNIT_CLASSES)),
                DynamicTest.dynamicTest("HikariCP", () -> assertFailuresExplainThemselves(hikari(), HIKARI_CLASSES)),
                DynamicTest.dynamicTest("Javalin", () -> assertFailuresExplainThemselves(javalin(), JAVALIN_CLASSES)));
    }

    private static void assertFailuresExplainThemselves(HexagonalRules rules, JavaClasses classes) {
        assertThat(Runs.failures(rules, classes))
                .isNotEmpty()
                .doesNotContainKeys("no-layer-is-empty", "settings-name-what-exists")
                .allSatisfy((rule, failure) -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageStartingWith(rule + ": ")
                        .hasMessageContaining("Do this instead: ")
                        .message()
                        .doesNotContain(":0)")
                        .hasSizeLessThan(1_000_000));
    }

    @Test
    void a_base_package_of_nobody_is_an_error_here_too() {
        HexagonalRules misspelt = HexagonalRules.forBasePackage("com.tngtech.archnuit")
                .adaptersInBasePackage()
                .withAdapters("lang");

        assertThatThrownBy(misspelt::tests).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> misspelt.testsOver(ARCH_UNIT_CLASSES)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void archunit_keeps_the_layers_that_it_documents() {
        assertThat(archUnit("dependencies-point-inward")).isEmpty();
    }

    @Test
    void turned_round_archunits_layers_are_broken_by_the_outer_ones_alone() {
        HexagonalRules turned = HexagonalRules.forBasePackage(ARCH_UNIT)
                .domainIn("lang")
                .withoutApplicationLayer()
                .adaptersInBasePackage()
                .withAdapters("core");

        assertThat(Runs.violations(turned, "dependencies-point-inward", ARCH_UNIT_CLASSES))
                .contains(
                        "Method <com.tngtech.archunit.lang.ArchRule.check(com.tngtech.archunit.core.domain.JavaClasses)>"
                                + " has parameter of type <com.tngtech.archunit.core.domain.JavaClasses> in (ArchRule.java)")
                .allMatch(line -> line.matches("\\w+( Initializer)? <com\\.tngtech\\.archunit\\.lang\\..*"));
    }

    @Test
    void three_classes_of_archunit_are_in_no_layer() {
        assertThat(archUnit("every-class-belongs-to-a-layer"))
                .containsExactly(
                        "Class <com.tngtech.archunit.ArchConfiguration> is in no layer in (ArchConfiguration.java)",
                        "Class <com.tngtech.archunit.Internal> is in no layer in (Internal.java)",
                        "Class <com.tngtech.archunit.PublicAPI> is in no layer in (PublicAPI.java)");
    }

    @Test
    void circles_of_packages_are_found_within_a_layer() {
        assertThat(archUnit("packages-of-a-layer-have-no-cycles"))
                .filteredOn(line -> line.startsWith("Cycle"))
                .containsExactly(
                        "Cycle: core.domain -> core.importer -> core.domain",
                        "Cycle: lang -> lang.conditions -> lang",
                        "Cycle: lang -> lang.extension -> lang");
        assertThat(javalin("packages-of-a-layer-have-no-cycles"))
                .filteredOn(line -> line.startsWith("Cycle"))
                .contains(
                        "Cycle: http -> http.servlet -> http",
                        "Cycle: http -> http.servlet -> http.staticfiles -> http",
                        "Cycle: http.servlet -> http.util -> http.servlet");
        assertThat(hikari("packages-of-a-layer-have-no-cycles")).isEmpty();
    }

    @Test
    void a_library_that_was_copied_into_another_can_be_left_out_and_is_still_none_of_the_domains() {
        assertThat(archUnit("domain-is-plain-java"))
                .contains("Constructor <com.tngtech.archunit.base.DescribedPredicate$NotPredicate.<init>("
                        + "com.tngtech.archunit.base.DescribedPredicate)> calls method <com.tngtech.archunit.thirdparty."
                        + "com.google.common.base.Preconditions.checkNotNull(java.lang.Object)> in"
                        + " (DescribedPredicate.java)");
        assertThat(archUnit("classes-are-final")).isNotEmpty().noneMatch(line -> line.contains("thirdparty"));
    }

    @Test
    void hikaris_adapters_know_their_libraries_and_one_class_besides_knows_such_a_library() {
        assertThat(hikari("adapters-do-not-know-each-other")).isEmpty();
        assertThat(hikari("technology-stays-in-its-adapter"))
                .containsExactly(
                        "Method <com.zaxxer.hikari.HikariConfig.setHealthCheckRegistry(java.lang.Object)> checks"
                                + " instanceof <com.codahale.metrics.health.HealthCheckRegistry> in (HikariConfig.java)");
    }

    @Test
    void the_build_tool_inside_of_hikari_starts_and_prints() {
        String factory = "com.zaxxer.hikari.util.JavassistProxyFactory";

        assertThat(hikari("only-bootstrap-wires"))
                .containsExactly("Method <" + factory + ".main([Ljava.lang.String;)> starts a program in"
                        + " (JavassistProxyFactory.java)");
        assertThat(hikari("only-the-command-line-prints")).hasSize(3).allMatch(line -> line.contains(factory));
    }

    @Test
    void what_kotlins_compiler_adds_to_a_class_breaks_no_rule() {
        assertThat(Stream.of("domain-is-plain-java", "application-is-plain-java")
                        .flatMap(rule -> javalin(rule).stream()))
                .contains("Class <io.javalin.http.servlet.JavalinServlet> extends class"
                        + " <jakarta.servlet.http.HttpServlet> in (JavalinServlet.kt)")
                .noneMatch(line -> line.matches(
                        ".* <(kotlin\\.Metadata|kotlin\\.jvm\\.|org\\.jetbrains\\.)[^<>]*(<init>[^<>]*)?> in \\(.*"));
        assertThat(javalin("classes-are-final"))
                .contains("Class <io.javalin.http.HttpResponseException> is not final in (HttpResponseException.kt)")
                .noneMatch(line -> line.matches(".*\\$(Companion|WhenMappings|DefaultImpls|\\d+)> .*"));
        assertThat(javalin("domain-types-are-never-serialised"))
                .containsExactly(
                        "Class <io.javalin.http.servlet.JavalinServlet> is serialisable in (JavalinServlet.kt)");
        assertThat(javalin("no-field-is-injected")).isEmpty();
    }

    @Test
    void global_variables_of_kotlins_objects_are_found() {
        assertThat(javalin("static-means-final"))
                .containsExactly(
                        "Field <io.javalin.http.util.CookieStore.COOKIE_NAME> is static and not final in (CookieStore.kt)",
                        "Field <io.javalin.http.util.SeekableWriter.chunkSize> is static and not final in"
                                + " (SeekableWriter.kt)",
                        "Field <io.javalin.util.JavalinLogger.enabled> is static and not final in (JavalinLogger.kt)",
                        "Field <io.javalin.util.JavalinLogger.startupInfo> is static and not final in (JavalinLogger.kt)");
    }

    @Test
    void what_kotlins_functions_call_is_found() {
        assertThat(javalin("randomness-is-handed-over"))
                .containsExactly(
                        "Constructor <io.javalin.http.servlet.UpgradeRequestData.<init>("
                                + "io.javalin.http.servlet.JavalinWsServletContext)> calls method"
                                + " <java.util.UUID.randomUUID()> in (JavalinWsServletContext.kt)",
                        "Method <io.javalin.vue.VueHandlerKt.insertNoncesAndCspHeader$newNonce(java.util.Set)> calls method"
                                + " <java.util.UUID.randomUUID()> in (VueHandler.kt)");
        assertThat(javalin("only-the-command-line-prints"))
                .containsExactly("Method <io.javalin.util.Util.printHelpfulMessageIfLoggerIsMissing()> gets field"
                        + " <java.lang.System.err> in (Util.kt)");
    }

    private static List<String> archUnit(String rule) {
        return Runs.violations(archUnit(), rule, ARCH_UNIT_CLASSES);
    }

    private static HexagonalRules archUnit() {
        return HexagonalRules.forBasePackage(ARCH_UNIT)
                .domainIn("base")
                .applicationIn("core")
                .adaptersInBasePackage()
                .withAdapters("lang")
                .bootstrapIn("library")
                .leavingOut("thirdparty");
    }

    private static List<String> hikari(String rule) {
        return Runs.violations(hikari(), rule, HIKARI_CLASSES);
    }

    private static HexagonalRules hikari() {
        return HexagonalRules.forBasePackage("com.zaxxer.hikari")
                .domainIn("util")
                .applicationIn("pool")
                .adaptersIn("metrics")
                .withAdapters("dropwizard", "micrometer", "prometheus")
                .bootstrapInBasePackage()
                .technologyOf("dropwizard", "com.codahale.metrics..", "io.dropwizard.metrics5..")
                .technologyOf("micrometer", "io.micrometer..")
                .technologyOf("prometheus", "io.prometheus..");
    }

    private static List<String> javalin(String rule) {
        return Runs.violations(javalin(), rule, JAVALIN_CLASSES);
    }

    private static HexagonalRules javalin() {
        return HexagonalRules.forBasePackage("io.javalin")
                .domainIn("http")
                .applicationIn("router")
                .adaptersInBasePackage()
                .withAdapters("jetty", "json", "websocket")
                .bootstrapIn("config")
                .bootstrapInBasePackage();
    }
}
