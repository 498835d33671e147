package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one representation, token by token. */
@FunctionalInterface
public interface JsonWriter {

    /** Writes to {@code json}. */
    void write(JsonGenerator json) throws IOException;
}
