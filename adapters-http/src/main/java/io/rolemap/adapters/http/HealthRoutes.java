package io.rolemap.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rolemap.adapters.http.shared.edge.Answer;
import io.rolemap.adapters.http.shared.edge.Route;
import io.rolemap.adapters.http.shared.problem.Problem;
import io.rolemap.adapters.http.shared.problem.ProblemException;
import io.rolemap.adapters.http.shared.problem.ProblemType;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For whoever decides whether to restart the server or to send it requests. */
final class HealthRoutes {

    private HealthRoutes() {}

    static List<Route> of(BooleanSupplier readiness) {
        return List.of(
                Route.open("/health/live", Answer.JSON, base -> Answer.ok(HealthRoutes::up)),
                Route.open("/health/ready", Answer.JSON, base -> {
                    if (!readiness.getAsBoolean()) {
                        throw new ProblemException(Problem.of(ProblemType.UNAVAILABLE, "The storage cannot be reached.")
                                .withHeader("Retry-After", "1"));
                    }
                    return Answer.ok(HealthRoutes::up);
                }));
    }

    private static void up(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", "up");
        json.writeEndObject();
    }
}
