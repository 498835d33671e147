package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is frozen is let pass, and nothing else is. */
class FrozenViolationsTest {

    private static final String FIXTURES = "io.rolemap.architecture.fixtures";
    private static final JavaClasses ALL_FIXTURES = Runs.classesIn(FIXTURES);
    private static final String INWARD = "dependencies-point-inward";
    private static final String CYCLES = "features-have-no-cycles";

    @TempDir
    private Path folder;

    @Test
    void what_was_frozen_passes() throws IOException {
        freeze(INWARD);

        assertThat(failures(INWARD)).isEmpty();
        assertThat(frozen(INWARD))
                .isEqualTo(ExpectedViolations.of(INWARD).stream()
                        .map(line -> line.replace("~", baseOf(INWARD)))
                        .toList());
    }

    @Test
    void every_rule_that_is_broken_has_a_file_of_its_own() throws IOException {
        String shop = "io.rolemap.architecture.shop";
        HexagonalRules rules = HexagonalRules.forBasePackage(shop)
                .withoutApplicationLayer()
                .adaptersInBasePackage()
                .withAdapters("web", "store", "generated")
                .bootstrapInBasePackage()
                .frozenIn(folder);

        assertThat(freezing(() -> Runs.failures(rules, Runs.classesIn(shop)))).isEmpty();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "adapters-do-not-know-each-other.txt",
                            "classes-are-final.txt",
                            "static-means-final.txt",
                            "time-is-handed-over.txt");
        }
    }

    @Test
    void nothing_is_frozen_without_being_told_to() {
        Map<String, Throwable> failures = failures(INWARD);

        assertThat(failures.get(INWARD)).hasMessageContaining("Nothing of this rule is frozen in " + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_new_violation_fails_and_is_shown_alone() throws IOException {
        freeze(INWARD);
        List<String> all = frozen(INWARD);
        store(INWARD, all.subList(1, all.size()));

        assertThat(failures(INWARD).get(INWARD))
                .hasMessageContaining("Broken once:")
                .hasMessageContaining(all.get(0).replace(".java)", ".java:"))
                .hasMessageContaining("Not counted: 5 in " + folder.resolve(INWARD + ".txt") + ".");
        assertThat(frozen(INWARD)).hasSize(5).doesNotContain(all.get(0));
    }

    @Test
    void a_second_violation_that_reads_like_an_old_one_is_new() throws IOException {
        String base = FIXTURES + ".time_is_handed_over.broken";
        HexagonalRules rules = rules(base);
        List<String> twice = List.of("Method <" + base + ".application.CreateMapping.now()> calls method"
                + " <java.time.Instant.now()> in (CreateMapping.java)");
        List<String> all = Runs.violations(rules, "time-is-handed-over", ALL_FIXTURES);
        assertThat(all).containsAll(twice);

        store("time-is-handed-over", Stream.concat(all.stream(), twice.stream()).toList());

        assertThat(Runs.failures(rules, ALL_FIXTURES)).doesNotContainKey("time-is-handed-over");
        assertThat(frozen("time-is-handed-over")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void what_was_mended_can_not_come_back() throws IOException {
        freeze(INWARD);
        List<String> all = frozen(INWARD);
        store(
                INWARD,
                Stream.concat(all.stream(), Stream.of("Class <com.acme.Gone> is mended in (Gone.java:3)"))
                        .toList());

        assertThat(failures(INWARD)).isEmpty();

        assertThat(frozen(INWARD)).isEqualTo(all);
    }

    @Test
    void the_file_goes_with_the_last_violation() throws IOException {
        store("no-thread-locals", List.of("Class <com.acme.Gone> is mended in (Gone.java:3)"));

        failures(INWARD);

        assertThat(folder.resolve("no-thread-locals.txt")).doesNotExist();
    }

    @Test
    void numbers_that_a_compiler_chose_do_not_matter() throws IOException {
        String rule = "classes-are-final";
        freeze(rule);
        store(
                rule,
                frozen(rule).stream()
                        .map(line -> line.replace("$1Local", "$7Local").replace(".java)", ".java:4711)") + "  ")
                        .toList());

        assertThat(failures(rule)).isEmpty();
        assertThat(frozen(rule)).noneMatch(line -> line.contains("4711")).anyMatch(line -> line.contains("$1Local"));
    }

    @Test
    void a_cycle_that_lost_a_dependency_is_still_the_old_one() throws IOException {
        freeze(CYCLES);
        List<String> actual = frozen(CYCLES);
        store(CYCLES, with(actual, "      - Method <com.acme.Gone.method()> is mended in (Gone.java:3)"));

        assertThat(failures(CYCLES)).isEmpty();
        assertThat(frozen(CYCLES)).isEqualTo(actual);
    }

    @Test
    void a_cycle_with_one_more_dependency_is_new() throws IOException {
        freeze(CYCLES);
        List<String> actual = frozen(CYCLES);
        store(CYCLES, actual.subList(0, actual.size() - 1));

        assertThat(failures(CYCLES).get(CYCLES))
                .hasMessageContaining("Broken once:\n    Cycle: connection -> mapping -> connection\n")
                .hasMessageContaining(actual.get(actual.size() - 1).strip().replace(".java)", ".java:"));
    }

    @Test
    void mistakes_in_the_settings_are_never_let_pass() {
        HexagonalRules rules = rules(FIXTURES + ".no_layer_is_empty.broken").commandLineIn("bootstrap.Gone");

        Map<String, Throwable> failures = freezing(() -> Runs.failures(rules, ALL_FIXTURES));

        assertThat(failures).containsOnlyKeys("no-layer-is-empty", "settings-name-what-exists");
        assertThat(folder.resolve("no-layer-is-empty.txt")).doesNotExist();
    }

    private static List<String> with(List<String> lines, String line) {
        return Stream.concat(lines.stream(), Stream.of(line)).toList();
    }

    private static String baseOf(String rule) {
        return FIXTURES + "." + rule.replace('-', '_') + ".broken";
    }

    private HexagonalRules rules(String base) {
        return HexagonalRules.forBasePackage(base).withAdapters("http", "jdbc").frozenIn(folder);
    }

    private Map<String, Throwable> failures(String rule) {
        Map<String, Throwable> failures = Runs.failures(rules(baseOf(rule)), ALL_FIXTURES);
        failures.remove("no-layer-is-empty");
        return failures;
    }

    private void freeze(String rule) {
        freezing(() -> failures(rule));
    }

    /** As {@code -Darchunit.freeze.refreeze=true} does, for this thread alone. */
    private static <T> T freezing(Supplier<T> action) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setProperty("freeze.refreeze", "true");
            return action.get();
        });
    }

    private List<String> frozen(String rule) throws IOException {
        return Files.readAllLines(folder.resolve(rule + ".txt"));
    }

    private void store(String rule, List<String> lines) throws IOException {
        Files.write(folder.resolve(rule + ".txt"), lines);
    }
}
