package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Old violations, which are let pass. Each rule has a file of its own name, with a line for each violation; one that has
 * several lines, as a cycle has, goes on in lines that are indented. The numbers of source lines are left away, so that
 * the file changes only when a violation does.
 */
final class Frozen {

    /** ArchUnit's own settings, for its own frozen rules too. */
    private static final String FREEZE_ANEW = "freeze.refreeze";

    private static final String MAY_WRITE = "freeze.store.default.allowStoreUpdate";

    private static final String INDENT = "  ";

    private final Path folder;

    Frozen(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Checks the rule and takes the violations that are gone out of its file; or puts all there are into it, if told to.
     * The file is left alone when there are new violations, which may be old ones of a class that was renamed, and when
     * the service is not complete, because then what is missing is not mended.
     *
     * @throws AssertionError when there are violations that are not old, or when the file has to change and must not
     * @throws UncheckedIOException when the rule's file can't be read or written
     */
    void check(HexagonalRule rule, JavaClasses classes, boolean isComplete) {
        List<String> violations = rule.violations(classes);
        if (freezesAnew() && isComplete) {
            freezeAnew(rule, violations);
            return;
        }
        List<String> unmatched = read(rule);
        List<String> old = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        int shrunk = 0;
        for (String violation : violations) {
            Optional<String> match = unmatched.stream()
                    .filter(frozen -> isWithin(frozen, violation))
                    .findFirst();
            match.ifPresent(unmatched::remove);
            (match.isPresent() ? old : fresh).add(violation);
            shrunk += match.filter(frozen -> !isWithin(violation, frozen)).isPresent() ? 1 : 0;
        }
        if (!fresh.isEmpty()) {
            throw Failure.of(rule, fresh, note(rule, old.size(), isComplete));
        }
        int mended = unmatched.size() + shrunk;
        if (mended > 0 && isComplete) {
            requireLeaveToWrite(rule, mended + (mended == 1 ? " violation is" : " violations are") + " mended");
            write(rule, old);
        }
    }

    private void freezeAnew(HexagonalRule rule, List<String> violations) {
        if (!inOrder(violations).equals(inOrder(read(rule)))) {
            requireLeaveToWrite(rule, "the violations are others");
            write(rule, violations);
        }
    }

    private void requireLeaveToWrite(HexagonalRule rule, String what) {
        if (!isOn(MAY_WRITE, "true")) {
            throw new AssertionError(rule.name() + ": " + what + ", and " + MAY_WRITE + " forbids to write "
                    + fileOf(rule) + ". Run the tests once where they may write it, and commit it.");
        }
    }

    private static boolean freezesAnew() {
        return isOn(FREEZE_ANEW, "false");
    }

    private static boolean isOn(String setting, String ifNotSet) {
        return Boolean.parseBoolean(ArchConfiguration.get().getPropertyOrDefault(setting, ifNotSet));
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
        List<String> violations = new ArrayList<>();
        for (String line : readLines(fileOf(rule))) {
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
        } catch (NoSuchFileException nothingIsFrozen) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("The frozen violations can't be read: " + file, e);
        }
    }

    /** In one step, because other tests may be reading. */
    private void write(HexagonalRule rule, List<String> violations) {
        Path file = fileOf(rule);
        try {
            if (violations.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(folder);
                Path unfinished = folder.resolve(rule.name() + "." + UUID.randomUUID() + ".tmp");
                try {
                    Files.writeString(unfinished, String.join("", inOrder(violations)));
                    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(unfinished);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The frozen violations can't be written: " + file, e);
        }
    }

    private static List<String> inOrder(List<String> violations) {
        return violations.stream().map(Frozen::asLines).sorted().toList();
    }

    private static String asLines(String violation) {
        return withoutLineNumbers(violation).lines().map(String::stripTrailing).collect(joining("\n" + INDENT)) + "\n";
    }

    private String note(HexagonalRule rule, int old, boolean isComplete) {
        if (freezesAnew() && !isComplete) {
            return "Nothing is frozen while no-layer-is-empty or settings-name-what-exists fails.";
        }
        return old == 0
                ? "Nothing of this rule is frozen in " + folder + ". To freeze all that is broken now, run once with"
                        + " -Darchunit." + FREEZE_ANEW + "=true."
                : "Not counted: " + old + " in " + fileOf(rule) + ".";
    }

    private Path fileOf(HexagonalRule rule) {
        return folder.resolve(rule.name() + ".txt");
    }
}
