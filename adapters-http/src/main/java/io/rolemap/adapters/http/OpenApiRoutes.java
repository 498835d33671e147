package io.rolemap.adapters.http;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The description of this API, in both forms of OpenAPI. */
final class OpenApiRoutes {

    private OpenApiRoutes() {}

    static List<Route> all() {
        return List.of(
                new Document("openapi.json", Answer.JSON, "\"url\" : \"%s\"").route(),
                new Document("openapi.yaml", "application/yaml", "- url: %s\n").route());
    }

    /**
     * One form.
     *
     * @param server how it says which URL its paths are appended to; the file says {@code /}. The relative reference that
     *     would be right below any path, {@code .}, ends in a slash when it is resolved, and every path begins with one
     */
    private record Document(String name, String mediaType, String server) {

        Route route() {
            return Route.open("/" + name, mediaType, base -> Answer.of(mediaType, below(base)));
        }

        private byte[] below(String base) {
            byte[] file = read();
            return base.isEmpty()
                    ? file
                    : new String(file, StandardCharsets.UTF_8)
                            .replace(server.formatted("/"), server.formatted(base))
                            .getBytes(StandardCharsets.UTF_8);
        }

        // Read when asked for: it is asked for rarely, and not at start-up.
        private byte[] read() {
            try (InputStream in = OpenApiRoutes.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("This build lacks " + name);
                }
                return in.readAllBytes();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
