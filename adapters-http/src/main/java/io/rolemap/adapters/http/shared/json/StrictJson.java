package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonArray;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonLiteral;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonNumber;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonObject;
import io.rolemap.adapters.http.shared.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259) as interoperable as RFC 7493 wants it, and refuses everything that two parsers may
 * understand differently: bytes that are not UTF-8, a byte order mark, an object with two members of one name, anything
 * after the value.
 */
public final class StrictJson {

    /** The deepest nesting of objects and arrays. */
    public static final int MAX_DEPTH = 32;

    /** The most values of one text, those inside of others included. */
    public static final int MAX_VALUES = 250_000;

    /** The longest string, name of a member or number, in UTF-16 code units: far more than anything that means something here. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    // The size of a text is limited by whoever reads it from the wire. One string of that size would take several
    // times as much memory again while it is put together.
    private static final JsonFactory JACKSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_LENGTH)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(MAX_LENGTH)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private int values;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The value that the bytes spell.
     *
     * @throws MalformedJsonException when they don't spell exactly one, or one nested deeper than {@value #MAX_DEPTH}, with
     *     more than {@value #MAX_VALUES} values, or with a string, name or number longer than {@value #MAX_LENGTH}
     */
    public static JsonValue parse(byte[] utf8) throws MalformedJsonException {
        CharBuffer text = decode(utf8);
        if (text.isEmpty()) {
            throw new MalformedJsonException("The body is empty.");
        }
        if (text.charAt(0) == BYTE_ORDER_MARK) {
            throw beginsWithMark();
        }
        try (JsonParser parser = JACKSON.createParser(text.array(), text.arrayOffset(), text.length())) {
            return new StrictJson(parser).only();
        } catch (StreamConstraintsException tooLong) {
            throw hasTooLong();
        } catch (JsonProcessingException notJson) {
            throw new MalformedJsonException(describe(notJson));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    /**
     * The value that a long text spells, which is read once and not kept besides it.
     *
     * @param utf8 where reading can't fail
     * @throws MalformedJsonException as {@link #parse(byte[])} does
     */
    public static JsonValue parse(InputStream utf8) throws MalformedJsonException {
        try (PushbackReader text = new PushbackReader(new InputStreamReader(utf8, strictDecoder()))) {
            int first = text.read();
            if (first == BYTE_ORDER_MARK) {
                throw beginsWithMark();
            }
            if (first >= 0) {
                text.unread(first);
            }
            try (JsonParser parser = JACKSON.createParser(text)) {
                return new StrictJson(parser).only();
            }
        } catch (StreamConstraintsException tooLong) {
            throw hasTooLong();
        } catch (JsonProcessingException notJson) {
            throw new MalformedJsonException(describe(notJson));
        } catch (CharacterCodingException notUtf8) {
            throw isNotUtf8();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonValue only() throws IOException, MalformedJsonException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MalformedJsonException("The body is empty.");
        }
        JsonValue value = value(first, 0);
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("The body goes on after its JSON value.");
        }
        return value;
    }

    private static CharBuffer decode(byte[] utf8) throws MalformedJsonException {
        try {
            return strictDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException notUtf8) {
            throw isNotUtf8();
        }
    }

    private static CharsetDecoder strictDecoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static MalformedJsonException isNotUtf8() {
        return new MalformedJsonException("The body is not valid UTF-8.");
    }

    private static MalformedJsonException beginsWithMark() {
        return new MalformedJsonException("The body begins with a byte order mark.");
    }

    private static MalformedJsonException hasTooLong() {
        return new MalformedJsonException("The body has a string, a name of a member or a number that is longer than "
                + MAX_LENGTH + " characters.");
    }

    private JsonValue value(@Nullable JsonToken token, int depth) throws IOException, MalformedJsonException {
        if (token == null) {
            throw new MalformedJsonException("The body ends in the middle of its JSON value.");
        }
        if (++values > MAX_VALUES) {
            throw new MalformedJsonException("The body has more than " + MAX_VALUES
                    + " JSON values; send fewer people, groups or mappings at once.");
        }
        return switch (token) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> new JsonString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> JsonLiteral.TRUE;
            case VALUE_FALSE -> JsonLiteral.FALSE;
            case VALUE_NULL -> JsonLiteral.NULL;
            default -> throw new IllegalStateException("No JSON value begins with " + token);
        };
    }

    private static int deeper(int depth) throws MalformedJsonException {
        if (depth == MAX_DEPTH) {
            throw new MalformedJsonException("The body is nested more than " + MAX_DEPTH + " levels deep.");
        }
        return depth + 1;
    }

    private JsonObject object(int depth) throws IOException, MalformedJsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (members.containsKey(name)) {
                throw new MalformedJsonException("The body has an object with two members of the same name.");
            }
            members.put(name, value(parser.nextToken(), depth));
        }
        return new JsonObject(members);
    }

    private JsonArray array(int depth) throws IOException, MalformedJsonException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, depth));
        }
        return new JsonArray(items);
    }

    private static String describe(JsonProcessingException notJson) {
        var place = notJson.getLocation();
        return place == null
                ? "The body is not valid JSON."
                : "The body is not valid JSON (line " + place.getLineNr() + ", column " + place.getColumnNr() + ").";
    }
}
