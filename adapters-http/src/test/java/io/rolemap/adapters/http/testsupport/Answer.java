package io.rolemap.adapters.http.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it came over the wire. */
public final class Answer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    public Answer(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>();
        headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), values));
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The value of a field that is there at most once. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " is there more than once: " + values);
        }
        return values.stream().findFirst();
    }

    /** All fields, by their names in lower case. */
    public Map<String, List<String>> headers() {
        return Map.copyOf(headers);
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A member of the body, as text. */
    public String string(String member) {
        JsonNode value = json().get(member);
        if (value == null || !value.isString()) {
            throw new AssertionError("No string '" + member + "' in " + text());
        }
        return value.asString();
    }

    public String problem() {
        return string("type");
    }

    /** Status and body of a problem, but for what names its occurrence. */
    public String withoutInstance() {
        return status + " " + text().replace(string("instance"), "");
    }

    /** What is wrong with values of the body, as pointers and rules. */
    public List<String> errors() {
        return StreamSupport.stream(json().get("errors").spliterator(), false)
                .map(error -> error.get("pointer").asString() + " "
                        + error.get("detail").asString())
                .collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
