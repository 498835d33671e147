package io.rolemap.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A set of rows that one server creates, changes, lists and removes as a whole, a request for each. */
final class WholeSet {

    /** How many rows it has. */
    static final int SIZE = 10_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<SetStep, HttpRequest> requests;

    WholeSet(Map<SetStep, HttpRequest> requests) {
        this.requests = requests;
    }

    /** How long the answer took, its last byte included; anything but a 200 ends the run. */
    double millisFor(SetStep step) throws IOException {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = client.send(requests.get(step), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(step + " answered " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    static HttpRequest request(int port, String method, String path, String authorization, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** The body that asks for so many mappings, all of them to this role. */
    static String body(int size, int role) {
        return body(IntStream.range(0, size).mapToObj(number -> entry(number, role)));
    }

    /** The body that asks for mappings of so many groups from this number on, each to a role of its own. */
    static String body(long firstNumber, int size) {
        return body(IntStream.range(0, size).mapToObj(i -> entry(firstNumber + i, i)));
    }

    private static String entry(long number, int role) {
        return Workload.body(Workload.digits(number), role);
    }

    private static String body(Stream<String> entries) {
        return entries.collect(Collectors.joining(",", "{\"group_role_mappings\":[", "]}"));
    }
}
