package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Old violations, which are let pass. Each rule has a file of its own name, with a line for each violation; one that has
 * several lines, as a cycle has, goes on in lines that are indented. The numbers of source lines are left away, so that
 * the file changes only when a violation does.
 */
final class Frozen {

    private static final String FREEZE_ANEW = "freeze.refreeze";
    private static final String INDENT = "  ";

    private final Path folder;

    Frozen(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Checks the rule and takes the violations that are gone out of its file; or puts all there are into it, if told to.
     *
     * @throws AssertionError when there are violations that are not old
     * @throws UncheckedIOException when the rule's file can't be read or written
     */
    void check(HexagonalRule rule, JavaClasses classes) {
        List<String> violations = rule.violations(classes);
        if (freezesAnew()) {
            write(rule, violations);
            return;
        }
        List<String> unmatched = read(rule);
        boolean anythingWasFrozen = !unmatched.isEmpty();
        List<String> old = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        for (String violation : violations) {
            Optional<String> match = unmatched.stream()
                    .filter(frozen -> isWithin(frozen, violation))
                    .findFirst();
            match.ifPresent(unmatched::remove);
            (match.isPresent() ? old : fresh).add(violation);
        }
        if (anythingWasFrozen) {
            write(rule, old);
        }
        if (!fresh.isEmpty()) {
            throw Failure.of(rule, fresh, whatIsFrozen(rule, old.size()));
        }
    }

    private static boolean freezesAnew() {
        return Boolean.parseBoolean(ArchConfiguration.get().getPropertyOrDefault(FREEZE_ANEW, "false"));
    }

    /** A cycle that has lost some of its dependencies is still the old one. */
    private static boolean isWithin(String frozen, String violation) {
        return comparable(frozen).containsAll(comparable(violation));
    }

    /** Compilers number anonymous classes; editors strip blanks at the ends of lines. */
    private static Set<String> comparable(String violation) {
        return withoutLineNumbers(violation)
                .lines()
                .map(line -> line.replaceAll("\\$\\d+", "\\$").stripTrailing())
                .collect(Collectors.toSet());
    }

    private static String withoutLineNumbers(String violation) {
        return violation.replaceAll("\\.(\\w+):\\d+\\)", ".$1)");
    }

    private List<String> read(HexagonalRule rule) {
        Path file = fileOf(rule);
        if (!Files.exists(file)) {
            return new ArrayList<>();
        }
        List<String> violations = new ArrayList<>();
        for (String line : readLines(file)) {
            if (line.startsWith(INDENT) && !violations.isEmpty()) {
                int last = violations.size() - 1;
                violations.set(last, violations.get(last) + "\n" + line.substring(INDENT.length()));
            } else if (!line.isBlank()) {
                violations.add(line);
            }
        }
        return violations;
    }

    private static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The frozen violations can't be read: " + file, e);
        }
    }

    private void write(HexagonalRule rule, List<String> violations) {
        Path file = fileOf(rule);
        String text = violations.stream().map(Frozen::asLines).sorted().collect(joining());
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
            } else if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.createDirectories(folder);
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The frozen violations can't be written: " + file, e);
        }
    }

    private static String asLines(String violation) {
        return withoutLineNumbers(violation).lines().map(String::stripTrailing).collect(joining("\n" + INDENT)) + "\n";
    }

    private String whatIsFrozen(HexagonalRule rule, int old) {
        return old == 0
                ? "Nothing of this rule is frozen in " + folder + "."
                : "Not counted: " + old + " in " + fileOf(rule) + ".";
    }

    private Path fileOf(HexagonalRule rule) {
        return folder.resolve(rule.name() + ".txt");
    }
}
