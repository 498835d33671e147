package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the whole set to a file, once all of it is here. */
@Command(
        name = "export",
        description =
                "Writes the whole set of a connection to a file, ordered by group: the same set gives the same bytes.")
final class MappingsExport extends ConnectionCommand {

    /** What the server reads in one step. */
    private static final int READ_AT_ONCE = 1000;

    private static final int ATTEMPTS = 3;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "file to write, - for standard output [-]; .yaml, .yml, .json and .csv say the format")
    private String file = SetFile.STANDARD;

    @Option(names = "--format", paramLabel = "FORMAT", description = SetFile.FORMAT)
    private Optional<FileFormat> format = Optional.empty();

    MappingsExport(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        FileFormat chosen = chosen();
        Progress progress = new Progress(console);
        List<Entry> entries = readUnchanged(api(progress), mappings(), progress);
        write(entries, chosen);
        if (entries.size() > SetReader.MAX_ENTRIES) {
            console.printError("This set has " + entries.size() + " mappings; plan and apply take "
                    + SetReader.MAX_ENTRIES + " at most.");
        }
        return ExitStatus.OK;
    }

    private FileFormat chosen() {
        Optional<FileFormat> named = SetFile.isStandard(file) ? Optional.empty() : FileFormat.of(file);
        if (wantsJson()) {
            // The result of this command is the file.
            if (format.or(() -> named).orElse(FileFormat.JSON) != FileFormat.JSON) {
                throw usage("--output json contradicts "
                        + (format.isPresent() ? "--format " + format.get() : "the name of the file")
                        + "; leave it out, or call the file .json.");
            }
            return FileFormat.JSON;
        }
        return format.or(() -> SetFile.isStandard(file) ? Optional.of(FileFormat.YAML) : named)
                .orElseThrow(SetFile::unknownFormat);
    }

    /** The server reads a long list in several steps: only if it was the same afterwards has there been such a set. */
    private static List<Entry> readUnchanged(Api api, String path, Progress progress) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            List<Entry> entries = new ArrayList<>();
            Optional<String> etag;
            try (Api.Open answer = api.open(path)) {
                etag = answer.etag();
                Json.eachOf(SetReader.SET, answer.body(), mapping -> {
                    entries.add(new Entry(mapping.required(SetReader.GROUP), mapping.required(SetReader.ROLE), 0));
                    progress.show("Reading", entries.size(), "mappings");
                });
            } finally {
                progress.done();
            }
            if (entries.size() <= READ_AT_ONCE) {
                return entries;
            }
            if (etag.isEmpty()) {
                throw new Json.NotOursException("The list has no ETag, so that nobody knows whether it was one set.");
            }
            if (api.etag(path).equals(etag)) {
                return entries;
            }
        }
        throw Failure.of(
                ExitStatus.UNAVAILABLE,
                "Somebody changed the set each of the " + ATTEMPTS
                        + " times that it was read. Nothing was written; try again when it is quiet.");
    }

    private void write(List<Entry> entries, FileFormat chosen) throws IOException {
        if (SetFile.isStandard(file)) {
            SetWriter.write(entries, chosen, console.bytes());
            return;
        }
        try {
            WholeFile.write(Path.of(file), out -> SetWriter.write(entries, chosen, out));
        } catch (IOException | UncheckedIOException | InvalidPathException unwritable) {
            throw Failure.of(
                    ExitStatus.NO_OUTPUT,
                    "Can't write " + Console.plain(file)
                            + "; check the path and your permissions. If it is a file, what"
                            + " was in it still is: the new one is made beside it first.");
        }
    }
}
