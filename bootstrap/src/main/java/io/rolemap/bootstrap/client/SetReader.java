package io.rolemap.bootstrap.client;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.rolemap.bootstrap.client.Tokens.Kind;
import io.rolemap.bootstrap.client.Tokens.Token;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.shared.InvalidValueException;
import io.rolemap.domain.shared.RoleId;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads a set of mappings from a file, exactly or not at all. All entries that break a rule are found, each named by its
 * line; only what can't be understood ends the search.
 */
final class SetReader {

    static final String SET = "group_role_mappings";
    static final String GROUP = "external_group";
    static final String ROLE = "role_id";

    /** What one replacement may hold. */
    static final int MAX_ENTRIES = 10_000;

    /** What the largest set takes with every character escaped, and room for spaces. */
    static final long MAX_BYTES = 160L * 1024 * 1024;

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Long> lineOfGroup = new HashMap<>();

    private SetReader() {}

    /**
     * The entries in the order of the file.
     *
     * @param progress is told how many bytes were read so far
     * @throws BadFile with everything that is wrong
     */
    static List<Entry> read(InputStream in, FileFormat format, LongConsumer progress) throws IOException {
        SetReader reader = new SetReader();
        Reader text = new StrictUtf8Reader(in, MAX_BYTES, progress);
        try {
            switch (format) {
                case YAML -> reader.readDocument(new YamlTokens(text));
                case JSON -> reader.readDocument(new JsonTokens(text));
                case CSV -> reader.readCsv(text);
            }
        } catch (BadFile end) {
            // What was found before counts too.
            reader.mistakes.addAll(end.mistakes());
        }
        if (!reader.mistakes.isEmpty()) {
            throw new BadFile(reader.mistakes);
        }
        return List.copyOf(reader.entries);
    }

    private void readDocument(Tokens tokens) throws IOException {
        Token first = tokens.next();
        if (first.kind() == Kind.END) {
            throw BadFile.whole("is empty; to remove every mapping, write an empty list of " + SET);
        }
        expect(first, Kind.OBJECT, "an object with the member " + SET);
        Token name = tokens.next();
        if (name.kind() != Kind.STRING || !name.text().equals(SET)) {
            throw BadFile.at(name.line(), "must be " + SET + ", the only member");
        }
        expect(tokens.next(), Kind.LIST, "a list of objects");
        for (Token token = tokens.next(); token.kind() != Kind.END_LIST; token = tokens.next()) {
            expect(token, Kind.OBJECT, "an object with the members " + GROUP + " and " + ROLE);
            readEntry(tokens, token.line());
        }
        Token last = tokens.next();
        if (last.kind() != Kind.END_OBJECT) {
            throw BadFile.at(
                    last.line(),
                    last.text().equals(SET) ? "repeats " + SET : "must be the end: " + SET + " is the only member");
        }
        Token end = tokens.next();
        if (end.kind() != Kind.END) {
            throw BadFile.at(end.line(), "must be the end");
        }
    }

    private void readEntry(Tokens tokens, long line) throws IOException {
        Map<String, Token> members = new HashMap<>();
        for (Token name = tokens.next(); name.kind() != Kind.END_OBJECT; name = tokens.next()) {
            if (name.kind() != Kind.STRING
                    || !(name.text().equals(GROUP) || name.text().equals(ROLE))) {
                throw BadFile.at(name.line(), "must be " + GROUP + " or " + ROLE + "; an entry has no other member");
            }
            Token value = tokens.next();
            if (value.kind() == Kind.OBJECT || value.kind() == Kind.LIST || value.kind() == Kind.END) {
                throw BadFile.at(value.line(), "has no plain value for " + name.text());
            }
            if (members.put(name.text(), value) != null) {
                throw BadFile.at(name.line(), "repeats " + name.text() + " of the same entry");
            }
        }
        add(
                member(members, GROUP, line)
                        .filter(value ->
                                isKind(value, GROUP + " must be a string; write it in double quotes", Kind.STRING)),
                member(members, ROLE, line)
                        .filter(value -> isKind(
                                value,
                                ROLE + " must be a whole number or its digits as a string",
                                Kind.STRING,
                                Kind.INTEGER)),
                line);
    }

    private boolean isKind(Token value, String rule, Kind... kinds) {
        boolean is = List.of(kinds).contains(value.kind());
        if (!is) {
            mistake(value.line(), rule);
        }
        return is;
    }

    private Optional<Token> member(Map<String, Token> members, String name, long line) {
        Optional<Token> found = Optional.ofNullable(members.get(name));
        if (found.isEmpty()) {
            mistake(line, name + " is missing");
        }
        return found;
    }

    private void readCsv(Reader text) throws IOException {
        // Whoever wants a group that begins with a number sign has it: there are no comments.
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            boolean headed = false;
            for (CsvRecord each : records) {
                long line = each.getStartingLineNumber();
                if (headed) {
                    readRecord(each, line);
                } else if (each.getFields().equals(List.of(GROUP, ROLE))) {
                    headed = true;
                } else {
                    throw BadFile.at(line, "must be the header " + GROUP + "," + ROLE);
                }
            }
            if (!headed) {
                throw BadFile.whole("is empty; to remove every mapping, leave only the header " + GROUP + "," + ROLE);
            }
        } catch (CsvParseException | UncheckedIOException wrapped) {
            throw meant(wrapped);
        }
    }

    private void readRecord(CsvRecord each, long line) {
        if (each.getFieldCount() == 2) {
            add(
                    Optional.of(new Token(Kind.STRING, each.getField(0), line)),
                    Optional.of(new Token(Kind.STRING, each.getField(1), line)),
                    line);
        } else {
            mistake(
                    line,
                    "has " + each.getFieldCount()
                            + " fields instead of two; a comma in a group wants it in double quotes");
        }
    }

    private static RuntimeException meant(RuntimeException wrapped) {
        for (Throwable cause = wrapped.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BadFile badFile) {
                return badFile;
            }
        }
        if (wrapped instanceof UncheckedIOException broken) {
            return broken;
        }
        return BadFile.whole(
                "is not valid CSV (" + Escapes.plain(String.valueOf(wrapped.getMessage()), Optional.empty()) + ")");
    }

    private void add(Optional<Token> group, Optional<Token> role, long line) {
        if (entries.size() == MAX_ENTRIES) {
            throw BadFile.at(line, "is the entry after the " + MAX_ENTRIES + " that a set may have");
        }
        Optional<Token> validGroup = group.filter(token -> isValid(token, GROUP, ExternalGroup::new));
        Optional<Token> validRole = role.filter(token -> isValid(token, ROLE, RoleId::parse));
        validGroup.ifPresent(token -> {
            Long earlier = lineOfGroup.putIfAbsent(token.text(), token.line());
            if (earlier != null) {
                mistake(token.line(), GROUP + " repeats the group of line " + earlier);
            }
        });
        // Stands for what is wrong with it, which ends in no set, so that entries are counted.
        entries.add(new Entry(
                validGroup.map(Token::text).orElse(""),
                validRole.map(Token::text).orElse(""),
                line));
    }

    private boolean isValid(Token value, String member, Consumer<String> rule) {
        try {
            rule.accept(value.text());
            return true;
        } catch (InvalidValueException broken) {
            mistake(value.line(), member + " " + broken.rule());
            return false;
        }
    }

    private void mistake(long line, String text) {
        mistakes.add(BadFile.place(line) + text);
    }

    private static void expect(Token token, Kind kind, String what) {
        if (token.kind() != kind) {
            throw BadFile.at(token.line(), "must be " + what);
        }
    }
}
