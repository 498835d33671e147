package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.json.Json;
import io.rolemap.adapters.http.shared.json.JsonStream;
import io.rolemap.adapters.http.shared.json.JsonWriter;
import io.rolemap.adapters.http.shared.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer. Immutable, as long as nobody writes to its body; one whose body is made while it is sent is for one request.
 */
public final class Answer {

    /** The media type of JSON. */
    public static final String JSON = "application/json";

    private static final String LOCATION = "Location";

    private final int status;
    private final Optional<String> mediaType;
    private final byte[] body;
    private final Optional<JsonStream> stream;
    private final Map<String, String> headers;

    private Answer(
            int status,
            Optional<String> mediaType,
            byte[] body,
            Optional<JsonStream> stream,
            Map<String, String> headers) {
        this.status = status;
        this.mediaType = mediaType;
        this.body = body;
        this.stream = stream;
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
        return new Answer(201, Optional.of(JSON), Json.bytes(json), Optional.empty(), Map.of(LOCATION, location));
    }

    /**
     * JSON that is made while it is sent, and never all in memory. Nobody waits for a client that reads slowly; the next piece
     * is asked for when there is room for it.
     *
     * <p>What fails before about 32 KiB are made is answered by a problem document, as if the route had failed. After
     * that the connection is cut, so that no client takes a part for the whole: the JSON is not closed, and in HTTP/1.1 the
     * last chunk is missing.
     *
     * @param body may be asked for its pieces in other threads, until the request is finished or its connection is lost
     */
    public static Answer streamed(int status, JsonStream body) {
        return new Answer(status, Optional.of(JSON), new byte[0], Optional.of(body), Map.of());
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Optional.empty(), new byte[0], Optional.empty(), Map.of());
    }

    /** 200 with any representation. */
    public static Answer of(String mediaType, byte[] body) {
        return new Answer(200, Optional.of(mediaType), body, Optional.empty(), Map.of());
    }

    /** A problem, in words for the client. */
    static Answer of(Problem problem, String instance) {
        return new Answer(
                problem.type().status(),
                Optional.of(Problem.MEDIA_TYPE),
                problem.toBytes(instance),
                Optional.empty(),
                problem.headers());
    }

    /**
     * This answer with a strong entity tag (RFC 9110, section 8.8.3): a digest of its body.
     *
     * @throws IllegalStateException when the body is made while it is sent
     */
    public Answer withEntityTag() {
        if (stream.isPresent()) {
            throw new IllegalStateException("The body is not known yet");
        }
        return withTag(EntityTag.ofContent(body));
    }

    /** This answer with the entity tag of what it represents. */
    public Answer withTag(EntityTag tag) {
        return withHeader("ETag", tag.toString());
    }

    /** What makes the body while it is sent; empty when it is there already. */
    Optional<JsonStream> stream() {
        return stream;
    }

    /** This answer when its body was made. */
    Answer whole(byte[] made) {
        return new Answer(status, mediaType, made, Optional.empty(), headers);
    }

    /** This answer of an API that is mounted on {@code path}. */
    Answer below(String path) {
        String location = headers.get(LOCATION);
        return location == null || path.isEmpty() ? this : withHeader(LOCATION, path + location);
    }

    /** This answer with a further header field, in ASCII. */
    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, mediaType, body, stream, more);
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
