package io.rolemap.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain requests before anything is measured; any other status than expected ends the run. Safe for several threads. */
final class SetUpClient {

    /** How many rows reads and duplicates go round. */
    static final int SEEDS = 1_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String authorization;

    SetUpClient(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** Posts this JSON, which creates something, and returns the answer's. */
    String post(String path, String json) {
        return send("POST", path, json, 201);
    }

    /** Puts this JSON in the place of what was there, and returns the answer's. */
    String put(String path, String json) {
        return send("PUT", path, json, 200);
    }

    private String send(String method, String path, String json, int expectedStatus) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expectedStatus) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String idOf(String json) {
        return member(json, "id");
    }

    /** A string member that needs no unescaping. */
    String member(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no member " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
