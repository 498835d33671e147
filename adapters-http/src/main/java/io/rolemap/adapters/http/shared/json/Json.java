package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes JSON texts. */
public final class Json {

    private static final JsonFactory JACKSON = new JsonFactory();
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
}
