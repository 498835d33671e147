package io.rolemap.adapters.http.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client of one caller. Every answer is held against the API's document. Immutable. */
public final class Api {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final int port;
    private final String base;
    private final List<String> headers;

    private Api(int port, String base, List<String> headers) {
        this.port = port;
        this.base = base;
        this.headers = headers;
    }

    /** A client without credentials. */
    public static Api anonymous(int port) {
        return new Api(port, "", List.of());
    }

    /** This client, of an API whose paths are below another. */
    public Api below(String path) {
        return new Api(port, path, headers);
    }

    /** This client with a further header field in every request. */
    public Api with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(port, base, List.copyOf(more));
    }

    public Api bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String target) {
        return send("GET", target, BodyPublishers.noBody());
    }

    /** GET of what an answer says was created. */
    public Answer follow(Answer created) {
        String location = created.header("Location").orElseThrow();
        if (!location.startsWith(base + "/")) {
            throw new AssertionError(location + " is not below " + base);
        }
        return get(location.substring(base.length()));
    }

    public Answer delete(String target) {
        return send("DELETE", target, BodyPublishers.noBody());
    }

    public Answer send(String method, String target) {
        return send(method, target, BodyPublishers.noBody());
    }

    /** POST of JSON. */
    public Answer post(String target, String json) {
        return post(target, json.getBytes(StandardCharsets.UTF_8));
    }

    /** POST of bytes that are said to be JSON. */
    public Answer post(String target, byte[] body) {
        return with("Content-Type", "application/json").send("POST", target, BodyPublishers.ofByteArray(body));
    }

    /** PUT of JSON. */
    public Answer put(String target, String json) {
        return with("Content-Type", "application/json").send("PUT", target, BodyPublishers.ofString(json));
    }

    /** PATCH with JSON. */
    public Answer patch(String target, String json) {
        return with("Content-Type", "application/json").send("PATCH", target, BodyPublishers.ofString(json));
    }

    /** This client, whose changes depend on an entity tag. */
    public Api ifMatch(String tags) {
        return with("If-Match", tags);
    }

    /** POST of exactly these fields and this body, without a content type of its own. */
    public Answer postAsIs(String target, BodyPublisher body) {
        return send("POST", target, body);
    }

    /** PUT of exactly these fields and this body, without a content type of its own. */
    public Answer putAsIs(String target, BodyPublisher body) {
        return send("PUT", target, body);
    }

    public CompletableFuture<Answer> getAsync(String target) {
        return CLIENT.sendAsync(request("GET", target, BodyPublishers.noBody()), BodyHandlers.ofByteArray())
                .thenApply(response -> checked("GET", target, response));
    }

    public CompletableFuture<Answer> postAsync(String target, String json) {
        return CLIENT.sendAsync(
                        with("Content-Type", "application/json").request("POST", target, BodyPublishers.ofString(json)),
                        BodyHandlers.ofByteArray())
                .thenApply(response -> checked("POST", target, response));
    }

    private Answer send(String method, String target, BodyPublisher body) {
        try {
            return checked(method, target, CLIENT.send(request(method, target, body), BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest request(String method, String target, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + base + target))
                .timeout(TIMEOUT)
                .method(method, body);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return request.build();
    }

    private static Answer checked(String method, String target, HttpResponse<byte[]> response) {
        Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
        OpenApiContract.check(method, target, answer);
        return answer;
    }
}
