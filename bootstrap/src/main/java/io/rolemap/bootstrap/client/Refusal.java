package io.rolemap.bootstrap.client;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes a {@link Failure} of an answer that is no success. */
final class Refusal {

    private Refusal() {}

    /** @param places see {@link Api#put} */
    static Failure of(int status, HttpHeaders headers, byte[] body, UnaryOperator<String> places) {
        boolean isProblem = headers.firstValue("Content-Type")
                .map(type -> type.startsWith("application/problem+json"))
                .orElse(false);
        if (!isProblem) {
            return Failure.of(
                    ExitStatus.UNAVAILABLE,
                    "What answered (status " + status
                            + ") is no Rolemap server; check the address and what is in between.");
        }
        Json problem = Json.parse(body);
        String detail = problem.text("detail").or(() -> problem.text("title")).orElse("The server refused.");
        return Failure.answered(
                exitStatus(status), status + ": " + Console.plain(detail), details(problem, headers, places), body);
    }

    private static List<String> details(Json problem, HttpHeaders headers, UnaryOperator<String> places) {
        List<String> lines = new ArrayList<>();
        for (Json error : problem.objects("errors")) {
            String pointer = error.text("pointer").orElse("");
            lines.add(Console.plain(places.apply(pointer)) + ": "
                    + Console.plain(error.text("detail").orElse("")));
        }
        problem.object("existing")
                .ifPresent(existing -> lines.add("There is already: " + Console.plain(existing.summary())));
        if (problem.text("identical").equals(Optional.of("true"))) {
            lines.add("It is just what was asked for.");
        }
        headers.firstValue("Retry-After")
                .ifPresent(seconds -> lines.add("Try again in " + Console.plain(seconds) + " seconds."));
        problem.text("instance").ifPresent(instance -> lines.add("In the server's log: " + Console.plain(instance)));
        return lines;
    }

    private static int exitStatus(int status) {
        return switch (status) {
            case 401, 403 -> ExitStatus.NOT_PERMITTED;
            case 429, 502, 503, 504 -> ExitStatus.UNAVAILABLE;
            default -> status >= 500 ? ExitStatus.FAULT : ExitStatus.REFUSED;
        };
    }
}
