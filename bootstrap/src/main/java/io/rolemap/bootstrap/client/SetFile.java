package io.rolemap.bootstrap.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wanted set that a file holds, and what to call it in a message. */
final class SetFile {

    static final String STANDARD = "-";
    static final String FORMAT = "${COMPLETION-CANDIDATES}, whatever the file is called [by its name; yaml for -]";

    private final String shownName;
    private final List<Entry> entries;

    private SetFile(String shownName, List<Entry> entries) {
        this.shownName = shownName;
        this.entries = entries;
    }

    static boolean isStandard(String file) {
        return file.equals(STANDARD);
    }

    static Failure unknownFormat() {
        return ServerCommand.usage("The file's name does not say what it is; say --format yaml, json or csv.");
    }

    /** @throws Failure when it can't be read or something in it is wrong */
    static SetFile read(String file, Optional<FileFormat> format, Console console, Progress progress) {
        FileFormat chosen = format.or(() -> isStandard(file) ? Optional.of(FileFormat.YAML) : FileFormat.of(file))
                .orElseThrow(SetFile::unknownFormat);
        String shown = isStandard(file) ? "standard input" : Console.plain(file);
        try (InputStream in = isStandard(file) ? unclosed(console.in()) : Files.newInputStream(Path.of(file))) {
            List<Entry> entries = SetReader.read(in, chosen, bytes -> progress.showBytes("Reading the file", bytes));
            return new SetFile(shown, entries);
        } catch (BadFile bad) {
            List<String> mistakes = bad.mistakes();
            throw Failure.of(
                    ExitStatus.BAD_DATA,
                    shown + (mistakes.size() == 1 ? " has a mistake:" : " has " + mistakes.size() + " mistakes:"),
                    mistakes);
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            throw Failure.of(ExitStatus.NO_INPUT, "Can't read " + shown + "; check the path and your permissions.");
        } finally {
            progress.done();
        }
    }

    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // Others may still want to read from it.
            }
        };
    }

    /** The body of a replacement. */
    byte[] request() {
        return Json.bytes(Map.of(
                SetReader.SET, entries.stream().map(entry -> inOrder(entry)).toList()));
    }

    private static Map<String, String> inOrder(Entry entry) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put(SetReader.GROUP, entry.group());
        members.put(SetReader.ROLE, entry.role());
        return members;
    }

    /** {@code /group_role_mappings/17/role_id} as {@code line 20 of roles.yaml, role_id}; other pointers as they are. */
    String place(String pointer) {
        String[] steps = pointer.split("/", -1);
        if (steps.length >= 3 && steps[1].equals(SetReader.SET) && steps[2].matches("[0-9]{1,5}")) {
            int index = Integer.parseInt(steps[2]);
            if (index < entries.size()) {
                String member = steps.length > 3 ? ", " + steps[3] : "";
                return "line " + entries.get(index).line() + " of " + shownName + member;
            }
        }
        return pointer;
    }
}
