package io.rolemap.adapters.http.shared.edge;

import io.javalin.http.Context;
import io.rolemap.domain.access.Actor;
import java.util.Optional;

/**
 * A request in a form that is safe to log: printable, on one line, of limited length, without query and headers. For one
 * thread at a time.
 */
final class RequestLine {

    private static final int MAX_LENGTH = 300;

    private final Context context;
    private Optional<Actor> actor = Optional.empty();

    RequestLine(Context context) {
        this.context = context;
    }

    /** Who turned out to have sent it. */
    void by(Actor caller) {
        actor = Optional.of(caller);
    }

    @Override
    public String toString() {
        String line = of(context.req().getMethod(), context.req().getRequestURI());
        return actor.map(caller -> line + " by " + printable(caller.id())).orElse(line);
    }

    static String of(String method, String path) {
        return printable(method) + " " + printable(path);
    }

    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
            char c = text.charAt(i);
            printable.append(c > ' ' && c <= '~' ? c : '?');
        }
        return text.length() > MAX_LENGTH ? printable + "..." : printable.toString();
    }
}
