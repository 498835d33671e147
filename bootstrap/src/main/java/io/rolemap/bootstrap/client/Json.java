package io.rolemap.bootstrap.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The JSON of the API as this program needs it: objects whose values are text (numbers and truth values as they are
 * spelled; null is like an absent member), lists and objects.
 */
final class Json {

    private static final int MAX_DEPTH = 32;

    /** Sizes are limited by whoever reads. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Between the objects of a list that is written piece by piece; everything else is one value.
            .rootValueSeparator(",\n")
            .build();

    private final Map<String, Object> members;

    private Json(Map<String, Object> members) {
        this.members = members;
    }

    /** The text of a member; empty when it is absent, null, a list or an object. */
    Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The text of a member that every answer of its kind has. */
    String required(String name) {
        return text(name).orElseThrow(() -> new NotOursException("The answer has no member " + name + "."));
    }

    /** The object that is a member; empty when it is absent or something else. */
    Optional<Json> object(String name) {
        return members.get(name) instanceof Json object ? Optional.of(object) : Optional.empty();
    }

    /** Those of {@code names} that are there, each with its value as it is shown to a person. */
    List<List<String>> pairs(List<String> names) {
        List<List<String>> pairs = new ArrayList<>();
        for (String name : names) {
            if (members.containsKey(name)) {
                pairs.add(List.of(name, shown(name)));
            }
        }
        return pairs;
    }

    private String shown(String name) {
        if (name.endsWith("_at")) {
            return Moments.shown(text(name));
        }
        return Console.plain(text(name).orElseGet(() -> String.join(",", texts(name))));
    }

    /** The members that are text, for a person: {@code "id 1, role_id 2227"}. */
    String summary() {
        List<String> pairs = new ArrayList<>();
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                pairs.add(name + " " + text);
            }
        });
        return String.join(", ", pairs);
    }

    /** The objects of a list; none when the member is absent. */
    List<Json> objects(String name) {
        List<Json> found = new ArrayList<>();
        for (Object item : items(name)) {
            if (item instanceof Json object) {
                found.add(object);
            }
        }
        return found;
    }

    /** The objects of a list that every answer of its kind has. */
    List<Json> requiredObjects(String name) {
        if (!(members.get(name) instanceof List<?>)) {
            throw new NotOursException("The answer has no list " + name + ".");
        }
        return objects(name);
    }

    /** The strings of a list; none when the member is absent. */
    List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        for (Object item : items(name)) {
            if (item instanceof String text) {
                found.add(text);
            }
        }
        return found;
    }

    private List<?> items(String name) {
        return members.get(name) instanceof List<?> items ? items : List.of();
    }

    /** What an answer holds that is no JSON object, or not the one that was to be expected. */
    static final class NotOursException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotOursException(String message) {
            super(message);
        }
    }

    /**
     * The object that the bytes spell.
     *
     * @throws NotOursException when they spell none
     */
    static Json parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            if (parser.nextToken() == JsonToken.START_OBJECT && value(parser) instanceof Json object) {
                return object;
            }
            throw new NotOursException("The answer is no JSON object.");
        } catch (JsonProcessingException notJson) {
            throw new NotOursException("The answer is not valid JSON.");
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    /**
     * Reads {@code {"<list>": [object, …]}} from a stream and hands on each object as it comes; nothing else is kept.
     *
     * @throws NotOursException when it is something else
     */
    static void eachOf(String list, InputStream in, Consumer<Json> each) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotOursException("The answer is no JSON object.");
            }
            boolean found = false;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals(list) && value == JsonToken.START_ARRAY) {
                    found = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        if (!(value(parser) instanceof Json object)) {
                            throw new NotOursException("The answer lists something that is no object.");
                        }
                        each.accept(object);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw new NotOursException("The answer has no list " + list + ".");
            }
        } catch (JsonProcessingException notJson) {
            throw new NotOursException("The answer is not valid JSON, or it was cut off.");
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new NotOursException("The answer is cut off.");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    if (parser.nextToken() != JsonToken.VALUE_NULL) {
                        members.put(name, value(parser));
                    }
                }
                yield new Json(members);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            default -> parser.getText();
        };
    }

    /**
     * The bytes of a value, as small as can be.
     *
     * @param value made of maps with names, lists, strings, {@code Long} and {@code Boolean}
     */
    static byte[] bytes(Map<String, ?> value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, value);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    /**
     * Copies a JSON text and ends it with a line break.
     *
     * @param asciiOnly whether whatever could move a terminal's cursor has to be escaped
     */
    static void copy(byte[] utf8, OutputStream out, boolean asciiOnly) throws IOException {
        try (JsonParser parser = FACTORY.createParser(utf8);
                JsonGenerator json = generator(out, asciiOnly)) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        } catch (JsonProcessingException notJson) {
            throw new NotOursException("The answer is not valid JSON.");
        }
        out.write('\n');
        out.flush();
    }

    /**
     * Copies the objects of the list {@code name} in each of the texts into one list of that name, an object a line, and
     * ends it with a line break. The first text comes before the first byte is written. When a later one does not come,
     * what was written is no complete JSON text.
     */
    static void copyLists(String name, Iterator<byte[]> texts, OutputStream out, boolean asciiOnly) throws IOException {
        byte[] first = texts.next();
        OutputStream buffered = new BufferedOutputStream(out);
        try (JsonGenerator json = generator(buffered, asciiOnly)) {
            json.writeRaw("{\"" + name + "\":[");
            boolean any = copyItems(name, first, json, false);
            while (texts.hasNext()) {
                any = copyItems(name, texts.next(), json, any);
            }
            json.writeRaw(any ? "\n]}\n" : "]}\n");
        }
        buffered.flush();
    }

    /** Whether there was an item up to the last of these. */
    private static boolean copyItems(String name, byte[] utf8, JsonGenerator json, boolean anyBefore)
            throws IOException {
        boolean any = anyBefore;
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            parser.nextToken();
            for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (member.equals(name) && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        if (!any) {
                            json.writeRaw('\n');
                        }
                        any = true;
                        json.copyCurrentStructure(parser);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return any;
    }

    /** Its stream stays open, and what was cut off is not made to look complete. */
    private static JsonGenerator generator(OutputStream out, boolean asciiOnly) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), asciiOnly);
        return json;
    }

    static long lineOf(JsonProcessingException mistake) {
        return mistake.getLocation() == null ? 1 : mistake.getLocation().getLineNr();
    }
}
