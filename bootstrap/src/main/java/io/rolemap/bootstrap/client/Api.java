package io.rolemap.bootstrap.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/** One organisation of one server, by HTTP. What is no success is a {@link Failure}. */
final class Api {

    private static final String UNKNOWN_OUTCOME = " Whether it was done is unknown; look before you repeat it.";
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(90);
    /** The server gives a whole set this long to come, and the database some time besides. */
    private static final Duration TO_REPLACE = Duration.ofSeconds(330);

    private static final Duration TO_BE_SILENT = Duration.ofSeconds(30);

    /** A success. */
    static final class Answer {

        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        byte[] body() {
            return response.body();
        }

        Json json() {
            return Json.parse(body());
        }

        /** Empty when the answer had none. */
        Optional<String> etag() {
            return response.headers().firstValue("ETag");
        }
    }

    /** A success whose body comes while it is read; whoever reads it closes it. */
    static final class Open implements AutoCloseable {

        private final HttpResponse<?> response;
        private final InputStream body;

        private Open(HttpResponse<?> response, InputStream body) {
            this.response = response;
            this.body = body;
        }

        InputStream body() {
            return body;
        }

        /** Empty when the answer had none. */
        Optional<String> etag() {
            return response.headers().firstValue("ETag");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private static final int LARGE = 256 * 1024;
    private static final int REPEATS = 3;
    private static final long LONGEST_PAUSE_SECONDS = 10;

    private static final int PRECONDITION_FAILED = 412;
    private static final int NO_TIME = 503;

    private final Target target;
    private final Progress progress;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .build();

    Api(Target target, Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    /** @param path below the organisation, with its query */
    Answer get(String path) {
        return success(request(path).GET(), BodyHandlers.ofByteArray(), "", UnaryOperator.identity());
    }

    /** @param path below the organisation, with its query */
    Open open(String path) {
        HttpResponse<InputStream> response = exchange(request(path).GET(), BodyHandlers.ofInputStream(), "");
        InputStream body = new Patience(response.body(), TO_BE_SILENT);
        if (isSuccess(response)) {
            return new Open(response, body);
        }
        try (body) {
            throw Refusal.of(response.statusCode(), response.headers(), body.readAllBytes(), UnaryOperator.identity());
        } catch (IOException broken) {
            throw unavailable("The connection to " + target.server() + " broke.");
        }
    }

    /** The entity tag of what is at the path now; empty when it has none. */
    Optional<String> etag(String path) throws IOException {
        HttpRequest.Builder head = request(path).method("HEAD", BodyPublishers.noBody());
        HttpResponse<byte[]> response = exchange(head, BodyHandlers.ofByteArray(), "");
        Optional<String> etag = isSuccess(response) ? response.headers().firstValue("ETag") : Optional.empty();
        if (etag.isPresent()) {
            return etag;
        }
        // Something in between may not let HEAD through.
        try (Open answer = open(path)) {
            return answer.etag();
        }
    }

    Answer post(String path, byte[] json) {
        return success(
                withJson(request(path), "POST", json),
                BodyHandlers.ofByteArray(),
                UNKNOWN_OUTCOME,
                UnaryOperator.identity());
    }

    void delete(String path) {
        success(request(path).DELETE(), BodyHandlers.ofByteArray(), UNKNOWN_OUTCOME, UnaryOperator.identity());
    }

    /**
     * Replaces a whole set, or plans it. Is repeated some times while the server has no time and says when it will have.
     *
     * @param etag of the set that is to be replaced; empty for whatever it is
     * @param places says for a pointer into {@code json} where that stands in the file of the user
     */
    Answer put(String path, byte[] json, Optional<String> etag, UnaryOperator<String> places) {
        HttpRequest.Builder request = withJson(request(path), "PUT", json).timeout(TO_REPLACE);
        etag.ifPresent(tag -> request.header("If-Match", tag));
        String otherwise = etag.isPresent() ? UNKNOWN_OUTCOME : "";
        for (int repeats = 0; ; repeats++) {
            HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray(), otherwise);
            if (isSuccess(response)) {
                return new Answer(response);
            }
            Optional<Duration> pause = repeats < REPEATS ? pause(response) : Optional.empty();
            if (pause.isEmpty()) {
                Failure failure = refusal(response, places);
                throw response.statusCode() == PRECONDITION_FAILED ? failure.saying(changed(repeats)) : failure;
            }
            await(pause.get(), otherwise);
        }
    }

    private static String changed(int repeats) {
        // What was answered with 503 has most probably not been done, but who knows.
        return repeats == 0
                ? "Somebody has changed the set since it was planned. Nothing was applied; plan again."
                : "The set is another one than was planned for. Either somebody has changed it, or it was applied although the"
                        + " server said that it had no time; plan again to see.";
    }

    /** How long to wait before the same is asked again; empty when it makes no sense. */
    private static Optional<Duration> pause(HttpResponse<?> response) {
        if (response.statusCode() != NO_TIME) {
            return Optional.empty();
        }
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .filter(seconds -> seconds <= LONGEST_PAUSE_SECONDS)
                .map(Duration::ofSeconds);
    }

    private void await(Duration pause, String otherwise) {
        progress.say("The server has no time; waiting");
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted." + otherwise);
        } finally {
            progress.done();
        }
    }

    static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(target.server() + "/orgs/" + target.org() + path))
                .timeout(TO_ANSWER)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + target.key().reveal());
    }

    private HttpRequest.Builder withJson(HttpRequest.Builder request, String method, byte[] json) {
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> new Watched(json));
        // Without Expect: 100-continue: Java 17's client waits for ever when the answer is not the 100 it expects.
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.fromPublisher(stream, json.length));
    }

    /** Shows how much of a body has been sent. */
    private final class Watched extends ByteArrayInputStream {

        Watched(byte[] body) {
            super(body);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            int read = super.read(into, offset, length);
            progress.showBytes("Sending", pos);
            if (read > 0 && pos == count && count >= LARGE) {
                progress.say("Waiting for the server");
            }
            return read;
        }
    }

    private Answer success(
            HttpRequest.Builder request, BodyHandler<byte[]> handler, String otherwise, UnaryOperator<String> places) {
        HttpResponse<byte[]> response = exchange(request, handler, otherwise);
        if (!isSuccess(response)) {
            throw refusal(response, places);
        }
        return new Answer(response);
    }

    private static Failure refusal(HttpResponse<byte[]> response, UnaryOperator<String> places) {
        return Refusal.of(response.statusCode(), response.headers(), response.body(), places);
    }

    private static boolean isSuccess(HttpResponse<?> response) {
        return response.statusCode() / 100 == 2;
    }

    /** @param otherwise what to say besides when no answer has come */
    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler, String otherwise) {
        HttpRequest built = request.build();
        Duration patience = built.timeout().orElse(TO_ANSWER);
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(built, handler);
        try {
            return answer.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw late(patience, otherwise);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted." + otherwise);
        } catch (ExecutionException failed) {
            throw unreachable(Optional.ofNullable(failed.getCause()).orElse(failed), patience, otherwise);
        } finally {
            progress.done();
        }
    }

    private Failure unreachable(Throwable cause, Duration patience, String otherwise) {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return unavailable(
                    "Can't connect to " + target.server() + "; is that the address, and is the server running?");
        }
        if (cause instanceof HttpTimeoutException) {
            return late(patience, otherwise);
        }
        String why = Console.plain(String.valueOf(cause.getMessage()));
        if (cause instanceof SSLException) {
            return unavailable("Can't speak TLS with " + target.server() + ": " + why);
        }
        return unavailable("The connection to " + target.server() + " broke: " + why + "." + otherwise);
    }

    private Failure late(Duration patience, String otherwise) {
        return unavailable(
                target.server() + " did not answer within " + patience.toSeconds() + " seconds." + otherwise);
    }

    private static Failure unavailable(String message) {
        return Failure.of(ExitStatus.UNAVAILABLE, message);
    }
}
