package io.rolemap.adapters.http.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.MappingFinding;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What is suspicious about mappings, as JSON and as a header field. */
final class FindingJson {

    /** What a header section has room for, however many a storage tells. */
    private static final int MOST_IN_HEADER = 15;

    private FindingJson() {}

    static JsonStream list(List<MappingFinding> findings, boolean complete) {
        return JsonStream.object(
                JsonStream.array("findings", findings, FindingJson::write),
                JsonStream.once(json -> json.writeBooleanField("complete", complete)));
    }

    /** A list of tokens with parameters (RFC 9651, sections 3.1 and 3.1.2). Groups don't fit in there; ids and labels do. */
    static String header(List<MappingFinding> findings) {
        // Without ids, which not everybody may see, one item stands for many findings.
        return findings.stream()
                .map(FindingJson::item)
                .distinct()
                .limit(MOST_IN_HEADER)
                .collect(Collectors.joining(", "));
    }

    private static String item(MappingFinding finding) {
        String token = finding.kind().label();
        String mapping =
                finding.other().map(other -> ";mapping=\"" + other.id() + "\"").orElse("");
        String difference = finding.differences().isEmpty()
                ? ""
                : ";difference=\"" + GroupDifference.labels(finding.differences()) + "\"";
        return token + mapping + difference;
    }

    private static void write(JsonGenerator json, MappingFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("finding", finding.kind().label());
        json.writeStringField("detail", finding.sentence());
        json.writeFieldName("mapping");
        MappingJson.write(json, finding.mapping());
        if (finding.other().isPresent()) {
            json.writeFieldName("other");
            MappingJson.write(json, finding.other().get());
        }
        if (!finding.differences().isEmpty()) {
            json.writeStringField("difference", GroupDifference.labels(finding.differences()));
        }
        json.writeEndObject();
    }
}
