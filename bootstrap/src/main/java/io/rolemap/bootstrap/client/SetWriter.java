package io.rolemap.bootstrap.client;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Writes a set of mappings: the same set in the same bytes, an entry on lines of its own. */
final class SetWriter {

    /** RFC 4180 wants quotes around commas, quotes and line breaks; spaces at the ends get them, lest they be trimmed. */
    private static final QuoteStrategy AROUND_SPACES_TOO = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1));
        }
    };

    private SetWriter() {}

    /** Sorts the entries itself. The stream is flushed and not closed. */
    static void write(List<Entry> entries, FileFormat format, OutputStream out) throws IOException {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(Entry::group, Entry.BY_CODE_POINTS))
                .toList();
        // No half of a pair gets here: the server has none, and files with one are refused.
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        switch (format) {
            case YAML -> writeYaml(sorted, text);
            case JSON -> writeJson(sorted, text);
            case CSV -> writeCsv(sorted, text);
        }
        text.flush();
    }

    private static void writeYaml(List<Entry> entries, Writer text) throws IOException {
        text.write(SetReader.SET + (entries.isEmpty() ? ": []\n" : ":\n"));
        for (Entry entry : entries) {
            text.write("  - " + SetReader.GROUP + ": " + Escapes.yaml(entry.group()) + "\n");
            text.write("    " + SetReader.ROLE + ": \"" + entry.role() + "\"\n");
        }
    }

    private static void writeJson(List<Entry> entries, Writer text) throws IOException {
        text.write("{\n  \"" + SetReader.SET + "\": [");
        String separator = "\n";
        for (Entry entry : entries) {
            text.write(separator + "    {\"" + SetReader.GROUP + "\": " + Escapes.json(entry.group()) + ", \""
                    + SetReader.ROLE + "\": \"" + entry.role() + "\"}");
            separator = ",\n";
        }
        text.write(entries.isEmpty() ? "]\n}\n" : "\n  ]\n}\n");
    }

    private static void writeCsv(List<Entry> entries, Writer text) throws IOException {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(AROUND_SPACES_TOO)
                .build(text);
        csv.writeRecord(SetReader.GROUP, SetReader.ROLE);
        for (Entry entry : entries) {
            csv.writeRecord(entry.group(), entry.role());
        }
        csv.flush();
    }

    private static boolean isSpace(char character) {
        return character <= ' ' || Character.isSpaceChar(character) || character == '\uFEFF';
    }
}
