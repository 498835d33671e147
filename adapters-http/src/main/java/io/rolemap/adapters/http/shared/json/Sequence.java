package io.rolemap.adapters.http.shared.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** The pieces of some parts, one part after the other. */
final class Sequence implements JsonStream {

    private final Iterator<JsonStream> parts;
    private Optional<JsonStream> current = Optional.empty();

    Sequence(Iterator<JsonStream> parts) {
        this.parts = parts;
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        if (current.isEmpty()) {
            if (!parts.hasNext()) {
                return false;
            }
            current = Optional.of(parts.next());
        }
        boolean more = current.get().writeNext(json);
        if (!more) {
            current = Optional.empty();
        }
        return more || parts.hasNext();
    }
}
