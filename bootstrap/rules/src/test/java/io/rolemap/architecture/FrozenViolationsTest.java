package io.rolemap.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is frozen is let pass, and nothing else is. */
class FrozenViolationsTest {

    private static final String FIXTURES = "io.rolemap.architecture.fixtures";
    private static final JavaClasses ALL_FIXTURES = Runs.classesIn(FIXTURES);
    private static final String INWARD = "dependencies-point-inward";
    private static final String CYCLES = "features-have-no-cycles";
    private static final String FREEZE = "freeze.refreeze";
    private static final String MAY_WRITE = "freeze.store.default.allowStoreUpdate";
    private static final String GONE = "Class <com.acme.Gone> is mended in (Gone.java)";

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
        assertThat(failures.get(INWARD)).hasMessageEndingWith("run once with -Darchunit.freeze.refreeze=true.");
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
        assertThat(frozen(INWARD)).isEqualTo(all.subList(1, all.size()));
    }

    @Test
    void what_was_mended_stays_until_nothing_is_new() throws IOException {
        freeze(INWARD);
        List<String> all = frozen(INWARD);
        List<String> stored = with(all.subList(1, all.size()), GONE);
        store(INWARD, stored);

        assertThat(failures(INWARD)).containsOnlyKeys(INWARD);

        assertThat(frozen(INWARD)).isEqualTo(stored);
    }

    @Test
    void what_is_missing_is_not_mended() throws IOException {
        freeze(INWARD);
        List<String> stored = with(frozen(INWARD), GONE);
        store(INWARD, stored);
        store("no-thread-locals", List.of(GONE));

        assertThat(Runs.failures(incomplete(baseOf(INWARD)).withAdapters("gone"), ALL_FIXTURES))
                .containsOnlyKeys("no-layer-is-empty");
        assertThat(Runs.failures(rules(baseOf(INWARD)).commandLineIn("bootstrap.Gone"), ALL_FIXTURES))
                .containsOnlyKeys("no-layer-is-empty", "settings-name-what-exists");

        assertThat(frozen(INWARD)).isEqualTo(stored);
        assertThat(frozen("no-thread-locals")).containsExactly(GONE);
    }

    @Test
    void nothing_is_frozen_of_what_is_incomplete() {
        Map<String, Throwable> failures =
                freezing(() -> Runs.failures(incomplete(baseOf(INWARD)).withAdapters("gone"), ALL_FIXTURES));

        assertThat(failures).containsOnlyKeys("no-layer-is-empty", INWARD);
        assertThat(failures.get(INWARD))
                .hasMessageEndingWith("Nothing is frozen while no-layer-is-empty or settings-name-what-exists fails.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void where_nothing_may_be_written_what_passes_still_passes() throws IOException {
        freeze(INWARD);

        assertThat(withoutLeaveToWrite(() -> failures(INWARD))).isEmpty();
    }

    @Test
    void where_nothing_may_be_written_what_was_mended_is_to_be_committed() throws IOException {
        freeze(INWARD);
        List<String> stored = with(frozen(INWARD), GONE);
        store(INWARD, stored);

        assertThat(withoutLeaveToWrite(() -> failures(INWARD)).get(INWARD))
                .hasMessage(
                        INWARD + ": 1 violation is mended, and freeze.store.default.allowStoreUpdate forbids to write "
                                + folder.resolve(INWARD + ".txt")
                                + ". Run the tests once where they may write it, and commit it.");
        assertThat(frozen(INWARD)).isEqualTo(stored);
    }

    @Test
    void where_nothing_may_be_written_nothing_is_frozen() {
        assertThat(with(Map.of(FREEZE, "true", MAY_WRITE, "false"), () -> failures(INWARD))
                        .get(INWARD))
                .hasMessageStartingWith(INWARD + ": the violations are others, and ");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void a_file_in_which_nothing_changed_is_not_written(String endOfLine) throws IOException {
        for (String rule : List.of(INWARD, CYCLES)) {
            freeze(rule);
            String text = String.join(endOfLine, frozen(rule)) + endOfLine;
            Files.writeString(folder.resolve(rule + ".txt"), text);

            assertThat(failures(rule)).isEmpty();
            freeze(rule);

            assertThat(folder.resolve(rule + ".txt")).hasBinaryContent(text.getBytes(UTF_8));
        }
    }

    @Test
    void nothing_is_left_behind_by_writing() throws IOException {
        freeze(INWARD);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(INWARD + ".txt"));
        }
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
        store(INWARD, with(all, GONE));

        assertThat(failures(INWARD)).isEmpty();

        assertThat(frozen(INWARD)).isEqualTo(all);
    }

    @Test
    void the_file_goes_with_the_last_violation() throws IOException {
        store("no-thread-locals", List.of(GONE));

        failures(INWARD);

        assertThat(folder.resolve("no-thread-locals.txt")).doesNotExist();
    }

    @Test
    void numbers_that_a_compiler_chose_do_not_matter() throws IOException {
        String rule = "classes-are-final";
        freeze(rule);
        List<String> actual = frozen(rule);
        List<String> renumbered = actual.stream()
                .map(line -> line.replace("$1Local", "$7Local").replace(".java)", ".java:4711)") + "  ")
                .toList();
        store(rule, renumbered);

        assertThat(failures(rule)).isEmpty();
        assertThat(frozen(rule)).isEqualTo(renumbered).isNotEqualTo(actual);
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
        HexagonalRules rules =
                incomplete(FIXTURES + ".no_layer_is_empty.broken").commandLineIn("bootstrap.Gone");

        Map<String, Throwable> failures = freezing(() -> Runs.failures(rules, ALL_FIXTURES));

        assertThat(failures)
                .containsOnlyKeys("every-class-belongs-to-a-layer", "no-layer-is-empty", "settings-name-what-exists");
        assertThat(folder).isEmptyDirectory();
    }

    private static List<String> with(List<String> lines, String line) {
        return Stream.concat(lines.stream(), Stream.of(line)).toList();
    }

    private static String baseOf(String rule) {
        return FIXTURES + "." + rule.replace('-', '_') + ".broken";
    }

    private HexagonalRules rules(String base) {
        return incomplete(base).without("no-layer-is-empty", "This is a part.");
    }

    private HexagonalRules incomplete(String base) {
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

    private static <T> T freezing(Supplier<T> action) {
        return with(Map.of(FREEZE, "true"), action);
    }

    private static <T> T withoutLeaveToWrite(Supplier<T> action) {
        return with(Map.of(MAY_WRITE, "false"), action);
    }

    /** As {@code -Darchunit.setting=value} does, for this thread alone. */
    private static <T> T with(Map<String, String> settings, Supplier<T> action) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            settings.forEach(configuration::setProperty);
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
