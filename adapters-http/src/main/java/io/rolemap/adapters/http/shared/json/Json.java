package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Makes JSON texts. */
public final class Json {

    private static final JsonFactory JACKSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    // What fails in the middle must not be made to look complete.
    private static final JsonFactory FOR_PIECES = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();
    private static final int USUAL_SIZE = 512;

    private Json() {}

    /** What {@code writer} writes, as UTF-8. */
    public static byte[] bytes(JsonWriter writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JACKSON.createGenerator(bytes)) {
            writer.write(json);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** Writes to {@code utf8} what it is told piece by piece; all of it is there when it was flushed. */
    public static JsonGenerator to(OutputStream utf8) {
        try {
            return FOR_PIECES.createGenerator(utf8);
        } catch (IOException nothingIsWrittenYet) {
            throw new UncheckedIOException(nothingIsWrittenYet);
        }
    }
}
