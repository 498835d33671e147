package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One document of YAML 1.2 with its core schema. No object is ever built from it; aliases, and tags besides those of the
 * schema, are refused: a list of pairs needs none, and a small file could stand for a huge one.
 */
final class YamlTokens implements Tokens {

    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

    private final Iterator<Event> events;
    private long lastLine = 1;
    private boolean inDocument;

    YamlTokens(Reader text) {
        // The reader limits the size.
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        events = new Parse(settings).parseReader(text).iterator();
    }

    @Override
    public Token next() throws IOException {
        try {
            while (events.hasNext()) {
                Event event = events.next();
                lastLine = event.getStartMark().map(YamlTokens::line).orElse(lastLine);
                Optional<Token> token = token(event);
                if (token.isPresent()) {
                    return token.get();
                }
            }
            return new Token(Kind.END, "", lastLine);
        } catch (MarkedYamlEngineException notYaml) {
            throw BadFile.at(
                    notYaml.getProblemMark().map(YamlTokens::line).orElse(lastLine),
                    "is not valid YAML (" + Escapes.plain(notYaml.getProblem(), Optional.empty()) + ")");
        } catch (ReaderException unprintable) {
            throw BadFile.at(
                    lastLine,
                    String.format(
                            "is followed by the character U+%04X, which YAML wants escaped in double quotes",
                            unprintable.getCodePoint()));
        } catch (YamlEngineException notYaml) {
            if (notYaml.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw BadFile.at(lastLine, "is not followed by valid YAML");
        }
    }

    private Optional<Token> token(Event event) {
        return switch (event.getEventId()) {
            case DocumentStart -> {
                if (inDocument) {
                    throw BadFile.at(
                            line((DocumentStartEvent) event), "begins a second document; one is all there may be");
                }
                inDocument = true;
                yield Optional.empty();
            }
            case MappingStart -> Optional.of(collection((CollectionStartEvent) event, Kind.OBJECT, Tag.MAP));
            case SequenceStart -> Optional.of(collection((CollectionStartEvent) event, Kind.LIST, Tag.SEQ));
            case MappingEnd -> Optional.of(new Token(Kind.END_OBJECT, "", lastLine));
            case SequenceEnd -> Optional.of(new Token(Kind.END_LIST, "", lastLine));
            case Scalar -> Optional.of(scalar((ScalarEvent) event));
            case Alias ->
                throw BadFile.at(
                        lastLine,
                        "has an alias (*"
                                + Escapes.plain(((AliasEvent) event).getAlias().toString(), Optional.empty())
                                + "); write out what it stands for");
            default -> Optional.empty();
        };
    }

    private Token collection(CollectionStartEvent event, Kind kind, Tag expected) {
        if (event.getTag().isPresent() && !event.getTag().get().equals(expected.getValue())) {
            throw unknownTag();
        }
        return new Token(kind, "", lastLine);
    }

    private Token scalar(ScalarEvent event) {
        Tag tag = event.getTag()
                .filter(explicit -> !explicit.equals("!"))
                .map(Tag::new)
                .orElseGet(() ->
                        event.isPlain() && event.getTag().isEmpty() ? CORE.resolve(event.getValue(), true) : Tag.STR);
        if (tag.equals(Tag.STR)) {
            return new Token(Kind.STRING, event.getValue(), lastLine);
        }
        if (tag.equals(Tag.INT)) {
            return new Token(Kind.INTEGER, event.getValue(), lastLine);
        }
        if (event.getTag().isPresent()) {
            throw unknownTag();
        }
        return new Token(Kind.OTHER, "", lastLine);
    }

    private BadFile unknownTag() {
        return BadFile.at(lastLine, "has a tag that means nothing here; remove it");
    }

    private static long line(Event event) {
        return event.getStartMark().map(YamlTokens::line).orElse(1L);
    }

    private static long line(Mark mark) {
        return mark.getLine() + 1L;
    }
}
