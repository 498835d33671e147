package io.rolemap.adapters.http.observation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.domain.observation.ObservedGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The JSON of observed groups. */
final class ObservedGroupJson {

    private ObservedGroupJson() {}

    /** A list, and how to get what follows it. */
    static JsonStream list(
            Iterator<List<ObservedGroup>> pages, Optional<Instant> observedSince, Optional<String> nextPage) {
        return JsonStream.object(
                JsonStream.array("observed_groups", pages, ObservedGroupJson::write), JsonStream.once(json -> {
                    json.writeFieldName("observed_since");
                    if (observedSince.isPresent()) {
                        json.writeNumber(observedSince.get().toEpochMilli());
                    } else {
                        json.writeNull();
                    }
                    if (nextPage.isPresent()) {
                        json.writeStringField("next_page_token", nextPage.get());
                    }
                }));
    }

    private static void write(JsonGenerator json, ObservedGroup observed) throws IOException {
        json.writeStartObject();
        json.writeStringField("group", observed.group().value());
        json.writeNumberField("first_seen_at", observed.firstSeen().toEpochMilli());
        json.writeNumberField("last_seen_at", observed.lastSeen().toEpochMilli());
        json.writeNumberField("count", observed.count());
        json.writeBooleanField("mapped", observed.mapped());
        json.writeEndObject();
    }
}
