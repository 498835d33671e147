package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonWriter;
import io.rolemap.adapters.http.shared.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An answer. Immutable, as long as nobody writes to its body. */
public final class Answer {

    /** The media type of JSON. */
    public static final String JSON = "application/json";

    private static final String LOCATION = "Location";
    private static final int ENTITY_TAG_BYTES = 16;

    private final int status;
    private final Optional<String> mediaType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, Optional<String> mediaType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.mediaType = mediaType;
        this.body = body;
        this.headers = headers;
    }

    /** 200 with JSON. */
    public static Answer ok(JsonWriter json) {
        return of(JSON, Json.bytes(json));
    }

    /**
     * 201 with JSON.
     *
     * @param location the path of what was created, below the path that the whole API is mounted on
     */
    public static Answer created(String location, JsonWriter json) {
        return new Answer(201, Optional.of(JSON), Json.bytes(json), Map.of(LOCATION, location));
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Optional.empty(), new byte[0], Map.of());
    }

    /** 200 with any representation. */
    public static Answer of(String mediaType, byte[] body) {
        return new Answer(200, Optional.of(mediaType), body, Map.of());
    }

    /** A problem, in words for the client. */
    static Answer of(Problem problem, String instance) {
        return new Answer(
                problem.type().status(), Optional.of(Problem.MEDIA_TYPE), problem.toBytes(instance), problem.headers());
    }

    /** This answer with a strong entity tag (RFC 9110, section 8.8.3): a digest of its body. */
    public Answer withEntityTag() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            byte[] enough = Arrays.copyOf(digest, ENTITY_TAG_BYTES);
            return withHeader(
                    "ETag", '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(enough) + '"');
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** This answer of an API that is mounted on {@code path}. */
    Answer below(String path) {
        String location = headers.get(LOCATION);
        return location == null || path.isEmpty() ? this : withHeader(LOCATION, path + location);
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, mediaType, body, more);
    }

    byte[] body() {
        return body;
    }

    void writeHead(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(mediaType.orElse(null));
        headers.forEach(response::setHeader);
        CommonHeaders.NAMES_AND_VALUES.forEach(response::setHeader);
    }

    /** @param withoutBody whether this is for HEAD, and only says how long the body would be */
    void writeBody(HttpServletResponse response, boolean withoutBody) throws IOException {
        if (withoutBody) {
            response.setContentLength(body.length);
        } else {
            response.getOutputStream().write(body);
        }
    }
}
