package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A client of a server, with one key. */
final class Rest {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final String key;

    Rest(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** @param tag of what has been seen; empty for whatever there is */
    HttpResponse<String> put(String path, String json, Optional<String> tag) throws IOException, InterruptedException {
        return change(path, "PUT", json, tag);
    }

    /** @param tag of what has been seen; empty for whatever there is */
    HttpResponse<String> patch(String path, String json, Optional<String> tag)
            throws IOException, InterruptedException {
        return change(path, "PATCH", json, tag);
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpResponse<String> change(String path, String method, String json, Optional<String> tag)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        tag.ifPresent(seen -> request.header("If-Match", seen));
        return send(request);
    }

    /** Makes the connection that mappings need; its id and its key are the same. */
    void createConnection(String org, String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/orgs/" + org + "/identity-providers", "{\"id\": \"" + id + "\", \"provider_key\": \"" + id + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(RolemapProcess.PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
