package io.rolemap.adapters.http;

import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The description of this API, in both forms of OpenAPI. */
final class OpenApiRoutes {

    private OpenApiRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.open("/openapi.json", Answer.JSON, () -> document("openapi.json", Answer.JSON)),
                Route.open("/openapi.yaml", "application/yaml", () -> document("openapi.yaml", "application/yaml")));
    }

    // Read when asked for: it is asked for rarely, and not at start-up.
    private static Answer document(String name, String mediaType) {
        try (InputStream in = OpenApiRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This build lacks " + name);
            }
            return Answer.of(mediaType, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
